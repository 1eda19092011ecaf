#pragma once

#include <dynoxx/attribute_value.hpp>

#include "json/writer.hpp"

#include <string>
#include <string_view>

/// Items as JSON: plain as people write it, or typed as the DynamoDB API writes it (`{"id": {"S": "u#1"}}`).
namespace dynoxx::cli {

enum class ItemForm { Plain, Typed };

/// Writes an item. Plain: sets become arrays, bytes base64 texts, and numbers keep every digit.
void write_item(json::Writer& writer, const Item& item, ItemForm form);

/// Reads an item; throws `Misuse` that says what is wrong.
///
/// Plain JSON has no sets and no bytes, and its numbers may have 15 digits (integers 18): the typed form has
/// everything.
///
/// @param where names the text in messages
[[nodiscard]] Item read_item(const std::string& text, ItemForm form, std::string_view where);

/// Reads one plain value: a number with every digit, a text in quotes, `true`, `null`, a list, a map.
[[nodiscard]] AttributeValue read_plain_value(const std::string& text, std::string_view where);

}  // namespace dynoxx::cli
