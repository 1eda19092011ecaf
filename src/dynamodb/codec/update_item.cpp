#include "dynamodb/codec.hpp"
#include "dynamodb/codec/capacity.hpp"

namespace dynoxx::dynamodb {

std::string encode(const UpdateItemRequest& request) {
    json::Writer writer;
    writer.begin_object().member("TableName", request.table_name).key("Key");
    write_item(writer, request.key);
    write_text(writer, "UpdateExpression", request.update_expression);
    write_text(writer, "ConditionExpression", request.condition_expression);
    write_expression(writer, request.names, request.values);
    write_return_values(writer, request.return_values, request.return_item_on_condition_failure);
    write_return_capacity(writer, request.return_consumed_capacity);
    return writer.end_object().take();
}

UpdateItemResponse decode_update_item(const std::string& body) {
    return read_answer("UpdateItem", body, [](const json::Value& root) {
        UpdateItemResponse response;
        response.attributes = find_item(root, "Attributes");
        response.consumed_capacity = find_capacity(root);
        return response;
    });
}

}  // namespace dynoxx::dynamodb
