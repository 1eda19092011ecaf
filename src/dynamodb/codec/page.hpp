#pragma once

#include "dynamodb/codec/capacity.hpp"

/// What Query and Scan have in common.
namespace dynoxx::dynamodb {

/// Writes where a page begins and what it holds, each only if it is not the default.
void write_page(json::Writer& writer, const Item& exclusive_start_key, Select select, std::int32_t limit,
                bool consistent_read);

/// Reads the items of a page, what was counted, and where the next one begins.
template <class Response>
Response read_page(const json::Value& root) {
    Response response;
    if (const std::optional<json::Value> items = find_member(root, "Items")) {
        response.items.reserve(items->size());
    }
    for_each_in(root, "Items", [&](const json::Value& item) { response.items.push_back(read_item(item)); });
    response.count = find_integer(root, "Count");
    response.scanned_count = find_integer(root, "ScannedCount");
    response.consumed_capacity = find_capacity(root);
    response.last_evaluated_key = find_item(root, "LastEvaluatedKey").value_or(Item());
    return response;
}

}  // namespace dynoxx::dynamodb
