#include "cli/commands/commands.hpp"

#include "aws/examined_config.hpp"
#include "cli/messages.hpp"
#include "runtime/state.hpp"

#include <algorithm>

namespace dynoxx::cli {

namespace {

using aws::ExaminedConfig;
using aws::WrongSetting;

/// Gives the lines of the settings, those whose value is wrong marked so.
std::vector<AwsConfig::Line> lines_of(const ExaminedConfig& examined) {
    std::vector<AwsConfig::Line> lines = examined.config.describe();
    for (AwsConfig::Line& line : lines) {
        if (line.origin == to_string(SettingOrigin::code())) {
            line.origin = "command line";
        }
        if (std::ranges::find(examined.wrong, line.name, &WrongSetting::name) != examined.wrong.end()) {
            line.value = "(wrong)";
            line.origin = "see the error";
        }
    }
    return lines;
}

void show_json(const ExaminedConfig& examined, Output output) {
    json::Writer document;
    document.begin_object().key("settings").begin_array();
    for (const AwsConfig::Line& line : lines_of(examined)) {
        document.begin_object();
        document.member("name", line.name).member("value", line.value).member("origin", line.origin);
        document.end_object();
    }
    document.end_array().key("warnings").begin_array();
    for (const std::string& warning : examined.config.warnings()) {
        document.string(warning);
    }
    document.end_array().key("errors").begin_array();
    for (const WrongSetting& wrong : examined.wrong) {
        document.string(by_options(wrong.error.message()));
    }
    document.end_array().end_object();
    output.json(document);
}

void show_columns(const ExaminedConfig& examined, Output output) {
    std::vector<std::vector<std::string>> rows{{"SETTING", "VALUE", "ORIGIN"}};
    for (const AwsConfig::Line& line : lines_of(examined)) {
        rows.push_back({line.name, line.value, line.origin});
    }
    output.columns(rows);
    for (const std::string& warning : examined.config.warnings()) {
        output.line(output.paint(Output::Colour::Yellow, "warning: ") + warning);
    }
}

Status show(Invocation& invocation) {
    const Surroundings& around = invocation.surroundings();
    const ExaminedConfig examined = aws::examine_config(invocation.options(), around.runtime.state()->system());
    if (invocation.json) {
        show_json(examined, invocation.output());
    } else {
        show_columns(examined, invocation.output());
    }
    around.out.flush();  // what is wrong stands below
    for (const WrongSetting& wrong : examined.wrong) {
        around.err << "dynoxx: " << by_options(wrong.error.message()) << '\n';
    }
    return examined.wrong.empty() ? Status::Done : Status::Failed;
}

}  // namespace

void add_config_show(CLI::App& config, Invocation& invocation) {
    CLI::App* command = config.add_subcommand(
        "show",
        "Shows every setting with its value, secrets hidden, where it was found, and what is wrong. Asks nobody.");
    command->callback([&invocation] { invocation.action = [&invocation] { return show(invocation); }; });
}

}  // namespace dynoxx::cli
