#include "local/dynamodb/key.hpp"
#include "local/dynamodb/operations/cancellation.hpp"
#include "local/dynamodb/operations/idempotency.hpp"
#include "local/dynamodb/operations/operation.hpp"
#include "local/dynamodb/operations/statement_shapes.hpp"
#include "local/dynamodb/partiql/select.hpp"
#include "local/dynamodb/partiql/write.hpp"
#include "local/dynamodb/value_json.hpp"

#include <algorithm>
#include <list>
#include <set>
#include <utility>

namespace dynoxx::local::dynamodb {

namespace {

using partiql::Statement;
using partiql::StatementWrite;

constexpr auto statement_members = std::to_array<Member>({
    {"Statement", &shapes::statement, Presence::Required},
    {"Parameters", &shapes::parameters},
    {"ReturnValuesOnConditionCheckFailure", &shapes::return_on_failure},
});
constexpr Shape statement_request{
    .kind = Shape::Kind::Structure, .name = "ParameterizedStatement", .members = statement_members};
constexpr Shape statement_requests{.kind = Shape::Kind::List, .element = &statement_request, .min = 1, .max = 100};
constexpr Shape token{.kind = Shape::Kind::String, .min = 1, .max = 36};
constexpr auto members = std::to_array<Member>({
    {"TransactStatements", &statement_requests, Presence::Required},
    {"ClientRequestToken", &token},
    {"ReturnConsumedCapacity", &shapes::return_capacity},
});
constexpr Shape input{.kind = Shape::Kind::Structure, .name = "ExecuteTransactionInput", .members = members};

/// A statement of the transaction with its part of the request.
struct Part {
    const Json* request;
    Statement statement;
};

/// Runs a check of one statement; its errors name the statement.
template <class Check>
void check_part(std::size_t number, const Check& check) {
    try {
        check();
    } catch (const ApiError& error) {
        if (error.type() != ApiErrorType::Validation) {
            throw;
        }
        fail_validation("Validation failed in TransactStatements[" + std::to_string(number) + "]: " + error.message());
    }
}

std::vector<Part> read_parts(const Json& request) {
    std::vector<Part> parts;
    for (const Json& one : request.find("TransactStatements")->children) {
        std::vector<Value> parameters = partiql::read_parameters(one);
        check_part(parts.size(), [&] {
            parts.push_back({&one, partiql::parse_statement(one.text_of("Statement"), std::move(parameters))});
            if (parts.back().statement.returning != partiql::Returning::None) {
                fail_validation("RETURNING clause is not supported in ExecuteTransaction.");
            }
        });
    }
    const auto is_read = [](const Part& part) { return part.statement.is_read(); };
    const auto reads = std::count_if(parts.begin(), parts.end(), is_read);
    if (reads != 0 && static_cast<std::size_t>(reads) != parts.size()) {
        fail_validation("A transaction cannot have both read and write statements.");
    }
    return parts;
}

/// Fails if two statements work on one item.
class SeenItems {
 public:
    void add(const Table& table, const Item& key) {
        if (!seen_.emplace(&table, key_bytes(table.definition().keys, key)).second) {
            fail_validation("Transaction request cannot include multiple operations on one item");
        }
    }

 private:
    std::set<std::pair<const Table*, std::string>> seen_;
};

std::string answer(const Json& request, const JsonWriter& responses, const CapacityByTable& consumed) {
    JsonWriter writer;
    writer.begin_object().key("Responses").begin_array();
    if (!responses.text().empty()) {
        writer.raw(responses.text());
    }
    writer.end_array();
    write_member(writer, consumed, request);
    writer.end_object();
    return std::move(writer).take();
}

void add_read(CapacityByTable& consumed, const Table& table, const RecordPointer& record) {
    consumed.try_emplace(table.definition().name, table.definition(), CapacityDetail::Reads)
        .first->second.add(read_units(record == nullptr ? 0 : record->size, ReadMode::Transactional));
}

std::string read(State& state, const std::vector<Part>& parts, const Json& request) {
    JsonWriter responses;
    CapacityByTable consumed;
    SeenItems seen;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const Statement& statement = parts[i].statement;
        const Table& table = state.table(statement.table);
        std::optional<Item> key;
        check_part(i, [&] {
            if (!statement.index.empty()) {
                fail_validation("Reads on indices are not supported within transactions.");
            }
            key = partiql::demanded_key(statement, table.definition());
            if (!key || partiql::has_other_conditions(statement, table.definition())) {
                fail_validation(
                    "Select statements within ExecuteTransaction must specify the primary key in the where clause.");
            }
            check_key(table.definition(), *key);
        });
        seen.add(table, *key);
        const RecordPointer record = table.find(*key);
        add_read(consumed, table, record);
        responses.begin_object();
        if (record != nullptr) {
            responses.key("Item");
            write_item(responses, partiql::pick_columns(statement, record->item));
        }
        responses.end_object();
    }
    return answer(request, responses, consumed);
}

std::list<StatementWrite> read_writes(State& state, const std::vector<Part>& parts) {
    std::list<StatementWrite> writes;
    SeenItems seen;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const Statement& statement = parts[i].statement;
        check_part(i, [&] {
            writes.emplace_back(statement, state);
            if (statement.kind == Statement::Kind::Exists &&
                !partiql::has_other_conditions(statement, writes.back().table().definition())) {
                fail_validation("EXISTS() must contain a single item read with additional condition");
            }
        });
        seen.add(writes.back().table(), writes.back().key());
    }
    return writes;
}

CancellationReason prepare_part(StatementWrite& write, const Json& request) {
    try {
        write.prepare();
        return {};
    } catch (const ApiError& error) {
        const bool wants_item = request.text_of("ReturnValuesOnConditionCheckFailure") == "ALL_OLD";
        return cancellation_reason(error, wants_item ? write.current() : nullptr);
    }
}

std::string write(State& state, const std::vector<Part>& parts, const Json& request) {
    std::list<StatementWrite> writes = read_writes(state, parts);
    std::vector<CancellationReason> reasons;
    for (StatementWrite& one : writes) {
        reasons.push_back(prepare_part(one, *parts[reasons.size()].request));
    }
    check_reasons(reasons);
    CapacityByTable consumed;
    for (StatementWrite& one : writes) {
        const TableDefinition& definition = one.table().definition();
        consumed.try_emplace(definition.name, definition, CapacityDetail::Writes)
            .first->second.add(one.apply(), WriteMode::Transactional);
    }
    return answer(request, JsonWriter(), consumed);
}

/// A transaction that was done already only reads its items.
std::string repeat(State& state, const std::vector<Part>& parts, const Json& request) {
    CapacityByTable consumed;
    for (const StatementWrite& one : read_writes(state, parts)) {
        add_read(consumed, one.table(), one.current());
    }
    return answer(request, JsonWriter(), consumed);
}

std::string execute_transaction(State& state, const Json& request) {
    const std::vector<Part> parts = read_parts(request);
    if (parts.front().statement.is_read()) {
        return read(state, parts, request);
    }
    return run_once(
        state, request, "TransactStatements", [&] { return write(state, parts, request); },
        [&] { return repeat(state, parts, request); });
}

}  // namespace

const Operation execute_transaction_operation{"ExecuteTransaction", &input, execute_transaction};

}  // namespace dynoxx::local::dynamodb
