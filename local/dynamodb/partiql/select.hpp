#pragma once

#include "local/dynamodb/capacity.hpp"
#include "local/dynamodb/partiql/statement.hpp"
#include "local/dynamodb/state.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dynoxx::local::dynamodb::partiql {

/// Says how a SELECT is to be read.
struct SelectOptions {
    ReadMode mode = ReadMode::Eventual;
    /// The most items that are looked at.
    std::size_t limit = SIZE_MAX;
    /// Where an earlier answer ended; empty for the beginning.
    std::string_view token;
};

/// Holds one page of the answer to a SELECT.
struct SelectResult {
    std::vector<Item> items;
    /// Where the next page begins; empty at the end.
    std::string next_token;
    /// The key of the last item that was looked at, if there may be more.
    Item last_key;
    ConsumedCapacity consumed;
};

/// Reads one page: those partitions that WHERE demands, or the whole table or index if it demands none.
///
/// @par Errors
/// Throws ApiError(Validation), also for a token that belongs to another statement, and ApiError(ResourceNotFound).
[[nodiscard]] SelectResult run_select(const Statement& statement, std::string_view text, State& state,
                                      const SelectOptions& options);

/// Gives the columns of a SELECT that an item has.
[[nodiscard]] Item pick_columns(const Statement& statement, const Item& item);

/// Gives the key that WHERE demands: a value for each key attribute of the table; nothing if one is missing.
[[nodiscard]] std::optional<Item> demanded_key(const Statement& statement, const TableDefinition& table);

/// Tells whether WHERE demands more than the values of the table's key attributes.
[[nodiscard]] bool has_other_conditions(const Statement& statement, const TableDefinition& table);

}  // namespace dynoxx::local::dynamodb::partiql
