#include "cli/commands/commands.hpp"

namespace dynoxx::cli {

namespace {

void show_json(const AwsConfig& config, Output output) {
    json::Writer document;
    document.begin_object().key("settings").begin_array();
    for (const AwsConfig::Line& line : config.describe()) {
        document.begin_object();
        document.member("name", line.name).member("value", line.value).member("origin", line.origin);
        document.end_object();
    }
    document.end_array().key("warnings").begin_array();
    for (const std::string& warning : config.warnings()) {
        document.string(warning);
    }
    document.end_array().end_object();
    output.json(document);
}

Status show(Invocation& invocation) {
    const AwsConfig config = invocation.client().config();
    Output output = invocation.output();
    if (invocation.json) {
        show_json(config, output);
        return Status::Done;
    }
    std::vector<std::vector<std::string>> rows{{"SETTING", "VALUE", "ORIGIN"}};
    for (const AwsConfig::Line& line : config.describe()) {
        rows.push_back({line.name, line.value, line.origin});
    }
    output.columns(rows);
    for (const std::string& warning : config.warnings()) {
        output.line(output.paint(Output::Colour::Yellow, "warning: ") + warning);
    }
    return Status::Done;
}

}  // namespace

void add_config_show(CLI::App& config, Invocation& invocation) {
    CLI::App* command = config.add_subcommand(
        "show", "Every setting with its value, secrets hidden, and where it was found. Asks nobody.");
    command->callback([&invocation] { invocation.action = [&invocation] { return show(invocation); }; });
}

}  // namespace dynoxx::cli
