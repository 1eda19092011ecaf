#pragma once

#include <dynoxx/dynamodb/items.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Requests in PartiQL.
namespace dynoxx {

/// Runs one statement: `SELECT`, `INSERT`, `UPDATE` or `DELETE`.
///
/// A `SELECT` reads a page of at most 1 MB; the others write one item.
///
/// @par Retries
/// If the answer to the first attempt is lost, an `INSERT` fails with `DuplicateItemException`, and an `UPDATE` that
/// counts or appends does it again.
/// @par Source
/// Amazon DynamoDB API Reference, "ExecuteStatement"; Developer Guide, "PartiQL - a SQL-compatible query language".
struct ExecuteStatementRequest {
    ExecuteStatementRequest() {}
    std::string statement{};                   ///< 1 to 8192 characters
    std::vector<AttributeValue> parameters{};  ///< what each `?` stands for, in order
    bool consistent_read = false;
    std::string next_token{};                       ///< of the page before; empty for the first
    std::int32_t limit = 0;                         ///< items evaluated per page; 0 leaves it to the service (1 MB)
    bool return_item_on_condition_failure = false;  ///< in `Error::item()`
    ReturnConsumedCapacity return_consumed_capacity = ReturnConsumedCapacity::None;
};

struct ExecuteStatementResponse {
    ExecuteStatementResponse() {}
    std::vector<Item> items{};  ///< what a `SELECT` found, or what `RETURNING` asks for
    std::string next_token{};   ///< empty at the end
    Item last_evaluated_key{};
    std::optional<ConsumedCapacity> consumed_capacity{};  ///< if asked for
};

}  // namespace dynoxx
