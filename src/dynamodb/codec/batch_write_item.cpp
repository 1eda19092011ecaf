#include "dynamodb/codec.hpp"
#include "dynamodb/codec/capacity.hpp"

namespace dynoxx::dynamodb {

namespace {

void write(json::Writer& writer, const WriteRequest& request) {
    if (request.item.has_value() == request.key.has_value()) {
        throw_error(
            Error(ErrorCode::InvalidOption,
                  "Cannot write the request: a write of a batch has either an item to put or a key to delete."));
    }
    writer.begin_object();
    writer.key(request.item ? "PutRequest" : "DeleteRequest").begin_object().key(request.item ? "Item" : "Key");
    write_item(writer, request.item ? *request.item : *request.key);
    writer.end_object().end_object();
}

WriteRequest read(const json::Value& value) {
    if (const std::optional<json::Value> put = find_member(value, "PutRequest")) {
        if (std::optional<Item> item = find_item(*put, "Item")) {
            return WriteRequest::put(*std::move(item));
        }
    }
    if (const std::optional<json::Value> remove = find_member(value, "DeleteRequest")) {
        if (std::optional<Item> key = find_item(*remove, "Key")) {
            return WriteRequest::remove(*std::move(key));
        }
    }
    malformed("an unprocessed write has neither an item nor a key");
}

}  // namespace

std::string encode(const BatchWriteItemRequest& request) {
    json::Writer writer(4096);
    writer.begin_object().key("RequestItems").begin_object();
    for (const auto& [table, writes] : request.request_items) {
        writer.key(table).begin_array();
        for (const WriteRequest& one : writes) {
            write(writer, one);
        }
        writer.end_array();
    }
    writer.end_object();
    write_return_capacity(writer, request.return_consumed_capacity);
    return writer.end_object().take();
}

BatchWriteItemResponse decode_batch_write_item(const std::string& body) {
    return read_answer("BatchWriteItem", body, [](const json::Value& root) {
        BatchWriteItemResponse response;
        for_each_member_in(root, "UnprocessedItems", [&](std::string_view table, const json::Value& writes) {
            std::vector<WriteRequest>& list = response.unprocessed_items[std::string(table)];
            for_each_of(writes, table, [&list](const json::Value& one) { list.push_back(read(one)); });
        });
        response.consumed_capacity = find_capacities(root);
        return response;
    });
}

}  // namespace dynoxx::dynamodb
