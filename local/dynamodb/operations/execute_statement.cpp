#include "local/dynamodb/operations/operation.hpp"
#include "local/dynamodb/operations/read_request.hpp"
#include "local/dynamodb/operations/statement_shapes.hpp"
#include "local/dynamodb/partiql/select.hpp"
#include "local/dynamodb/partiql/write.hpp"
#include "local/dynamodb/value_json.hpp"

namespace dynoxx::local::dynamodb {

namespace {

constexpr Shape next_token{.kind = Shape::Kind::String, .min = 1, .max = 32768};
constexpr auto members = std::to_array<Member>({
    {"Statement", &shapes::statement, Presence::Required},
    {"Parameters", &shapes::parameters},
    {"ConsistentRead", &shapes::boolean},
    {"NextToken", &next_token},
    {"ReturnConsumedCapacity", &shapes::return_capacity},
    {"Limit", &shapes::limit},
    {"ReturnValuesOnConditionCheckFailure", &shapes::return_on_failure},
});
constexpr Shape input{.kind = Shape::Kind::Structure, .name = "ExecuteStatementInput", .members = members};

std::string select(State& state, const partiql::Statement& statement, const Json& request) {
    partiql::SelectOptions options;
    options.mode = read_mode(request);
    options.token = request.text_of("NextToken");
    if (const Json* limit = request.find("Limit")) {
        options.limit = static_cast<std::size_t>(limit->integer);
    }
    const partiql::SelectResult result = partiql::run_select(statement, request.text_of("Statement"), state, options);
    JsonWriter writer;
    writer.begin_object().key("Items").begin_array();
    for (const Item& item : result.items) {
        write_item(writer, item);
    }
    writer.end_array();
    if (!result.next_token.empty()) {
        writer.key("NextToken").string(result.next_token).key("LastEvaluatedKey");
        write_item(writer, result.last_key);
    }
    result.consumed.write_member(writer, request);
    writer.end_object();
    return std::move(writer).take();
}

std::string write(State& state, const partiql::Statement& statement, const Json& request) {
    partiql::StatementWrite write(statement, state);
    prepare(write, request);
    const Change change = write.apply();
    JsonWriter writer;
    writer.begin_object().key("Items").begin_array();
    if (const auto returned = write.returned(change)) {
        write_item(writer, *returned);
    }
    writer.end_array();
    ConsumedCapacity capacity(write.table().definition());
    capacity.add(change);
    capacity.write_member(writer, request);
    writer.end_object();
    return std::move(writer).take();
}

std::string execute_statement(State& state, const Json& request) {
    const partiql::Statement statement =
        partiql::parse_statement(request.text_of("Statement"), partiql::read_parameters(request));
    if (statement.kind == partiql::Statement::Kind::Exists) {
        fail_validation("EXISTS can only be used in ExecuteTransaction write requests.");
    }
    return statement.is_read() ? select(state, statement, request) : write(state, statement, request);
}

}  // namespace

const Operation execute_statement_operation{"ExecuteStatement", &input, execute_statement};

}  // namespace dynoxx::local::dynamodb
