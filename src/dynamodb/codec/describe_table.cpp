#include "dynamodb/codec.hpp"
#include "dynamodb/codec/table_schema.hpp"

namespace dynoxx::dynamodb {

std::string encode(const DescribeTableRequest& request) {
    return json::Writer().begin_object().member("TableName", request.table_name).end_object().take();
}

DescribeTableResponse decode_describe_table(const std::string& body) {
    return read_answer("DescribeTable", body, [](const json::Value& root) {
        DescribeTableResponse response;
        response.table = read_table(root, "Table");
        return response;
    });
}

}  // namespace dynoxx::dynamodb
