#include "dynamodb/codec.hpp"
#include "dynamodb/codec/capacity.hpp"

namespace dynoxx::dynamodb {

std::string encode(const ExecuteStatementRequest& request) {
    json::Writer writer;
    writer.begin_object().member("Statement", request.statement);
    if (!request.parameters.empty()) {
        writer.key("Parameters").begin_array();
        for (const AttributeValue& parameter : request.parameters) {
            write_value(writer, parameter);
        }
        writer.end_array();
    }
    write_if(writer, "ConsistentRead", request.consistent_read);
    write_text(writer, "NextToken", request.next_token);
    if (request.limit > 0) {
        writer.key("Limit").integer(request.limit);
    }
    write_return_values(writer, ReturnValues::None, request.return_item_on_condition_failure);
    write_return_capacity(writer, request.return_consumed_capacity);
    return writer.end_object().take();
}

ExecuteStatementResponse decode_execute_statement(const std::string& body) {
    return read_answer("ExecuteStatement", body, [](const json::Value& root) {
        ExecuteStatementResponse response;
        for_each_in(root, "Items", [&](const json::Value& item) { response.items.push_back(read_item(item)); });
        response.next_token = find_text(root, "NextToken");
        response.last_evaluated_key = find_item(root, "LastEvaluatedKey").value_or(Item());
        response.consumed_capacity = find_capacity(root);
        return response;
    });
}

}  // namespace dynoxx::dynamodb
