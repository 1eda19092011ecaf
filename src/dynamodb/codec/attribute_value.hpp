#pragma once

#include "json/reader.hpp"
#include "json/writer.hpp"

#include <dynoxx/attribute_value.hpp>

#include <cstddef>

namespace dynoxx::dynamodb {

/// Levels of lists and maps that are written and read. The service itself takes 32.
inline constexpr std::size_t max_value_depth = 40;

/// Writes a value as DynamoDB JSON: `{"S":"text"}`.
void write_value(json::Writer& writer, const AttributeValue& value);

/// Writes an item or a key as an object of values.
void write_item(json::Writer& writer, const AttributeMap& item);

/// Reads a value; throws `InvalidResponse` if it is none.
///
/// @param name of the attribute, for the error
[[nodiscard]] AttributeValue read_value(const json::Value& value, std::string_view name);

/// Reads an item or a key; throws `InvalidResponse` if it is none. Order is kept.
[[nodiscard]] AttributeMap read_item(const json::Value& value);

}  // namespace dynoxx::dynamodb
