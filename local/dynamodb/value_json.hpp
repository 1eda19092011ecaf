#pragma once

#include "local/dynamodb/json.hpp"
#include "local/dynamodb/json_writer.hpp"
#include "local/dynamodb/value.hpp"

#include <string_view>

namespace dynoxx::local::dynamodb {

/// How deep values may be nested: a scalar within 31 maps or lists is the deepest.
inline constexpr int max_nesting = 32;
/// The service's sentence for a value that is nested deeper.
inline constexpr std::string_view nesting_message =
    "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit";

/// Says how an operation words an error in a value: alone, or as a constraint error (`1 validation error detected:
/// ...`).
enum class ValueErrorStyle { Bare, Wrapped };

/// Reads a value of the wire format; the JSON types have been checked already.
///
/// @param placeholder the name in ExpressionAttributeValues, for the message; empty for a value elsewhere.
/// @par Errors
/// Throws ApiError(Validation) if there is not exactly one type, a number or set is invalid, or the nesting is too
/// deep.
[[nodiscard]] Value read_value(const Json& json, ValueErrorStyle style, std::string_view placeholder = {});

/// Reads an item or a key.
[[nodiscard]] Item read_item(const Json& json, ValueErrorStyle style);

/// Writes a value in the wire format.
void write_value(JsonWriter& writer, const Value& value);

/// Writes an item in the wire format.
void write_item(JsonWriter& writer, const Item& item);

}  // namespace dynoxx::local::dynamodb
