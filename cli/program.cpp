#include "cli/program.hpp"

#include "cli/commands/commands.hpp"
#include "cli/help.hpp"
#include "cli/messages.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace dynoxx::cli {

namespace {

constexpr double longest_timeout_seconds = 86'400;

/// Gives what is wrong with a code; empty where nothing is.
///
/// @par Source
/// AWS Security Token Service API Reference, "AssumeRole", TokenCode.
std::string refusal_of_mfa_code(const std::string& code) {
    const bool good = code.size() == 6 && code.find_first_not_of("0123456789") == std::string::npos;
    return good ? "" : "expected six digits";
}

void add_common_options(CLI::App& app, Invocation& invocation) {
    app.add_option("--profile", invocation.profile, "Profile of the shared files; without it, AWS_PROFILE or default")
        ->type_name("NAME");
    app.add_option("--region", invocation.region,
                   "Region, for example eu-west-1; without it, AWS_REGION or that of the profile")
        ->type_name("NAME");
    app.add_option("--endpoint-url", invocation.endpoint, "Endpoint of every service, for example of a local AWS")
        ->type_name("URL");
    app.add_option("--timeout", invocation.timeout_seconds,
                   "Longest time of an operation, retries included; at most 86400; 0 means no limit")
        ->type_name("SECONDS")
        ->check(CLI::Range(0.0, longest_timeout_seconds));
    app.add_option("--mfa-code", invocation.mfa_code,
                   "Code that the MFA device of the profile's role shows; without it, asked for on a terminal")
        ->type_name("DIGITS")
        ->check(CLI::Validator(refusal_of_mfa_code, "DIGITS"));
    app.add_flag("--json", invocation.json, "Write JSON, one document per line; items always are");
    app.add_flag("--verbose", invocation.verbose, "Tell on standard error of each request that is sent");
    app.add_option("--color", invocation.colours, "always, never, or auto: on a terminal, unless NO_COLOR is set")
        ->type_name("WHEN")
        ->check(CLI::IsMember({"auto", "always", "never"}));
}

void add_commands(CLI::App& app, Invocation& invocation) {
    CLI::App* config = app.add_subcommand("config", "Shows the settings and where they come from.");
    config->require_subcommand(1);
    add_config_show(*config, invocation);
    add_whoami(app, invocation);
    add_doctor(app, invocation);
    CLI::App* table = app.add_subcommand("table", "Lists and describes the tables of the account and region.");
    table->require_subcommand(1);
    add_table_list(*table, invocation);
    add_table_describe(*table, invocation);
    add_get(app, invocation);
    add_put(app, invocation);
    add_query(app, invocation);
    add_scan(app, invocation);
}

/// Gives the words of the command that was being read: `dynoxx table list`.
std::string words_of(const CLI::App& app) {
    std::string words = app.get_name();
    const CLI::App* command = &app;
    while (!command->get_subcommands().empty()) {
        command = command->get_subcommands().front();
        words.append(" ").append(command->get_name());
    }
    return words;
}

/// Says what is wrong, in words about this program where the parser's are about its own.
std::string complaint_of(const CLI::App& app, const CLI::ParseError& error) {
    const CLI::App* command = &app;
    while (!command->get_subcommands().empty()) {
        command = command->get_subcommands().front();
    }
    if (!command->get_subcommands({}).empty() && app.remaining().empty()) {
        return "A command is missing behind '" + words_of(app) + "'.";
    }
    const std::vector<std::string> left = app.remaining();
    if (app.get_subcommands().empty() && !left.empty()) {
        return (left.front().starts_with('-') ? "There is no option '" : "There is no command '") + left.front() + "'.";
    }
    return error.what();
}

int finish(Status status) {
    return static_cast<int>(status);
}

}  // namespace

int run(std::span<const std::string> arguments, const Surroundings& surroundings) {
    Invocation invocation(surroundings);
    CLI::App app(
        "Works with DynamoDB as programs that use the library dynoxx do: with the same settings, credentials and "
        "retries.",
        "dynoxx");
    app.formatter(help_formatter());
    app.set_help_flag("-h,--help", "Show this help, or that of the command before it");
    app.set_version_flag("--version", "dynoxx " DYNOXX_VERSION, "Show the version");
    app.require_subcommand(1);
    app.fallthrough();
    add_common_options(app, invocation);
    add_commands(app, invocation);
    app.footer(
        "dynoxx COMMAND --help shows what a command takes.\n\n"
        "Exit status: 0 done; 1 it failed, or doctor or config show found something;\n"
        "2 the command line is wrong; 3 get found no item.");
    std::vector<std::string> words(arguments.begin(), arguments.end());
    std::ranges::reverse(words);  // the order that CLI11 asks for
    try {
        app.parse(std::move(words));
    } catch (const CLI::Success& help) {  // help and version
        return app.exit(help, surroundings.out, surroundings.err);
    } catch (const CLI::ParseError& error) {
        surroundings.err << "dynoxx: " << complaint_of(app, error) << "\nTry " << words_of(app) << " --help"
                         << ".\n";
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
        surroundings.err << "dynoxx: " << misuse.what() << "\nTry " << words_of(app) << " --help"
                         << ".\n";
        return finish(Status::Misused);
    } catch (const Exception& failure) {
        surroundings.err << "dynoxx: " << by_options(failure.what()) << '\n';
        return finish(Status::Failed);
    } catch (const std::exception& failure) {
        surroundings.err << "dynoxx: " << failure.what() << '\n';
        return finish(Status::Failed);
    }
}

}  // namespace dynoxx::cli
