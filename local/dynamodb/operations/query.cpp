#include "local/dynamodb/api_error.hpp"
#include "local/dynamodb/expression/context.hpp"
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
    {"TableName", &shapes::table_name, Presence::Required},
    {"IndexName", &shapes::index_name},
    {"Select", &shapes::select},
    {"AttributesToGet", &shapes::attributes_to_get},
    {"Limit", &shapes::limit},
    {"ConsistentRead", &shapes::boolean},
    {"KeyConditions", &shapes::conditions},
    {"QueryFilter", &shapes::conditions},
    {"ConditionalOperator", &shapes::conditional_operator},
    {"ScanIndexForward", &shapes::boolean},
    {"ExclusiveStartKey", &shapes::item},
    {"ReturnConsumedCapacity", &shapes::return_capacity},
    {"KeyConditionExpression", &shapes::text},
    {"FilterExpression", &shapes::text},
    {"ProjectionExpression", &shapes::text},
    {"ExpressionAttributeValues", &shapes::item},
    {"ExpressionAttributeNames", &shapes::names},
});
constexpr Shape input{.kind = Shape::Kind::Structure, .name = "QueryInput", .members = members};

void check_filter(const Condition& filter, const ReadTarget& target) {
    for_each_path(filter, [&](const DocumentPath& path) {
        if (target.keys().has(root_of(path))) {
            fail_validation("Filter Expression can only contain non-primary key attributes: Primary key attribute: " +
                            root_of(path));
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
    if (!request.has("KeyConditionExpression")) {
        fail_validation(
            "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.");
    }
    const Condition keys =
        parse_condition("KeyConditionExpression", request.text_of("KeyConditionExpression"), context);
    PageRequest page;
    if (request.has("FilterExpression")) {
        page.filter = parse_condition("FilterExpression", request.text_of("FilterExpression"), context);
    }
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
        check_filter(*page.filter, page.target);
    }
    check_selection(page, request);
    return read_page(page, request);
}

}  // namespace

const Operation query_operation{"Query", &input, query};

}  // namespace dynoxx::local::dynamodb
