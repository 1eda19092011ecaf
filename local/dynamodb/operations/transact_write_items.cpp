#include "local/dynamodb/api_error.hpp"
#include "local/dynamodb/key.hpp"
#include "local/dynamodb/operations/cancellation.hpp"
#include "local/dynamodb/operations/idempotency.hpp"
#include "local/dynamodb/operations/operation.hpp"
#include "local/dynamodb/operations/shapes.hpp"
#include "local/dynamodb/operations/update_request.hpp"
#include "local/dynamodb/operations/write_request.hpp"
#include "local/dynamodb/value_json.hpp"

#include <algorithm>
#include <list>
#include <set>
#include <utility>

namespace dynoxx::local::dynamodb {

namespace {

constexpr std::size_t max_bytes = 4 * 1024 * 1024;

constexpr auto check_members = std::to_array<Member>({
    {"Key", &shapes::item, Presence::Required},
    {"TableName", &shapes::table_name, Presence::Required},
    {"ConditionExpression", &shapes::text, Presence::Required},
    {"ExpressionAttributeNames", &shapes::names},
    {"ExpressionAttributeValues", &shapes::item},
    {"ReturnValuesOnConditionCheckFailure", &shapes::return_on_failure},
});
constexpr Shape check{.kind = Shape::Kind::Structure, .name = "ConditionCheck", .members = check_members};
constexpr auto put_members = std::to_array<Member>({
    {"Item", &shapes::item, Presence::Required},
    {"TableName", &shapes::table_name, Presence::Required},
    {"ConditionExpression", &shapes::text},
    {"ExpressionAttributeNames", &shapes::names},
    {"ExpressionAttributeValues", &shapes::item},
    {"ReturnValuesOnConditionCheckFailure", &shapes::return_on_failure},
});
constexpr Shape put{.kind = Shape::Kind::Structure, .name = "Put", .members = put_members};
constexpr auto delete_members = std::to_array<Member>({
    {"Key", &shapes::item, Presence::Required},
    {"TableName", &shapes::table_name, Presence::Required},
    {"ConditionExpression", &shapes::text},
    {"ExpressionAttributeNames", &shapes::names},
    {"ExpressionAttributeValues", &shapes::item},
    {"ReturnValuesOnConditionCheckFailure", &shapes::return_on_failure},
});
constexpr Shape removal{.kind = Shape::Kind::Structure, .name = "Delete", .members = delete_members};
constexpr auto update_members = std::to_array<Member>({
    {"Key", &shapes::item, Presence::Required},
    {"UpdateExpression", &shapes::text, Presence::Required},
    {"TableName", &shapes::table_name, Presence::Required},
    {"ConditionExpression", &shapes::text},
    {"ExpressionAttributeNames", &shapes::names},
    {"ExpressionAttributeValues", &shapes::item},
    {"ReturnValuesOnConditionCheckFailure", &shapes::return_on_failure},
});
constexpr Shape update_shape{.kind = Shape::Kind::Structure, .name = "Update", .members = update_members};
constexpr auto entry_members = std::to_array<Member>({
    {"ConditionCheck", &check},
    {"Put", &put},
    {"Delete", &removal},
    {"Update", &update_shape},
});
constexpr Shape entry{.kind = Shape::Kind::Structure, .name = "TransactWriteItem", .members = entry_members};
constexpr Shape entries{.kind = Shape::Kind::List, .element = &entry, .min = 1, .max = 100};
constexpr Shape token{.kind = Shape::Kind::String, .min = 1, .max = 36};
constexpr auto members = std::to_array<Member>({
    {"ClientRequestToken", &token},
    {"ReturnConsumedCapacity", &shapes::return_capacity},
    {"ReturnItemCollectionMetrics", &shapes::return_metrics},
    {"TransactItems", &entries, Presence::Required},
});
constexpr Shape input{.kind = Shape::Kind::Structure, .name = "TransactWriteItemsInput", .members = members};

/// One action, parsed and checked as far as it can be without looking at the item.
struct Action {
    std::string_view kind;
    const Json* json;
    ExpressionContext context;
    Item key_or_item;
    Update update;
    std::optional<Condition> condition;
    Table* table = nullptr;
    /// Why the action cannot be done, as far as that is known.
    CancellationReason reason;

    Action(std::string_view name, const Json& request)
        : kind(name), json(&request), context(request, ValueErrorStyle::Older) {
        key_or_item = read_item(*request.find(is_put() ? "Item" : "Key"), ValueErrorStyle::Older);
        if (is_put() && item_size(key_or_item) > max_item_size) {
            fail_validation("Item size has exceeded the maximum allowed size");
        }
        if (kind == "Update") {
            update = parse_update(request.text_of("UpdateExpression"), context);
        }
        condition = read_condition(request, context);
        context.check_all_used();
    }

    [[nodiscard]] bool is_put() const { return kind == "Put"; }

    /// Checks what an action cannot do to the table: an empty key fails the request, all else the action.
    void check_table() {
        const TableDefinition& definition = table->definition();
        check_no_empty_keys(definition, key_or_item);
        try {
            if (is_put()) {
                check_item_keys(definition, key_or_item);
            } else {
                check_key(definition, key_or_item);
            }
            check_update(update, definition);
            if (condition) {
                check_paths_into_keys(*condition, definition);
            }
        } catch (const ApiError& error) {
            reason = cancellation_reason(error, nullptr);
        }
    }

    [[nodiscard]] bool is_possible() const { return reason.code == "None"; }
};

Action read_action(const Json& part) {
    std::string_view kind;
    for (const Member& member : entry_members) {
        if (part.has(member.name)) {
            if (!kind.empty()) {
                fail_validation("TransactItems can only contain one of Check, Put, Update or Delete");
            }
            kind = member.name;
        }
    }
    if (kind.empty()) {
        fail_validation("Invalid Request: TransactWriteRequest should contain Delete or Put or Update request");
    }
    const Json& request = *part.find(kind);
    check_expression_parameters(request, {"UpdateExpression", "ConditionExpression"}, {});
    return {kind, request};
}

std::list<Action> read_actions(State& state, const Json& request) {
    std::list<Action> actions;
    std::size_t bytes = 0;
    for (const Json& part : request.find("TransactItems")->children) {
        actions.push_back(read_action(part));
        bytes += item_size(actions.back().key_or_item);
    }
    if (bytes > max_bytes) {
        fail_validation("Transaction request size has exceeded the maximum allowed size of 4 MB");
    }
    for (Action& action : actions) {
        action.table = &state.table(action.json->text_of("TableName"));
    }
    std::set<std::pair<const Table*, std::string>> seen;
    for (Action& action : actions) {
        action.check_table();
        if (action.is_possible() &&
            !seen.emplace(action.table, key_bytes(action.table->definition().keys, action.key_or_item)).second) {
            fail_validation("Transaction request cannot include multiple operations on one item");
        }
    }
    return actions;
}

/// Checks the condition and turns an update into the item to put.
CancellationReason prepare(Action& action) {
    if (!action.is_possible()) {
        return action.reason;
    }
    const RecordPointer current = action.table->find(action.key_or_item);
    try {
        check_condition(action.condition, current, *action.json);
        if (action.kind == "Update") {
            action.key_or_item = updated_item(action.update, action.table->definition(), action.key_or_item, current);
        }
        return {};
    } catch (const ApiError& error) {
        const bool wants_item = action.json->text_of("ReturnValuesOnConditionCheckFailure") == "ALL_OLD";
        return cancellation_reason(error, wants_item ? current : nullptr);
    }
}

/// Writes the answer: what was consumed, and the item collections that were changed.
std::string answer(const Json& request, const CapacityByTable& consumed, const CollectionMetrics& metrics) {
    JsonWriter writer;
    writer.begin_object();
    write_member(writer, consumed, request);
    metrics.write_member(writer, request);
    writer.end_object();
    return std::move(writer).take();
}

std::string transact(State& state, const Json& request) {
    std::list<Action> actions = read_actions(state, request);
    std::vector<CancellationReason> reasons;
    std::transform(actions.begin(), actions.end(), std::back_inserter(reasons), prepare);
    check_reasons(reasons);
    CapacityByTable consumed;
    CollectionMetrics metrics;
    for (Action& action : actions) {
        const TableDefinition& definition = action.table->definition();
        ConsumedCapacity& capacity =
            consumed.try_emplace(definition.name, definition, CapacityDetail::Writes).first->second;
        if (action.kind == "ConditionCheck") {
            const RecordPointer record = action.table->find(action.key_or_item);
            capacity.add(write_units(record == nullptr ? 0 : record->size, WriteMode::Transactional));
            continue;
        }
        metrics.add(definition, action.key_or_item);
        if (action.kind == "Delete") {
            capacity.add(action.table->remove(action.key_or_item), WriteMode::Transactional);
        } else {
            capacity.add(action.table->put(std::move(action.key_or_item)), WriteMode::Transactional);
        }
    }
    return answer(request, consumed, metrics);
}

/// A transaction that was done already only reads its items.
std::string repeat(State& state, const Json& request) {
    CapacityByTable consumed;
    for (const Action& action : read_actions(state, request)) {
        const TableDefinition& definition = action.table->definition();
        const RecordPointer record = action.table->find(action.key_or_item);
        consumed.try_emplace(definition.name, definition, CapacityDetail::Reads)
            .first->second.add(read_units(record == nullptr ? 0 : record->size, ReadMode::Transactional));
    }
    return answer(request, consumed, CollectionMetrics());
}

std::string transact_write_items(State& state, const Json& request) {
    return run_once(
        state, request, "TransactItems", [&] { return transact(state, request); },
        [&] { return repeat(state, request); });
}

}  // namespace

const Operation transact_write_items_operation{"TransactWriteItems", &input, transact_write_items};

}  // namespace dynoxx::local::dynamodb
