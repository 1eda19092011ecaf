#include "local/dynamodb/key.hpp"
#include "local/dynamodb/operations/operation.hpp"
#include "local/dynamodb/operations/shapes.hpp"
#include "local/dynamodb/operations/write_request.hpp"

namespace dynoxx::local::dynamodb {

namespace {

constexpr auto members = std::to_array<Member>({
    {"ReturnConsumedCapacity", &shapes::return_capacity},
    {"TableName", &shapes::table_name, Presence::Required},
    {"ReturnValues", &shapes::return_values},
    {"ReturnItemCollectionMetrics", &shapes::return_metrics},
    {"Key", &shapes::item, Presence::Required},
    {"ConditionalOperator", &shapes::conditional_operator},
    {"Expected", &shapes::expected},
    {"ReturnValuesOnConditionCheckFailure", &shapes::return_on_failure},
    {"ConditionExpression", &shapes::text},
    {"ExpressionAttributeValues", &shapes::item},
    {"ExpressionAttributeNames", &shapes::names},
});
constexpr Shape input{.kind = Shape::Kind::Structure, .name = "DeleteItemInput", .members = members};

std::string delete_item(State& state, const Json& request) {
    Item key;
    std::optional<ExpressionContext> context;
    LegacyParameters legacy(request, ValueErrorStyle::Current);
    std::optional<Condition> condition;
    check_request([&] {
        check_expression_parameters(request, {"ConditionExpression"}, {"Expected", "ConditionalOperator"},
                                    ExpressionNames::Left);
        key = read_item(*request.find("Key"), ValueErrorStyle::Current);
        check_return_values(request);
        context.emplace(request);
        condition = read_condition(request, *context, legacy);
        context->check_all_used();
    });

    Table& table = state.table(request.text_of("TableName"));
    check_key(table.definition(), key);
    if (condition) {
        check_paths_into_keys(*condition, table.definition());
        check_condition(condition, table.find(key), request);
    }
    const Change change = table.remove(key);

    JsonWriter writer;
    writer.begin_object();
    if (request.text_of("ReturnValues") == "ALL_OLD" && change.before != nullptr) {
        writer.key("Attributes");
        write_item(writer, change.before->item);
    }
    return finish_write(std::move(writer), request, table.definition(), change, key);
}

}  // namespace

const Operation delete_item_operation{"DeleteItem", &input, delete_item};

}  // namespace dynoxx::local::dynamodb
