#include "dynamodb/codec.hpp"
#include "dynamodb/codec/table_schema.hpp"

namespace dynoxx::dynamodb {

namespace {

/// Writes one update of a global index by its type.
class WriteUpdate {
 public:
    explicit WriteUpdate(json::Writer& writer) : writer_(writer) {}

    void operator()(const IndexDefinition& index) const {
        writer_.begin_object().key("Create").begin_object();
        write_index(writer_, index);
        write_throughput(writer_, index.read_capacity, index.write_capacity);
        writer_.end_object().end_object();
    }
    void operator()(const IndexCapacity& index) const {
        writer_.begin_object().key("Update").begin_object().member("IndexName", index.name);
        write_throughput(writer_, index.read_capacity, index.write_capacity);
        writer_.end_object().end_object();
    }
    void operator()(const IndexRemoval& index) const {
        writer_.begin_object().key("Delete").begin_object().member("IndexName", index.name);
        writer_.end_object().end_object();
    }

 private:
    json::Writer& writer_;
};

}  // namespace

std::string encode(const UpdateTableRequest& request) {
    json::Writer writer;
    writer.begin_object().member("TableName", request.table_name);
    if (!request.attributes.empty()) {
        write_attributes(writer, request.attributes);
    }
    if (request.billing_mode) {
        writer.member("BillingMode", enum_text(*request.billing_mode, billing_modes));
    }
    write_throughput(writer, request.read_capacity, request.write_capacity);
    if (!request.global_index_updates.empty()) {
        writer.key("GlobalSecondaryIndexUpdates").begin_array();
        for (const GlobalIndexUpdate& update : request.global_index_updates) {
            std::visit(WriteUpdate(writer), update);
        }
        writer.end_array();
    }
    if (request.deletion_protection) {
        writer.key("DeletionProtectionEnabled").boolean(*request.deletion_protection);
    }
    return writer.end_object().take();
}

UpdateTableResponse decode_update_table(const std::string& body) {
    return read_answer("UpdateTable", body, [](const json::Value& root) {
        UpdateTableResponse response;
        response.table = read_table(root, "TableDescription");
        return response;
    });
}

}  // namespace dynoxx::dynamodb
