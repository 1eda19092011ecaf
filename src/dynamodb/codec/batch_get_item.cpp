#include "dynamodb/codec.hpp"
#include "dynamodb/codec/capacity.hpp"

namespace dynoxx::dynamodb {

namespace {

void write(json::Writer& writer, const KeysAndAttributes& request) {
    writer.begin_object().key("Keys").begin_array();
    for (const Item& key : request.keys) {
        write_item(writer, key);
    }
    writer.end_array();
    write_if(writer, "ConsistentRead", request.consistent_read);
    write_text(writer, "ProjectionExpression", request.projection_expression);
    write_expression(writer, request.names, {});
    writer.end_object();
}

KeysAndAttributes read(const json::Value& value) {
    KeysAndAttributes keys;
    for_each_in(value, "Keys", [&keys](const json::Value& key) { keys.keys.push_back(read_item(key)); });
    keys.consistent_read = find_boolean(value, "ConsistentRead");
    keys.projection_expression = find_text(value, "ProjectionExpression");
    for_each_member_in(value, "ExpressionAttributeNames", [&](std::string_view placeholder, const json::Value& name) {
        keys.names.emplace(placeholder, read_text(name, "ExpressionAttributeNames"));
    });
    return keys;
}

}  // namespace

std::string encode(const BatchGetItemRequest& request) {
    json::Writer writer(4096);
    writer.begin_object().key("RequestItems").begin_object();
    for (const auto& [table, keys] : request.request_items) {
        writer.key(table);
        write(writer, keys);
    }
    writer.end_object();
    write_return_capacity(writer, request.return_consumed_capacity);
    return writer.end_object().take();
}

BatchGetItemResponse decode_batch_get_item(const std::string& body) {
    return read_answer("BatchGetItem", body, [](const json::Value& root) {
        BatchGetItemResponse response;
        for_each_member_in(root, "Responses", [&](std::string_view table, const json::Value& items) {
            std::vector<Item>& list = response.responses[std::string(table)];
            list.reserve(items.size());
            for_each_of(items, table, [&list](const json::Value& item) { list.push_back(read_item(item)); });
        });
        for_each_member_in(root, "UnprocessedKeys", [&](std::string_view table, const json::Value& keys) {
            if (keys.type() != json::Value::Type::Object) {
                malformed("the unprocessed keys of a table are not an object");
            }
            response.unprocessed_keys.emplace(table, read(keys));
        });
        response.consumed_capacity = find_capacities(root);
        return response;
    });
}

}  // namespace dynoxx::dynamodb
