#pragma once

#include "local/dynamodb/expression/ast.hpp"

namespace dynoxx::local::dynamodb {

/// Tells whether an item meets a condition. A comparison with a value that is missing or has another type is not met,
/// except
/// `<>`.
[[nodiscard]] bool matches(const Condition& condition, const Item& item);

/// Applies an update to an item. Every operand sees the item as it was before.
///
/// @par Errors
/// Throws ApiError(Validation) if an operand is missing or has a wrong type, or a path leads nowhere.
[[nodiscard]] Item apply(const Update& update, const Item& item);

}  // namespace dynoxx::local::dynamodb
