#include "dynamodb/codec.hpp"
#include "dynamodb/codec/table_schema.hpp"

namespace dynoxx::dynamodb {

namespace {

void write_global_indexes(json::Writer& writer, const CreateTableRequest& request) {
    if (request.global_indexes.empty()) {
        return;
    }
    writer.key("GlobalSecondaryIndexes").begin_array();
    for (const IndexDefinition& index : request.global_indexes) {
        writer.begin_object();
        write_index(writer, index);
        const bool own = index.read_capacity != 0 || index.write_capacity != 0;
        write_throughput(writer, own ? index.read_capacity : request.read_capacity,
                         own ? index.write_capacity : request.write_capacity);
        writer.end_object();
    }
    writer.end_array();
}

void write_local_indexes(json::Writer& writer, const CreateTableRequest& request) {
    if (request.local_indexes.empty()) {
        return;
    }
    writer.key("LocalSecondaryIndexes").begin_array();
    for (const IndexDefinition& index : request.local_indexes) {
        writer.begin_object();
        write_index(writer, index);
        writer.end_object();
    }
    writer.end_array();
}

}  // namespace

std::string encode(const CreateTableRequest& request) {
    json::Writer writer;
    writer.begin_object().member("TableName", request.table_name);
    write_attributes(writer, request.attributes);
    write_key_schema(writer, request.key_schema);
    write_global_indexes(writer, request);
    write_local_indexes(writer, request);
    const bool on_demand = request.read_capacity == 0 && request.write_capacity == 0;
    writer.member("BillingMode",
                  enum_text(on_demand ? BillingMode::PayPerRequest : BillingMode::Provisioned, billing_modes));
    write_throughput(writer, request.read_capacity, request.write_capacity);
    write_if(writer, "DeletionProtectionEnabled", request.deletion_protection);
    return writer.end_object().take();
}

CreateTableResponse decode_create_table(const std::string& body) {
    return read_answer("CreateTable", body, [](const json::Value& root) {
        CreateTableResponse response;
        response.table = read_table(root, "TableDescription");
        return response;
    });
}

}  // namespace dynoxx::dynamodb
