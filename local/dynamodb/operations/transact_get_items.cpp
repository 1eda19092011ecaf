#include "local/dynamodb/key.hpp"
#include "local/dynamodb/operations/cancellation.hpp"
#include "local/dynamodb/operations/operation.hpp"
#include "local/dynamodb/operations/read_request.hpp"
#include "local/dynamodb/operations/shapes.hpp"
#include "local/dynamodb/operations/write_request.hpp"
#include "local/dynamodb/value_json.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace dynoxx::local::dynamodb {

namespace {

constexpr auto get_members = std::to_array<Member>({
    {"Key", &shapes::item, Presence::Required},
    {"TableName", &shapes::table_name, Presence::Required},
    {"ProjectionExpression", &shapes::text},
    {"ExpressionAttributeNames", &shapes::names},
});
constexpr Shape get{.kind = Shape::Kind::Structure, .name = "Get", .members = get_members};
constexpr auto entry_members = std::to_array<Member>({{"Get", &get, Presence::Required}});
constexpr Shape entry{.kind = Shape::Kind::Structure, .name = "TransactGetItem", .members = entry_members};
constexpr Shape entries{.kind = Shape::Kind::List, .element = &entry, .min = 1, .max = 100};
constexpr auto members = std::to_array<Member>({
    {"ReturnConsumedCapacity", &shapes::return_capacity},
    {"TransactItems", &entries, Presence::Required},
});
constexpr Shape input{.kind = Shape::Kind::Structure, .name = "TransactGetItemsInput", .members = members};

/// One read of the transaction.
struct Read {
    const Json* json = nullptr;
    Item key;
    std::vector<DocumentPath> projection;
    const Table* table = nullptr;
};

Read read_part(const Json& part) {
    const Json& json = *part.find("Get");
    check_expression_parameters(json, {"ProjectionExpression"}, {});
    Read read{&json, read_item(*json.find("Key"), ValueErrorStyle::Older), {}, nullptr};
    ExpressionContext context(json);
    if (json.has("ProjectionExpression")) {
        read.projection = read_projection(json, context);
    }
    context.check_all_used();
    return read;
}

/// Checks the key and the projection against the table; an empty key fails the request, all else the read.
CancellationReason check_read(const Read& read) {
    const TableDefinition& definition = read.table->definition();
    check_no_empty_keys(definition, read.key);
    try {
        check_key(definition, read.key);
        for (const DocumentPath& path : read.projection) {
            check_path_into_keys(path, definition);
        }
        return {};
    } catch (const ApiError& error) {
        return cancellation_reason(error, nullptr);
    }
}

std::vector<Read> read_parts(State& state, const Json& request) {
    std::vector<Read> reads;
    const std::vector<Json>& parts = request.find("TransactItems")->children;
    std::transform(parts.begin(), parts.end(), std::back_inserter(reads), read_part);
    for (Read& read : reads) {
        read.table = &state.table(read.json->text_of("TableName"));
    }
    std::vector<CancellationReason> reasons;
    std::set<std::pair<const Table*, std::string>> seen;
    for (const Read& read : reads) {
        reasons.push_back(check_read(read));
        if (reasons.back().code == "None" &&
            !seen.emplace(read.table, key_bytes(read.table->definition().keys, read.key)).second) {
            fail_validation("Transaction request cannot include multiple operations on one item");
        }
    }
    check_reasons(reasons);
    return reads;
}

std::string transact_get_items(State& state, const Json& request) {
    JsonWriter writer;
    CapacityByTable consumed;
    writer.begin_object().key("Responses").begin_array();
    for (const Read& read : read_parts(state, request)) {
        const TableDefinition& definition = read.table->definition();
        const RecordPointer record = read.table->find(read.key);
        writer.begin_object();
        if (record != nullptr) {
            writer.key("Item");
            write_item(writer, projected(record->item, read.projection));
        }
        writer.end_object();
        consumed.try_emplace(definition.name, definition, CapacityDetail::Reads)
            .first->second.add(read_units(record == nullptr ? 0 : record->size, ReadMode::Transactional));
    }
    writer.end_array();
    write_member(writer, consumed, request);
    writer.end_object();
    return std::move(writer).take();
}

}  // namespace

const Operation transact_get_items_operation{"TransactGetItems", &input, transact_get_items};

}  // namespace dynoxx::local::dynamodb
