#include "dynamodb/codec.hpp"
#include "dynamodb/codec/capacity.hpp"

namespace dynoxx::dynamodb {

std::string encode(const GetItemRequest& request) {
    json::Writer writer;
    writer.begin_object().member("TableName", request.table_name).key("Key");
    write_item(writer, request.key);
    write_if(writer, "ConsistentRead", request.consistent_read);
    write_text(writer, "ProjectionExpression", request.projection_expression);
    write_expression(writer, request.names, {});
    write_return_capacity(writer, request.return_consumed_capacity);
    return writer.end_object().take();
}

GetItemResponse decode_get_item(const std::string& body) {
    return read_answer("GetItem", body, [](const json::Value& root) {
        GetItemResponse response;
        response.item = find_item(root, "Item");
        response.consumed_capacity = find_capacity(root);
        return response;
    });
}

}  // namespace dynoxx::dynamodb
