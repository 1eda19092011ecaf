#include "local/dynamodb/api_error.hpp"
#include "local/dynamodb/expression/context.hpp"
#include "local/dynamodb/expression/legacy.hpp"
#include "local/dynamodb/expression/parser.hpp"
#include "local/dynamodb/key.hpp"
#include "local/dynamodb/key_range.hpp"
#include "local/dynamodb/operations/operation.hpp"
#include "local/dynamodb/operations/page.hpp"
#include "local/dynamodb/operations/read_request.hpp"
#include "local/dynamodb/operations/shapes.hpp"
#include "local/dynamodb/operations/write_request.hpp"

namespace dynoxx::local::dynamodb {

namespace {

constexpr auto members = std::to_array<Member>({
    {"Select", &shapes::select},
    {"IndexName", &shapes::index_name},
    {"ReturnConsumedCapacity", &shapes::return_capacity},
    {"QueryFilter", &shapes::conditions},
    {"TableName", &shapes::table_name, Presence::Required},
    {"ConditionalOperator", &shapes::conditional_operator},
    {"AttributesToGet", &shapes::attributes_to_get},
    {"Limit", &shapes::limit},
    {"KeyConditions", &shapes::conditions},
    {"ExclusiveStartKey", &shapes::item},
    {"ConsistentRead", &shapes::boolean},
    {"ScanIndexForward", &shapes::boolean},
    {"KeyConditionExpression", &shapes::text},
    {"FilterExpression", &shapes::text},
    {"ProjectionExpression", &shapes::text},
    {"ExpressionAttributeValues", &shapes::item},
    {"ExpressionAttributeNames", &shapes::names},
});
constexpr Shape input{.kind = Shape::Kind::Structure, .name = "QueryInput", .members = members};

void check_filter(const Condition& filter, const ReadTarget& target, std::string_view member) {
    for_each_path(filter, [&](const DocumentPath& path) {
        if (target.keys().has(root_of(path))) {
            fail_validation(std::string(member) +
                            " can only contain non-primary key attributes: Primary key attribute: " + root_of(path));
        }
    });
    check_paths_into_keys(filter, target.definition());
}

Order read_order(const Json& request) {
    const Json* forward = request.find("ScanIndexForward");
    return forward == nullptr || forward->is_true() ? Order::Ascending : Order::Descending;
}

/// Moves the end at which reading starts behind the item where the last page ended.
void start_after(const Item& start, const KeyRange& range, PageRequest& page) {
    const ReadTarget& target = page.target;
    if (partition_bytes(target.keys(), start) != range.partition) {
        fail_validation("The provided starting key is outside query boundaries based on provided conditions");
    }
    const std::string place = target.place_of(start);
    if (!range.contains(place)) {
        fail_validation("The provided starting key does not match the range key predicate");
    }
    if (page.order == Order::Ascending) {
        page.begin = target.entries().upper_bound(place);
    } else {
        page.end = target.entries().lower_bound(place);
    }
}

std::string query(State& state, const Json& request) {
    check_expression_parameters(request, {"ProjectionExpression", "FilterExpression", "KeyConditionExpression"},
                                {"AttributesToGet", "QueryFilter", "ConditionalOperator", "KeyConditions"});
    ExpressionContext context(request);
    LegacyParameters legacy(request, ValueErrorStyle::Current);
    if (!request.has("KeyConditionExpression") && !request.has("KeyConditions")) {
        fail_validation(
            "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.");
    }
    const Condition keys =
        request.has("KeyConditions")
            ? *legacy.read_key_conditions()
            : parse_condition("KeyConditionExpression", request.text_of("KeyConditionExpression"), context);
    PageRequest page;
    page.filter = request.has("FilterExpression")
                      ? parse_condition("FilterExpression", request.text_of("FilterExpression"), context)
                      : legacy.read_filter("QueryFilter");
    page.projection = read_projection(request, context);
    context.check_all_used();

    page.target = find_target(state.table(request.text_of("TableName")), request);
    const KeyRange range = read_key_range(keys, page.target.keys());
    page.order = read_order(request);
    page.begin = page.target.entries().lower_bound(range.begin);
    page.end = range.begin < range.end ? page.target.entries().lower_bound(range.end) : page.begin;
    if (const auto start = read_start_key(request, page.target)) {
        start_after(*start, range, page);
    }
    for (const DocumentPath& path : page.projection) {
        check_path_into_keys(path, page.target.definition());
    }
    if (page.filter) {
        check_filter(*page.filter, page.target, request.has("QueryFilter") ? "QueryFilter" : "Filter Expression");
    }
    check_selection(page, request);
    return read_page(page, request);
}

}  // namespace

const Operation query_operation{"Query", &input, query};

}  // namespace dynoxx::local::dynamodb
