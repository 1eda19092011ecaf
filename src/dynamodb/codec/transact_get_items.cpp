#include "dynamodb/codec.hpp"
#include "dynamodb/codec/capacity.hpp"

namespace dynoxx::dynamodb {

std::string encode(const TransactGetItemsRequest& request) {
    json::Writer writer(4096);
    writer.begin_object().key("TransactItems").begin_array();
    for (const TransactGet& get : request.items) {
        writer.begin_object().key("Get").begin_object().member("TableName", get.table_name).key("Key");
        write_item(writer, get.key);
        write_text(writer, "ProjectionExpression", get.projection_expression);
        write_expression(writer, get.names, {});
        writer.end_object().end_object();
    }
    writer.end_array();
    write_return_capacity(writer, request.return_consumed_capacity);
    return writer.end_object().take();
}

TransactGetItemsResponse decode_transact_get_items(const std::string& body) {
    return read_answer("TransactGetItems", body, [](const json::Value& root) {
        TransactGetItemsResponse response;
        for_each_in(root, "Responses", [&response](const json::Value& one) {
            if (one.type() != json::Value::Type::Object) {
                malformed("\"Responses\" has an element that is not an object");
            }
            response.items.push_back(find_item(one, "Item"));
        });
        response.consumed_capacity = find_capacities(root);
        return response;
    });
}

}  // namespace dynoxx::dynamodb
