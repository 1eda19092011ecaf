#include "cli/commands/commands.hpp"
#include "cli/item_options.hpp"

#include <algorithm>
#include <array>

namespace dynoxx::cli {

namespace {

constexpr std::array<std::string_view, 5> statuses{"creating", "updating", "deleting", "active", "other"};

std::string_view text_of(TableStatus status) {
    return statuses[static_cast<std::size_t>(status)];
}

std::string_view text_of(IndexStatus status) {
    return statuses[static_cast<std::size_t>(status)];
}

std::string_view text_of(ScalarType type) {
    constexpr std::array<std::string_view, 3> types{"string", "number", "binary"};
    return types[static_cast<std::size_t>(type)];
}

std::string_view text_of(ProjectionType type) {
    constexpr std::array<std::string_view, 3> types{"all attributes", "keys only", "keys and chosen attributes"};
    return types[static_cast<std::size_t>(type)];
}

std::string_view type_of(const TableDescription& table, std::string_view attribute) {
    const auto found = std::ranges::find(table.attributes, attribute, &AttributeDefinition::name);
    return found == table.attributes.end() ? "unknown" : text_of(found->type);
}

/// Gives a key as `customer (string), number (number)`: partition key, then sort key.
std::string key_text(const TableDescription& table, const std::vector<KeySchemaElement>& schema) {
    std::string text;
    for (const KeySchemaElement& part : schema) {
        text.append(text.empty() ? "" : ", ").append(part.name);
        text.append(" (").append(type_of(table, part.name)).append(")");
    }
    return text;
}

std::string billing_text(const TableDescription& table) {
    if (table.billing_mode == BillingMode::PayPerRequest) {
        return "on demand";
    }
    return "provisioned, " + std::to_string(table.read_capacity) + " read and " + std::to_string(table.write_capacity) +
           " write units";
}

std::string index_text(const TableDescription& table, const IndexDescription& index, std::string_view kind) {
    return std::string(kind) + ", " + key_text(table, index.key_schema) + ", " +
           std::string(text_of(index.projection)) + ", " + std::string(text_of(index.status));
}

void show(const TableDescription& table, Output output) {
    std::vector<std::vector<std::string>> rows{
        {"table", table.name},
        {"arn", table.arn},
        {"status", std::string(text_of(table.status))},
        {"key", key_text(table, table.key_schema)},
        {"billing", billing_text(table)},
        {"items", std::to_string(table.item_count) + " (" + std::to_string(table.size_bytes) +
                      " bytes; counted by the service about every six hours)"},
        {"deletion protection", table.deletion_protection ? "on" : "off"},
    };
    for (const IndexDescription& index : table.global_indexes) {
        rows.push_back({"index " + index.name, index_text(table, index, "global")});
    }
    for (const IndexDescription& index : table.local_indexes) {
        rows.push_back({"index " + index.name, index_text(table, index, "local")});
    }
    output.columns(rows);
}

void write_key(json::Writer& document, const TableDescription& table, const std::vector<KeySchemaElement>& schema) {
    document.key("key").begin_array();
    for (const KeySchemaElement& part : schema) {
        document.begin_object().member("name", part.name).member("type", type_of(table, part.name)).end_object();
    }
    document.end_array();
}

void write_index(json::Writer& document, const TableDescription& table, const IndexDescription& index,
                 std::string_view kind) {
    document.begin_object().member("name", index.name).member("kind", kind);
    document.member("status", text_of(index.status)).member("projection", text_of(index.projection));
    write_key(document, table, index.key_schema);
    document.end_object();
}

void show_json(const TableDescription& table, Output output) {
    json::Writer document;
    document.begin_object().member("name", table.name).member("arn", table.arn);
    document.member("status", text_of(table.status));
    write_key(document, table, table.key_schema);
    document.member("billing", table.billing_mode == BillingMode::PayPerRequest ? "on demand" : "provisioned");
    document.key("readCapacity").integer(table.read_capacity).key("writeCapacity").integer(table.write_capacity);
    document.key("items").integer(table.item_count).key("bytes").integer(table.size_bytes);
    document.key("deletionProtection").boolean(table.deletion_protection);
    document.key("indexes").begin_array();
    for (const IndexDescription& index : table.global_indexes) {
        write_index(document, table, index, "global");
    }
    for (const IndexDescription& index : table.local_indexes) {
        write_index(document, table, index, "local");
    }
    document.end_array().end_object();
    output.json(document);
}

Status describe(Invocation& invocation, const std::string& name) {
    DescribeTableRequest request;
    request.table_name = name;
    const DescribeTableResponse answer = invocation.client().describe_table(std::move(request)).run();
    if (invocation.json) {
        show_json(answer.table, invocation.output());
    } else {
        show(answer.table, invocation.output());
    }
    return Status::Done;
}

}  // namespace

void add_table_describe(CLI::App& table, Invocation& invocation) {
    CLI::App* command = table.add_subcommand("describe", "Shows key, indexes, billing and size of a table.");
    const auto name = std::make_shared<std::string>();
    add_table_argument(*command, *name);
    command->callback(
        [&invocation, name] { invocation.action = [&invocation, name] { return describe(invocation, *name); }; });
}

}  // namespace dynoxx::cli
