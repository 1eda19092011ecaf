#include "cli/program.hpp"

#include "cli/commands/commands.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace dynoxx::cli {

namespace {

constexpr double longest_timeout_seconds = 86'400;

void add_common_options(CLI::App& app, Invocation& invocation) {
    app.add_option("--profile", invocation.profile, "Profile of the shared files (else AWS_PROFILE, default)")
        ->type_name("NAME");
    app.add_option("--region", invocation.region, "Region, for example eu-west-1 (else AWS_REGION, the profile's)")
        ->type_name("NAME");
    app.add_option("--endpoint-url", invocation.endpoint, "Endpoint of every service, for example of a local AWS")
        ->type_name("URL");
    app.add_option("--timeout", invocation.timeout_seconds, "Longest time of an operation, retries included")
        ->type_name("SECONDS")
        ->check(CLI::Range(0.0, longest_timeout_seconds));
    app.add_flag("--json", invocation.json, "Write JSON, one document per line");
    app.add_flag("--verbose", invocation.verbose, "Tell on standard error of each request that is sent");
    app.add_option("--color", invocation.colours, "auto (on a terminal, unless NO_COLOR is set), always or never")
        ->type_name("WHEN")
        ->check(CLI::IsMember({"auto", "always", "never"}));
}

void add_commands(CLI::App& app, Invocation& invocation) {
    CLI::App* config = app.add_subcommand("config", "What the settings are and where they come from");
    config->require_subcommand(1);
    add_config_show(*config, invocation);
    add_whoami(app, invocation);
    add_doctor(app, invocation);
    CLI::App* table = app.add_subcommand("table", "The tables of the account and region");
    table->require_subcommand(1);
    add_table_list(*table, invocation);
    add_table_describe(*table, invocation);
    add_get(app, invocation);
    add_put(app, invocation);
    add_query(app, invocation);
    add_scan(app, invocation);
}

/// Gives the words that call the help of the command that was being read: `dynoxx table list --help`.
std::string help_of(const CLI::App& app) {
    std::string words = app.get_name();
    const CLI::App* command = &app;
    while (!command->get_subcommands().empty()) {
        command = command->get_subcommands().front();
        words.append(" ").append(command->get_name());
    }
    return words + " --help";
}

/// Says what is wrong, in words about this program where the parser's are about its own.
std::string complaint_of(const CLI::App& app, const CLI::ParseError& error) {
    const std::vector<std::string> left = app.remaining();
    if (app.get_subcommands().empty() && !left.empty() && !left.front().starts_with('-')) {
        return "There is no command '" + left.front() + "'.";
    }
    return error.what();
}

/// Names settings by the options that set them: the library says how code does.
std::string by_options(std::string text) {
    constexpr std::pair<std::string_view, std::string_view> names[] = {{"AwsOptions::region", "--region"},
                                                                       {"AwsOptions::profile", "--profile"},
                                                                       {"AwsOptions::endpoint", "--endpoint-url"},
                                                                       {"AwsOptions::operation_timeout", "--timeout"}};
    for (const auto& [in_code, option] : names) {
        for (std::size_t at = text.find(in_code); at != std::string::npos; at = text.find(in_code, at)) {
            text.replace(at, in_code.size(), option);
        }
    }
    return text;
}

int finish(Status status) {
    return static_cast<int>(status);
}

}  // namespace

int run(std::span<const std::string> arguments, const Surroundings& surroundings) {
    Invocation invocation(surroundings);
    CLI::App app(
        "dynoxx looks at and works with DynamoDB as programs that use the library dynoxx do: with the same\n"
        "settings, credentials and retries.",
        "dynoxx");
    app.set_version_flag("--version", "dynoxx " DYNOXX_VERSION);
    app.require_subcommand(1);
    app.fallthrough();
    app.footer(
        "Exit status: 0 done; 1 it failed, or doctor found something; 2 the command line is wrong;\n"
        "3 get found no item.");
    add_common_options(app, invocation);
    add_commands(app, invocation);
    std::vector<std::string> words(arguments.begin(), arguments.end());
    std::ranges::reverse(words);  // the order that CLI11 asks for
    try {
        app.parse(std::move(words));
    } catch (const CLI::Success& help) {  // help and version
        return app.exit(help, surroundings.out, surroundings.err);
    } catch (const CLI::ParseError& error) {
        surroundings.err << "dynoxx: " << complaint_of(app, error) << "\nTry " << help_of(app) << ".\n";
        return finish(Status::Misused);
    }
    try {
        const Status status = invocation.action();
        surroundings.out.flush();
        if (!surroundings.out) {
            surroundings.err << "dynoxx: the output could not be written.\n";
            return finish(Status::Failed);
        }
        return finish(status);
    } catch (const Misuse& misuse) {
        surroundings.err << "dynoxx: " << misuse.what() << "\nTry " << help_of(app) << ".\n";
        return finish(Status::Misused);
    } catch (const Exception& failure) {
        surroundings.err << "dynoxx: " << by_options(failure.what()) << '\n';
        return finish(Status::Failed);
    }
}

}  // namespace dynoxx::cli
