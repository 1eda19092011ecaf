#include "dynamodb/codec.hpp"
#include "dynamodb/codec/table_schema.hpp"

namespace dynoxx::dynamodb {

std::string encode(const DeleteTableRequest& request) {
    return json::Writer().begin_object().member("TableName", request.table_name).end_object().take();
}

DeleteTableResponse decode_delete_table(const std::string& body) {
    return read_answer("DeleteTable", body, [](const json::Value& root) {
        DeleteTableResponse response;
        response.table = read_table(root, "TableDescription");
        return response;
    });
}

}  // namespace dynoxx::dynamodb
