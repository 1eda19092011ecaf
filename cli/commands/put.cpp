#include "cli/commands/commands.hpp"
#include "cli/conditions.hpp"
#include "cli/item_text.hpp"

#include <fstream>
#include <istream>
#include <iterator>

namespace dynoxx::cli {

namespace {

struct PutOptions {
    PutOptions() {}
    std::string table{};
    std::string item{};
    std::string absent{};
    bool typed = false;
};

std::string read_all(std::istream& in) {
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// Gives the JSON that an argument means: itself, `@FILE`, or `-` for standard input.
std::string text_of(const std::string& argument, std::istream& standard_input) {
    if (argument == "-") {
        return read_all(standard_input);
    }
    if (!argument.starts_with('@')) {
        return argument;
    }
    std::ifstream file(argument.substr(1), std::ios::binary);
    std::string text = read_all(file);
    if (!file.is_open() || file.bad()) {
        throw Misuse("The file " + argument.substr(1) + " cannot be read.");
    }
    return text;
}

Status put(Invocation& invocation, const PutOptions& options) {
    const std::string text = text_of(options.item, invocation.surroundings().in);
    Placeholders placeholders;
    PutItemRequest request;
    request.table_name = options.table;
    request.item = read_item(text, options.typed ? ItemForm::Typed : ItemForm::Plain, "The item");
    if (!options.absent.empty()) {
        request.condition_expression = "attribute_not_exists(" + placeholders.name(options.absent) + ")";
        request.names = placeholders.names();
    }
    static_cast<void>(invocation.client().put_item(std::move(request)).run());
    return Status::Done;
}

}  // namespace

void add_put(CLI::App& app, Invocation& invocation) {
    CLI::App* command =
        app.add_subcommand("put", "Stores an item in the place of the one with its key, if there is one.");
    const auto options = std::make_shared<PutOptions>();
    command->add_option("table", options->table, "Name or ARN of the table")->type_name("TABLE")->required();
    command->add_option("item", options->item, "The item as JSON, @FILE, or - for standard input")
        ->type_name("ITEM")
        ->required();
    command
        ->add_option("--if-absent", options->absent, "Only if no item with this key has the attribute (name the key)")
        ->type_name("NAME");
    command->add_flag("--typed", options->typed, R"(The item has values with their types: {"id": {"S": "u#1"}})");
    command->footer(
        R"(Example: dynoxx put orders '{"customer": "ada", "number": 17, "paid": true}' --if-absent customer)");
    command->callback(
        [&invocation, options] { invocation.action = [&invocation, options] { return put(invocation, *options); }; });
}

}  // namespace dynoxx::cli
