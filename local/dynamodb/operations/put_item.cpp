#include "local/dynamodb/api_error.hpp"
#include "local/dynamodb/key.hpp"
#include "local/dynamodb/operations/operation.hpp"
#include "local/dynamodb/operations/shapes.hpp"
#include "local/dynamodb/operations/write_request.hpp"

namespace dynoxx::local::dynamodb {

namespace {

constexpr auto members = std::to_array<Member>({
    {"ReturnConsumedCapacity", &shapes::return_capacity},
    {"TableName", &shapes::table_name, Presence::Required},
    {"Item", &shapes::item, Presence::Required},
    {"ConditionalOperator", &shapes::conditional_operator},
    {"Expected", &shapes::expected},
    {"ReturnValues", &shapes::return_values},
    {"ReturnItemCollectionMetrics", &shapes::return_metrics},
    {"ReturnValuesOnConditionCheckFailure", &shapes::return_on_failure},
    {"ConditionExpression", &shapes::text},
    {"ExpressionAttributeValues", &shapes::item},
    {"ExpressionAttributeNames", &shapes::names},
});
constexpr Shape input{.kind = Shape::Kind::Structure, .name = "PutItemInput", .members = members};

std::string put_item(State& state, const Json& request) {
    Item item;
    std::optional<ExpressionContext> context;
    LegacyParameters legacy(request, ValueErrorStyle::Current);
    std::optional<Condition> condition;
    check_request([&] {
        check_expression_parameters(request, {"ConditionExpression"}, {"Expected", "ConditionalOperator"},
                                    ExpressionNames::Left);
        item = read_item(*request.find("Item"), ValueErrorStyle::Current);
        check_return_values(request);
        context.emplace(request);
        condition = read_condition(request, *context, legacy);
        context->check_all_used();
    });
    if (item_size(item) > max_item_size) {
        fail_validation("Item size has exceeded the maximum allowed size");
    }

    Table& table = state.table(request.text_of("TableName"));
    check_item_keys(table.definition(), item);
    if (condition) {
        check_paths_into_keys(*condition, table.definition());
        check_condition(condition, table.find(item), request);
    }
    const Change change = table.put(std::move(item));

    JsonWriter writer;
    writer.begin_object();
    if (request.text_of("ReturnValues") == "ALL_OLD" && change.before != nullptr) {
        writer.key("Attributes");
        write_item(writer, change.before->item);
    }
    return finish_write(std::move(writer), request, table.definition(), change, change.after->item);
}

}  // namespace

const Operation put_item_operation{"PutItem", &input, put_item};

}  // namespace dynoxx::local::dynamodb
