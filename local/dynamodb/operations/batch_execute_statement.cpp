#include "local/dynamodb/operations/operation.hpp"
#include "local/dynamodb/operations/read_request.hpp"
#include "local/dynamodb/operations/statement_shapes.hpp"
#include "local/dynamodb/partiql/select.hpp"
#include "local/dynamodb/partiql/write.hpp"
#include "local/dynamodb/value_json.hpp"

namespace dynoxx::local::dynamodb {

namespace {

constexpr auto statement_members = std::to_array<Member>({
    {"Statement", &shapes::statement, Presence::Required},
    {"Parameters", &shapes::parameters},
    {"ConsistentRead", &shapes::boolean},
    {"ReturnValuesOnConditionCheckFailure", &shapes::return_on_failure},
});
constexpr Shape statement_request{
    .kind = Shape::Kind::Structure, .name = "BatchStatementRequest", .members = statement_members};
constexpr Shape statement_requests{.kind = Shape::Kind::List, .element = &statement_request, .min = 1, .max = 25};
constexpr auto members = std::to_array<Member>({
    {"Statements", &statement_requests, Presence::Required},
    {"ReturnConsumedCapacity", &shapes::return_capacity},
});
constexpr Shape input{.kind = Shape::Kind::Structure, .name = "BatchExecuteStatementInput", .members = members};

/// What one statement gave.
struct Answer {
    std::string table;
    std::optional<Item> item;
};

ConsumedCapacity& capacity_of(CapacityByTable& consumed, const Table& table) {
    return consumed.try_emplace(table.definition().name, table.definition()).first->second;
}

Answer read(State& state, const partiql::Statement& statement, const Json& request, CapacityByTable& consumed) {
    const Table& table = state.table(statement.table);
    const auto key = statement.index.empty() ? partiql::demanded_key(statement, table.definition()) : std::nullopt;
    if (!key || partiql::has_other_conditions(statement, table.definition())) {
        fail_validation(
            "Select statements within BatchExecuteStatement must specify the primary key in the where clause.");
    }
    partiql::SelectOptions options;
    options.mode = read_mode(request);
    partiql::SelectResult result = partiql::run_select(statement, request.text_of("Statement"), state, options);
    capacity_of(consumed, table).add(result.consumed);
    Answer answer{statement.table, std::nullopt};
    if (!result.items.empty()) {
        answer.item = std::move(result.items.front());
    }
    return answer;
}

Answer write(State& state, const partiql::Statement& statement, const Json& request, CapacityByTable& consumed) {
    partiql::StatementWrite write(statement, state);
    prepare(write, request);
    const Change change = write.apply();
    capacity_of(consumed, write.table()).add(change);
    return Answer{statement.table, write.returned(change)};
}

Answer execute(State& state, const Json& request, CapacityByTable& consumed) {
    const partiql::Statement statement =
        partiql::parse_statement(request.text_of("Statement"), partiql::read_parameters(request));
    if (statement.kind == partiql::Statement::Kind::Exists) {
        fail_validation("EXISTS can only be used in ExecuteTransaction write requests.");
    }
    return statement.is_read() ? read(state, statement, request, consumed) : write(state, statement, request, consumed);
}

/// The codes of a batch have no `Exception` at the end.
std::string_view error_code(ApiErrorType type) {
    switch (type) {
        case ApiErrorType::ConditionalCheckFailed:
            return "ConditionalCheckFailed";
        case ApiErrorType::DuplicateItem:
            return "DuplicateItem";
        case ApiErrorType::ResourceNotFound:
            return "ResourceNotFound";
        default:
            return "ValidationError";
    }
}

std::string batch_execute_statement(State& state, const Json& request) {
    CapacityByTable consumed;
    JsonWriter writer;
    writer.begin_object().key("Responses").begin_array();
    for (const Json& statement : request.find("Statements")->children) {
        writer.begin_object();
        try {
            const Answer answer = execute(state, statement, consumed);
            if (answer.item) {
                writer.key("Item");
                write_item(writer, *answer.item);
            }
            writer.key("TableName").string(answer.table);
        } catch (const ApiError& error) {
            writer.key("Error").begin_object().key("Code").string(error_code(error.type()));
            writer.key("Message").string(error.message());
            if (!error.members().empty()) {
                writer.raw(error.members());
            }
            writer.end_object();
        }
        writer.end_object();
    }
    writer.end_array();
    write_member(writer, consumed, request);
    writer.end_object();
    return std::move(writer).take();
}

}  // namespace

const Operation batch_execute_statement_operation{"BatchExecuteStatement", &input, batch_execute_statement};

}  // namespace dynoxx::local::dynamodb
