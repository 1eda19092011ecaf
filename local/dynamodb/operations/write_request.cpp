#include "local/dynamodb/operations/write_request.hpp"

#include "local/dynamodb/api_error.hpp"
#include "local/dynamodb/expression/evaluate.hpp"
#include "local/dynamodb/value_json.hpp"

#include <algorithm>
#include <utility>

namespace dynoxx::local::dynamodb {

std::optional<Condition> read_condition(const Json& request, ExpressionContext& context) {
    if (!request.has("ConditionExpression")) {
        return std::nullopt;
    }
    return parse_condition("ConditionExpression", request.text_of("ConditionExpression"), context);
}

std::optional<Condition> read_condition(const Json& request, ExpressionContext& context, LegacyParameters& legacy) {
    return request.has("ConditionExpression") ? read_condition(request, context) : legacy.read_expected();
}

void check_condition(const std::optional<Condition>& condition, const RecordPointer& current, const Json& request) {
    if (!condition || matches(*condition, current == nullptr ? Item{} : current->item)) {
        return;
    }
    std::string members;
    if (current != nullptr && request.text_of("ReturnValuesOnConditionCheckFailure") == "ALL_OLD") {
        JsonWriter writer;
        writer.key("Item");
        write_item(writer, current->item);
        members = writer.text();
    }
    throw ApiError(ApiErrorType::ConditionalCheckFailed, "The conditional request failed", std::move(members));
}

void check_path_into_keys(const DocumentPath& path, const TableDefinition& table) {
    if (path.size() < 2) {
        return;
    }
    const std::string message =
        "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: ";
    if (table.keys.has(root_of(path))) {
        fail_validation(message + "Key: " + root_of(path));
    }
    for (const IndexDefinition& index : table.indexes) {
        if (index.keys.has(root_of(path))) {
            fail_validation(message + "IndexKey: " + root_of(path));
        }
    }
}

void check_paths_into_keys(const Condition& condition, const TableDefinition& table) {
    for_each_path(condition, [&](const DocumentPath& path) { check_path_into_keys(path, table); });
}

void check_return_values(const Json& request) {
    const std::string_view wanted = request.text_of("ReturnValues");
    if (!wanted.empty() && wanted != "NONE" && wanted != "ALL_OLD") {
        fail_validation("ReturnValues can only be ALL_OLD or NONE");
    }
}

namespace {

bool wants_metrics(const Json& request) {
    return request.text_of("ReturnItemCollectionMetrics") == "SIZE";
}

Item collection_key(const TableDefinition& table, const Item& item) {
    const std::string& name = table.keys.partition.front().name;
    return Item{{name, item.at(name)}};
}

void write_collection(JsonWriter& writer, const Item& key) {
    writer.begin_object().key("ItemCollectionKey");
    write_item(writer, key);
    writer.key("SizeEstimateRangeGB").begin_array().number(0).number(1).end_array().end_object();
}

}  // namespace

void CollectionMetrics::add(const TableDefinition& table, const Item& item) {
    if (!table.has_index(IndexScope::Local)) {
        return;
    }
    std::vector<Item>& keys = keys_[table.name];
    Item key = collection_key(table, item);
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
        keys.push_back(std::move(key));
    }
}

void CollectionMetrics::write_member(JsonWriter& writer, const Json& request) const {
    if (!wants_metrics(request) || keys_.empty()) {
        return;
    }
    writer.key("ItemCollectionMetrics").begin_object();
    for (const auto& [table, keys] : keys_) {
        writer.key(table).begin_array();
        for (const Item& key : keys) {
            write_collection(writer, key);
        }
        writer.end_array();
    }
    writer.end_object();
}

void write_collection_metrics(JsonWriter& writer, const Json& request, const TableDefinition& table, const Item& item) {
    if (wants_metrics(request) && table.has_index(IndexScope::Local)) {
        writer.key("ItemCollectionMetrics");
        write_collection(writer, collection_key(table, item));
    }
}

std::string finish_write(JsonWriter writer, const Json& request, const TableDefinition& table, const Change& change,
                         const Item& key) {
    ConsumedCapacity capacity(table);
    capacity.add(change);
    capacity.write_member(writer, request);
    write_collection_metrics(writer, request, table, key);
    writer.end_object();
    return std::move(writer).take();
}

}  // namespace dynoxx::local::dynamodb
