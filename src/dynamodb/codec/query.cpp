#include "dynamodb/codec.hpp"
#include "dynamodb/codec/fields.hpp"

#include <array>

namespace dynoxx::dynamodb {

namespace {

/// Texts of `Select` in its order; the default is not sent.
constexpr std::array<std::string_view, 5> select_texts{"", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES",
                                                       "SPECIFIC_ATTRIBUTES", "COUNT"};

}  // namespace

std::string encode(const QueryRequest& request) {
    json::Writer writer;
    writer.begin_object().member("TableName", request.table_name);
    write_text(writer, "IndexName", request.index_name);
    write_text(writer, "KeyConditionExpression", request.key_condition_expression);
    write_text(writer, "FilterExpression", request.filter_expression);
    write_text(writer, "ProjectionExpression", request.projection_expression);
    write_expression(writer, request.names, request.values);
    if (!request.exclusive_start_key.empty()) {
        writer.key("ExclusiveStartKey");
        write_item(writer, request.exclusive_start_key);
    }
    if (request.select != Select::Default) {
        writer.member("Select", select_texts.at(static_cast<std::size_t>(request.select)));
    }
    if (request.limit > 0) {
        writer.key("Limit").integer(request.limit);
    }
    if (request.consistent_read) {
        writer.key("ConsistentRead").boolean(true);
    }
    if (!request.scan_index_forward) {
        writer.key("ScanIndexForward").boolean(false);
    }
    return writer.end_object().take();
}

QueryResponse decode_query(const std::string& body) {
    return read_answer("Query", body, [](const json::Value& root) {
        QueryResponse response;
        if (const std::optional<json::Value> items = find_member(root, "Items")) {
            response.items.reserve(items->size());
        }
        for_each_in(root, "Items", [&](const json::Value& item) { response.items.push_back(read_item(item)); });
        response.count = find_integer(root, "Count");
        response.scanned_count = find_integer(root, "ScannedCount");
        response.last_evaluated_key = find_item(root, "LastEvaluatedKey").value_or(Item());
        return response;
    });
}

}  // namespace dynoxx::dynamodb
