#pragma once

#include "local/dynamodb/expression/ast.hpp"
#include "local/dynamodb/schema.hpp"

#include <string>
#include <string_view>

namespace dynoxx::local::dynamodb {

/// Holds the part of a table or index that a query reads, as bounds of key bytes (key.hpp).
struct KeyRange {
    /// What the keys of the whole partition begin with.
    std::string partition;
    /// The first key bytes of the range, and the first ones behind it.
    std::string begin;
    std::string end;

    /// Tells whether key bytes lie within the range.
    [[nodiscard]] bool contains(std::string_view key) const noexcept { return key >= begin && key < end; }
};

/// Turns a key condition into the range of keys that meet it.
///
/// @param keys of the table or index that is queried.
/// @par Errors
/// Throws ApiError(Validation) if the condition is not one that keys can answer.
[[nodiscard]] KeyRange read_key_range(const Condition& condition, const KeySchema& keys);

}  // namespace dynoxx::local::dynamodb
