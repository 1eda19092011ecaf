#include "cli/commands/commands.hpp"
#include "cli/conditions.hpp"
#include "cli/item_options.hpp"
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
    CLI::App* command = app.add_subcommand("get", "Reads one item by its key and writes it as JSON.");
    const auto options = std::make_shared<GetOptions>();
    add_table_argument(*command, options->table);
    command
        ->add_option("key", options->key,
                     "The partition key and, where the table has one, the sort key: NAME=TEXT, NAME:=NUMBER, or "
                     "NAME:base64=BYTES")
        ->type_name("KEY")
        ->required()
        ->expected(1, 2);
    add_projection_option(*command, options->attributes);
    command->add_flag("--consistent", options->consistent, "See every write that is done");
    add_typed_output_option(*command, options->typed);
    command->footer("Example: dynoxx get orders customer=ada number:=17");
    command->callback(
        [&invocation, options] { invocation.action = [&invocation, options] { return get(invocation, *options); }; });
}

}  // namespace dynoxx::cli
