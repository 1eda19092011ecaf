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

/// Says in which of the service's two checks an operation reads values, which word errors differently: the older one
/// is that of BatchWriteItem, Scan, the transactions and PartiQL.
enum class ValueErrorStyle { Current, Older };

/// Reads a value of the wire format; the JSON types have been checked already.
///
/// @par Errors
/// Throws ApiError(Validation) if there is not exactly one type, a number or set is invalid, or the nesting is too
/// deep.
[[nodiscard]] Value read_value(const Json& json, ValueErrorStyle style);

/// Reads an item or a key; an attribute's name must not be empty.
[[nodiscard]] Item read_item(const Json& json, ValueErrorStyle style);

/// Writes a value in the wire format.
void write_value(JsonWriter& writer, const Value& value);

/// Writes an item in the wire format.
void write_item(JsonWriter& writer, const Item& item);

}  // namespace dynoxx::local::dynamodb
