#include "dynamodb/codec.hpp"
#include "dynamodb/codec/fields.hpp"

#include <algorithm>
#include <array>

namespace dynoxx::dynamodb {

namespace {

// Texts in the order of their enumerations.
constexpr std::array<std::string_view, 3> scalar_types{"S", "N", "B"};
constexpr std::array<std::string_view, 2> key_types{"HASH", "RANGE"};
constexpr std::array<std::string_view, 3> projection_types{"ALL", "KEYS_ONLY", "INCLUDE"};
constexpr std::array<std::string_view, 4> statuses{"CREATING", "UPDATING", "DELETING", "ACTIVE"};

template <class Enum, std::size_t N>
std::string_view text_of(Enum value, const std::array<std::string_view, N>& texts) {
    return texts.at(static_cast<std::size_t>(value));
}

template <class Enum, std::size_t N>
std::optional<Enum> value_of(std::string_view text, const std::array<std::string_view, N>& texts) {
    const auto found = std::ranges::find(texts, text);
    return found == texts.end() ? std::nullopt : std::optional(static_cast<Enum>(found - texts.begin()));
}

template <class Enum, std::size_t N>
Enum read_enum(const json::Value& object, std::string_view name, const std::array<std::string_view, N>& texts) {
    const std::optional<Enum> value = value_of<Enum>(find_text(object, name), texts);
    if (!value) {
        malformed("\"" + std::string(name) + "\" has an unknown value");
    }
    return *value;
}

void write_key_schema(json::Writer& writer, const std::vector<KeySchemaElement>& schema) {
    writer.key("KeySchema").begin_array();
    for (const KeySchemaElement& element : schema) {
        writer.begin_object().member("AttributeName", element.name);
        writer.member("KeyType", text_of(element.type, key_types)).end_object();
    }
    writer.end_array();
}

/// Writes `BillingMode` for a table, and `ProvisionedThroughput` if capacity is asked for.
void write_capacity(json::Writer& writer, const CreateTableRequest& request) {
    if (request.read_capacity != 0 || request.write_capacity != 0) {
        writer.key("ProvisionedThroughput").begin_object();
        writer.key("ReadCapacityUnits").integer(request.read_capacity);
        writer.key("WriteCapacityUnits").integer(request.write_capacity).end_object();
    }
}

enum class IndexKind { Global, Local };

void write_indexes(json::Writer& writer, const CreateTableRequest& request, IndexKind kind) {
    const std::vector<IndexDefinition>& indexes =
        kind == IndexKind::Global ? request.global_indexes : request.local_indexes;
    if (indexes.empty()) {
        return;
    }
    writer.key(kind == IndexKind::Global ? "GlobalSecondaryIndexes" : "LocalSecondaryIndexes").begin_array();
    for (const IndexDefinition& index : indexes) {
        writer.begin_object().member("IndexName", index.name);
        write_key_schema(writer, index.key_schema);
        writer.key("Projection").begin_object();
        writer.member("ProjectionType", text_of(index.projection, projection_types));
        if (!index.non_key_attributes.empty()) {
            writer.key("NonKeyAttributes").begin_array();
            for (const std::string& name : index.non_key_attributes) {
                writer.string(name);
            }
            writer.end_array();
        }
        writer.end_object();
        if (kind == IndexKind::Global) {
            write_capacity(writer, request);  // a global index of a provisioned table needs its own
        }
        writer.end_object();
    }
    writer.end_array();
}

std::vector<KeySchemaElement> read_key_schema(const json::Value& object) {
    std::vector<KeySchemaElement> schema;
    for_each_in(object, "KeySchema", [&schema](const json::Value& element) {
        schema.emplace_back(find_text(element, "AttributeName"), read_enum<KeyType>(element, "KeyType", key_types));
    });
    return schema;
}

IndexDefinition read_index(const json::Value& value) {
    IndexDefinition index;
    index.name = find_text(value, "IndexName");
    index.key_schema = read_key_schema(value);
    if (const std::optional<json::Value> projection = find_member(value, "Projection")) {
        index.projection = read_enum<ProjectionType>(*projection, "ProjectionType", projection_types);
        for_each_in(*projection, "NonKeyAttributes", [&index](const json::Value& name) {
            index.non_key_attributes.push_back(read_text(name, "NonKeyAttributes"));
        });
    }
    return index;
}

TableDescription read_table(const json::Value& root, std::string_view member) {
    const std::optional<json::Value> value = find_member(root, member);
    if (!value || value->type() != json::Value::Type::Object) {
        malformed("\"" + std::string(member) + "\" is missing");
    }
    TableDescription table;
    table.name = find_text(*value, "TableName");
    table.arn = find_text(*value, "TableArn");
    table.status = value_of<TableStatus>(find_text(*value, "TableStatus"), statuses).value_or(TableStatus::Other);
    table.item_count = find_integer(*value, "ItemCount");
    table.size_bytes = find_integer(*value, "TableSizeBytes");
    table.key_schema = read_key_schema(*value);
    for_each_in(*value, "AttributeDefinitions", [&table](const json::Value& definition) {
        table.attributes.emplace_back(find_text(definition, "AttributeName"),
                                      read_enum<ScalarType>(definition, "AttributeType", scalar_types));
    });
    for_each_in(*value, "GlobalSecondaryIndexes", [&table](const json::Value& index) {
        table.global_indexes.push_back(read_index(index));
        table.indexes_active = table.indexes_active && find_text(index, "IndexStatus") == "ACTIVE";
    });
    for_each_in(*value, "LocalSecondaryIndexes",
                [&table](const json::Value& index) { table.local_indexes.push_back(read_index(index)); });
    return table;
}

}  // namespace

std::string encode(const CreateTableRequest& request) {
    json::Writer writer;
    writer.begin_object().member("TableName", request.table_name);
    writer.key("AttributeDefinitions").begin_array();
    for (const AttributeDefinition& attribute : request.attributes) {
        writer.begin_object().member("AttributeName", attribute.name);
        writer.member("AttributeType", text_of(attribute.type, scalar_types)).end_object();
    }
    writer.end_array();
    write_key_schema(writer, request.key_schema);
    write_indexes(writer, request, IndexKind::Global);
    write_indexes(writer, request, IndexKind::Local);
    const bool on_demand = request.read_capacity == 0 && request.write_capacity == 0;
    writer.member("BillingMode", on_demand ? "PAY_PER_REQUEST" : "PROVISIONED");
    write_capacity(writer, request);
    return writer.end_object().take();
}

std::string encode(const DescribeTableRequest& request) {
    return json::Writer().begin_object().member("TableName", request.table_name).end_object().take();
}

CreateTableResponse decode_create_table(const std::string& body) {
    return read_answer("CreateTable", body, [](const json::Value& root) {
        CreateTableResponse response;
        response.table = read_table(root, "TableDescription");
        return response;
    });
}

DescribeTableResponse decode_describe_table(const std::string& body) {
    return read_answer("DescribeTable", body, [](const json::Value& root) {
        DescribeTableResponse response;
        response.table = read_table(root, "Table");
        return response;
    });
}

}  // namespace dynoxx::dynamodb
