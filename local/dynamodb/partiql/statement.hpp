#pragma once

#include "local/dynamodb/expression/ast.hpp"
#include "local/dynamodb/json.hpp"
#include "local/dynamodb/value.hpp"

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dynoxx::local::dynamodb::partiql {

/// Says which item a RETURNING clause asks for; Modified are the attributes that an update names.
enum class Returning { None, AllOld, AllNew, ModifiedOld, ModifiedNew };

/// One column of ORDER BY.
struct OrderTerm {
    std::string attribute;
    bool descending = false;
};

/// A parsed PartiQL statement. Movable only: conditions point into `values`.
struct Statement {
    enum class Kind { Select, Insert, Update, Delete, Exists };

    Statement() = default;
    Statement(Statement&&) = default;
    Statement& operator=(Statement&&) = default;

    Kind kind = Kind::Select;
    std::string table;
    /// Empty for the table itself.
    std::string index;
    /// The columns of a SELECT; empty for `*`.
    std::vector<DocumentPath> columns;
    std::optional<Condition> where;
    std::vector<OrderTerm> order;
    /// What INSERT stores, and whether it leaves an item that is there alone instead of failing.
    Item item;
    bool keeps_existing = false;
    /// What UPDATE does.
    Update update;
    Returning returning = Returning::None;
    /// The values that operands refer to; their addresses do not change.
    std::deque<Value> values;

    /// Tells whether the statement changes nothing.
    [[nodiscard]] bool is_read() const noexcept { return kind == Kind::Select; }
};

/// Reads the `Parameters` of a request's part; none if it has none.
///
/// @par Errors
/// Throws ApiError(Validation) if a value is invalid.
[[nodiscard]] std::vector<Value> read_parameters(const Json& request);

/// Parses a statement. @param parameters what each `?` stands for.
///
/// @par Errors
/// Throws ApiError(Validation).
[[nodiscard]] Statement parse_statement(std::string_view text, std::vector<Value> parameters);

/// Gives the name that a column has in the answer: the last name of its path, or `_` and its number if that is an
/// index.
[[nodiscard]] std::string column_name(const DocumentPath& path, std::size_t number);

/// Gives the parts of a condition that all must be met: those joined by AND, also if there is only one.
[[nodiscard]] std::vector<const Condition*> required_parts(const Condition& condition);

/// Gives the value that a condition demands of an attribute: `attribute = value`, on either side. Null for others.
[[nodiscard]] const Value* demanded_value(const Condition& condition, std::string_view attribute);

}  // namespace dynoxx::local::dynamodb::partiql
