#include "dynamodb/codec/table_schema.hpp"

namespace dynoxx::dynamodb {

namespace {

/// Texts of `TableStatus` and of `IndexStatus`.
constexpr std::array<std::string_view, 4> statuses{"CREATING", "UPDATING", "DELETING", "ACTIVE"};

/// Gives a member that is an object; nothing if it is not there.
std::optional<json::Value> find_object(const json::Value& object, std::string_view name) {
    std::optional<json::Value> member = find_member(object, name);
    if (member && member->type() != json::Value::Type::Object) {
        malformed("\"" + std::string(name) + "\" is not an object");
    }
    return member;
}

std::vector<KeySchemaElement> read_key_schema(const json::Value& object) {
    std::vector<KeySchemaElement> schema;
    for_each_in(object, "KeySchema", [&schema](const json::Value& element) {
        schema.emplace_back(find_text(element, "AttributeName"), read_enum<KeyType>(element, "KeyType", key_types));
    });
    return schema;
}

/// Reads `ProvisionedThroughput` of a table or an index.
template <class Description>
void read_throughput(const json::Value& object, Description& description) {
    if (const std::optional<json::Value> throughput = find_object(object, "ProvisionedThroughput")) {
        description.read_capacity = find_integer(*throughput, "ReadCapacityUnits");
        description.write_capacity = find_integer(*throughput, "WriteCapacityUnits");
    }
}

IndexDescription read_index(const json::Value& value) {
    IndexDescription index;
    index.name = find_text(value, "IndexName");
    index.key_schema = read_key_schema(value);
    if (const std::optional<json::Value> projection = find_object(value, "Projection")) {
        index.projection = read_enum<ProjectionType>(*projection, "ProjectionType", projection_types);
        for_each_in(*projection, "NonKeyAttributes", [&index](const json::Value& name) {
            index.non_key_attributes.push_back(read_text(name, "NonKeyAttributes"));
        });
    }
    read_throughput(value, index);
    index.item_count = find_integer(value, "ItemCount");
    index.size_bytes = find_integer(value, "IndexSizeBytes");
    return index;
}

/// A table that was always provisioned has no `BillingModeSummary`.
BillingMode read_billing_mode(const json::Value& table) {
    const std::optional<json::Value> summary = find_object(table, "BillingModeSummary");
    return summary ? read_enum<BillingMode>(*summary, "BillingMode", billing_modes) : BillingMode::Provisioned;
}

}  // namespace

TableDescription read_table(const json::Value& root, std::string_view member) {
    const std::optional<json::Value> value = find_object(root, member);
    if (!value) {
        malformed("\"" + std::string(member) + "\" is missing");
    }
    TableDescription table;
    table.name = find_text(*value, "TableName");
    table.arn = find_text(*value, "TableArn");
    table.status = find_enum(*value, "TableStatus", statuses, TableStatus::Other);
    table.item_count = find_integer(*value, "ItemCount");
    table.size_bytes = find_integer(*value, "TableSizeBytes");
    table.key_schema = read_key_schema(*value);
    for_each_in(*value, "AttributeDefinitions", [&table](const json::Value& definition) {
        table.attributes.emplace_back(find_text(definition, "AttributeName"),
                                      read_enum<ScalarType>(definition, "AttributeType", scalar_types));
    });
    for_each_in(*value, "GlobalSecondaryIndexes", [&table](const json::Value& one) {
        IndexDescription& index = table.global_indexes.emplace_back(read_index(one));
        index.status = find_enum(one, "IndexStatus", statuses, IndexStatus::Other);
        table.indexes_active = table.indexes_active && index.status == IndexStatus::Active;
    });
    for_each_in(*value, "LocalSecondaryIndexes",
                [&table](const json::Value& index) { table.local_indexes.push_back(read_index(index)); });
    table.billing_mode = read_billing_mode(*value);
    read_throughput(*value, table);
    table.deletion_protection = find_boolean(*value, "DeletionProtectionEnabled");
    return table;
}

}  // namespace dynoxx::dynamodb
