#include "cli/commands/commands.hpp"
#include "cli/conditions.hpp"
#include "cli/item_options.hpp"
#include "cli/item_text.hpp"

#include <fstream>
#include <istream>
#include <optional>

namespace dynoxx::cli {

namespace {

struct PutOptions {
    PutOptions() {}
    std::string table{};
    std::string item{};
    std::optional<std::string> absent{};
    bool typed = false;
};

/// An item has at most 400 KB; its JSON may be several times as long.
constexpr std::size_t longest_text = 8 * 1024 * 1024;

/// Reads a text to its end; nothing if it cannot be read.
std::optional<std::string> read_all(std::istream& in) {
    std::string text(longest_text + 1, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (in.bad() || !in.eof()) {
        if (in.gcount() > static_cast<std::streamsize>(longest_text)) {
            throw Misuse("The item is longer than 8 MiB, and DynamoDB takes 400 KB.");
        }
        return std::nullopt;
    }
    text.resize(static_cast<std::size_t>(in.gcount()));
    return text;
}

/// Gives the JSON that an argument means: itself, `@FILE`, or `-` for standard input.
std::string text_of(const std::string& argument, std::istream& standard_input) {
    if (argument != "-" && !argument.starts_with('@')) {
        return argument;
    }
    std::ifstream file;
    if (argument != "-") {
        file.open(argument.substr(1), std::ios::binary);
    }
    std::optional<std::string> text = argument == "-" ? read_all(standard_input) : read_all(file);
    if (!text) {
        throw Misuse(argument == "-" ? "Standard input cannot be read."
                                     : "The file " + argument.substr(1) + " cannot be read.");
    }
    return *std::move(text);
}

Status put(Invocation& invocation, const PutOptions& options) {
    const std::string text = text_of(options.item, invocation.surroundings().in);
    Placeholders placeholders;
    PutItemRequest request;
    request.table_name = options.table;
    request.item = read_item(text, options.typed ? ItemForm::Typed : ItemForm::Plain, "The item");
    if (options.absent) {
        if (options.absent->empty()) {
            throw Misuse("--if-absent names no attribute.");
        }
        request.condition_expression = "attribute_not_exists(" + placeholders.name(*options.absent) + ")";
        request.names = placeholders.names();
    }
    static_cast<void>(invocation.client().put_item(std::move(request)).run());
    return Status::Done;
}

}  // namespace

void add_put(CLI::App& app, Invocation& invocation) {
    CLI::App* command =
        app.add_subcommand("put", "Stores an item, in the place of the one with the same key if there is one.");
    const auto options = std::make_shared<PutOptions>();
    add_table_argument(*command, options->table);
    command->add_option("item", options->item, "The item as JSON, @FILE, or - for standard input")
        ->type_name("ITEM")
        ->required();
    command
        ->add_option("--if-absent", options->absent,
                     "Store only if no item with this key has the attribute; name the key to replace nothing")
        ->type_name("NAME");
    command->add_flag("--typed", options->typed, R"(ITEM has values with their types: {"id": {"S": "u#1"}})");
    command->footer(
        R"(Example: dynoxx put orders '{"customer": "ada", "number": 17, "paid": true}' --if-absent customer)");
    command->callback(
        [&invocation, options] { invocation.action = [&invocation, options] { return put(invocation, *options); }; });
}

}  // namespace dynoxx::cli
