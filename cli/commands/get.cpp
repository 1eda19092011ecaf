#include "cli/commands/commands.hpp"
#include "cli/conditions.hpp"
#include "cli/item_text.hpp"

namespace dynoxx::cli {

namespace {

struct GetOptions {
    GetOptions() {}
    std::string table{};
    std::vector<std::string> key{};
    std::vector<std::string> attributes{};
    bool consistent = false;
    bool typed = false;
};

Status get(Invocation& invocation, const GetOptions& options) {
    Placeholders placeholders;
    GetItemRequest request;
    request.table_name = options.table;
    request.key = parse_key(options.key);
    request.consistent_read = options.consistent;
    request.projection_expression = placeholders.list(options.attributes);
    request.names = placeholders.names();
    const GetItemResponse answer = invocation.client().get_item(std::move(request)).run();
    if (!answer.item) {
        invocation.surroundings().err << "dynoxx: " << options.table << " has no item with this key.\n";
        return Status::NotFound;
    }
    json::Writer document;
    write_item(document, *answer.item, options.typed ? ItemForm::Typed : ItemForm::Plain);
    invocation.output().json(document);
    return Status::Done;
}

}  // namespace

void add_get(CLI::App& app, Invocation& invocation) {
    CLI::App* command = app.add_subcommand("get", "One item by its key, as JSON.");
    const auto options = std::make_shared<GetOptions>();
    command->add_option("table", options->table, "Name or ARN of the table")->type_name("TABLE")->required();
    command->add_option("key", options->key, "Each part of the key: NAME=TEXT, or NAME:=NUMBER")
        ->type_name("NAME=VALUE")
        ->required()
        ->expected(1, 2);
    command->add_option("--project", options->attributes, "Only these attributes, separated by commas")
        ->type_name("NAMES")
        ->delimiter(',')
        ->expected(1)
        ->take_all();
    command->add_flag("--consistent", options->consistent, "Read what was written last");
    command->add_flag("--typed", options->typed, R"(Write values with their types: {"id": {"S": "u#1"}})");
    command->footer("Example: dynoxx get orders customer=ada number:=17");
    command->callback(
        [&invocation, options] { invocation.action = [&invocation, options] { return get(invocation, *options); }; });
}

}  // namespace dynoxx::cli
