#include "local/dynamodb/operations/table_description.hpp"

#include <algorithm>
#include <charconv>
#include <string>

namespace dynoxx::local::dynamodb {

namespace {

std::string print_time(double seconds) {
    char buffer[64];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, seconds, std::chars_format::fixed, 3).ptr;
    return {buffer, end};
}

void write_keys(JsonWriter& writer, const KeySchema& keys) {
    writer.key("KeySchema").begin_array();
    const auto write = [&](const KeyAttribute& attribute, std::string_view type) {
        writer.begin_object().key("AttributeName").string(attribute.name).key("KeyType").string(type).end_object();
    };
    for (const KeyAttribute& attribute : keys.partition) {
        write(attribute, "HASH");
    }
    for (const KeyAttribute& attribute : keys.sort) {
        write(attribute, "RANGE");
    }
    writer.end_array();
}

void write_throughput(JsonWriter& writer, const Throughput& throughput) {
    writer.key("ProvisionedThroughput").begin_object();
    writer.key("NumberOfDecreasesToday").integer(0);
    writer.key("ReadCapacityUnits").integer(throughput.read);
    writer.key("WriteCapacityUnits").integer(throughput.write);
    writer.end_object();
}

void write_projection(JsonWriter& writer, const IndexDefinition& index) {
    constexpr std::string_view names[] = {"ALL", "KEYS_ONLY", "INCLUDE"};
    writer.key("Projection").begin_object().key("ProjectionType");
    writer.string(names[static_cast<std::size_t>(index.projection)]);
    if (!index.attributes.empty()) {
        writer.key("NonKeyAttributes").begin_array();
        for (const std::string& attribute : index.attributes) {
            writer.string(attribute);
        }
        writer.end_array();
    }
    writer.end_object();
}

void write_index(JsonWriter& writer, const Table& table, const IndexDefinition& index, std::string_view status) {
    writer.begin_object().key("IndexName").string(index.name);
    write_keys(writer, index.keys);
    write_projection(writer, index);
    if (index.scope == IndexScope::Global) {
        writer.key("IndexStatus").string(status);
        write_throughput(writer, index.throughput);
    }
    writer.key("IndexSizeBytes").integer(static_cast<std::int64_t>(table.bytes(index)));
    writer.key("ItemCount").integer(static_cast<std::int64_t>(table.entries(index).size()));
    writer.key("IndexArn").string(table.definition().arn + "/index/" + index.name);
    writer.end_object();
}

}  // namespace

void write_table_description(JsonWriter& writer, const Table& table, std::string_view status) {
    const TableDefinition& definition = table.definition();
    const std::string created = print_time(definition.created);
    writer.begin_object().key("AttributeDefinitions").begin_array();
    for (const KeyAttribute& attribute : definition.attributes) {
        writer.begin_object().key("AttributeName").string(attribute.name);
        writer.key("AttributeType").string(type_name(attribute.type)).end_object();
    }
    writer.end_array().key("TableName").string(definition.name);
    write_keys(writer, definition.keys);
    writer.key("TableStatus").string(status).key("CreationDateTime").raw(created);
    write_throughput(writer, definition.throughput);
    writer.key("TableSizeBytes").integer(static_cast<std::int64_t>(table.bytes()));
    writer.key("ItemCount").integer(static_cast<std::int64_t>(table.entries().size()));
    writer.key("TableArn").string(definition.arn).key("TableId").string(definition.id);
    if (definition.pay_per_request) {
        writer.key("BillingModeSummary").begin_object().key("BillingMode").string("PAY_PER_REQUEST");
        writer.key("LastUpdateToPayPerRequestDateTime").raw(created).end_object();
    }
    for (const IndexScope scope : {IndexScope::Local, IndexScope::Global}) {
        if (!definition.has_index(scope)) {
            continue;
        }
        writer.key(scope == IndexScope::Local ? "LocalSecondaryIndexes" : "GlobalSecondaryIndexes").begin_array();
        for (const IndexDefinition& index : definition.indexes) {
            if (index.scope == scope) {
                write_index(writer, table, index, status);
            }
        }
        writer.end_array();
    }
    if (!definition.table_class.empty()) {
        writer.key("TableClassSummary").begin_object().key("TableClass").string(definition.table_class).end_object();
    }
    writer.key("DeletionProtectionEnabled").boolean(definition.deletion_protection);
    writer.end_object();
}

}  // namespace dynoxx::local::dynamodb
