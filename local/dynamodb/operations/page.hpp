#pragma once

#include "local/dynamodb/expression/ast.hpp"
#include "local/dynamodb/json.hpp"
#include "local/dynamodb/table.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace dynoxx::local::dynamodb {

/// Says what Query and Scan read: a table or one of its indexes.
struct ReadTarget {
    const Table* table = nullptr;
    /// Null for the table itself.
    const IndexDefinition* index = nullptr;

    [[nodiscard]] const TableDefinition& definition() const noexcept { return table->definition(); }
    [[nodiscard]] const KeySchema& keys() const noexcept { return index ? index->keys : definition().keys; }
    [[nodiscard]] const Entries& entries() const noexcept { return index ? table->entries(*index) : table->entries(); }

    /// Gives the bytes of an item's place among entries().
    [[nodiscard]] std::string place_of(const Item& item) const;
};

/// Says in which order items are read.
enum class Order { Ascending, Descending };

/// Holds what both Query and Scan have parsed.
struct PageRequest {
    ReadTarget target;
    Entries::const_iterator begin;
    Entries::const_iterator end;
    Order order = Order::Ascending;
    std::optional<Condition> filter;
    std::vector<DocumentPath> projection;
};

/// Finds the table and index that a Query or Scan names.
///
/// @par Errors
/// Throws ApiError if one of them does not exist, or a global index should be read consistently.
[[nodiscard]] ReadTarget find_target(const Table& table, const Json& request);

/// Fails if Select does not fit the index and projection, or a filter or projection uses attributes that it may not.
void check_selection(const PageRequest& page, const Json& request);

/// Reads and checks ExclusiveStartKey: the keys of table and index, no more and no less. Nothing if it is missing.
[[nodiscard]] std::optional<Item> read_start_key(const Json& request, const ReadTarget& target);

/// Reads one page: at most Limit items, and no item after the first 1 MB, both counted before the filter.
///
/// @return the answer's body.
[[nodiscard]] std::string read_page(const PageRequest& page, const Json& request);

}  // namespace dynoxx::local::dynamodb
