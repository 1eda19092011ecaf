#include "local/dynamodb/key.hpp"
#include "local/dynamodb/operations/operation.hpp"
#include "local/dynamodb/operations/shapes.hpp"
#include "local/dynamodb/operations/update_request.hpp"
#include "local/dynamodb/operations/write_request.hpp"

namespace dynoxx::local::dynamodb {

namespace {

constexpr auto actions = std::to_array<std::string_view>({"ADD", "PUT", "DELETE"});
constexpr Shape action{.kind = Shape::Kind::String, .values = actions};
constexpr auto update_members = std::to_array<Member>({
    {"Action", &action},
    {"Value", &shapes::any_value},
});
constexpr Shape attribute_update{
    .kind = Shape::Kind::Structure, .name = "AttributeValueUpdate", .members = update_members};
constexpr Shape attribute_updates{.kind = Shape::Kind::Map, .element = &attribute_update};

constexpr auto members = std::to_array<Member>({
    {"ReturnConsumedCapacity", &shapes::return_capacity},
    {"TableName", &shapes::table_name, Presence::Required},
    {"ReturnItemCollectionMetrics", &shapes::return_metrics},
    {"ReturnValues", &shapes::return_values},
    {"Key", &shapes::item, Presence::Required},
    {"ConditionalOperator", &shapes::conditional_operator},
    {"Expected", &shapes::expected},
    {"AttributeUpdates", &attribute_updates},
    {"ReturnValuesOnConditionCheckFailure", &shapes::return_on_failure},
    {"UpdateExpression", &shapes::text},
    {"ConditionExpression", &shapes::text},
    {"ExpressionAttributeValues", &shapes::item},
    {"ExpressionAttributeNames", &shapes::names},
});
constexpr Shape input{.kind = Shape::Kind::Structure, .name = "UpdateItemInput", .members = members};

std::string update_item(State& state, const Json& request) {
    Item key;
    std::optional<ExpressionContext> context;
    LegacyParameters legacy(request, ValueErrorStyle::Current);
    Update update;
    std::optional<Condition> condition;
    check_request([&] {
        check_expression_parameters(request, {"UpdateExpression", "ConditionExpression"},
                                    {"AttributeUpdates", "Expected", "ConditionalOperator"}, ExpressionNames::Left);
        key = read_item(*request.find("Key"), ValueErrorStyle::Current);
        context.emplace(request);
        update = request.has("UpdateExpression") ? parse_update(request.text_of("UpdateExpression"), *context)
                                                 : legacy.read_updates();
        condition = read_condition(request, *context, legacy);
        context->check_all_used();
    });

    Table& table = state.table(request.text_of("TableName"));
    check_key(table.definition(), key);
    check_update(update, table.definition());
    check_written_size(update);
    const RecordPointer current = table.find(key);
    if (condition) {
        check_paths_into_keys(*condition, table.definition());
        check_condition(condition, current, request);
    }
    const Change change = table.put(updated_item(update, table.definition(), key, current));

    JsonWriter writer;
    writer.begin_object();
    const Item returned = returned_attributes(request.text_of("ReturnValues"), update, change);
    if (!returned.empty()) {
        writer.key("Attributes");
        write_item(writer, returned);
    }
    return finish_write(std::move(writer), request, table.definition(), change, key);
}

}  // namespace

const Operation update_item_operation{"UpdateItem", &input, update_item};

}  // namespace dynoxx::local::dynamodb
