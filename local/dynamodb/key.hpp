#pragma once

#include "local/dynamodb/schema.hpp"

#include <string>

namespace dynoxx::local::dynamodb {

/// Appends a key attribute's value as bytes whose order is the order of the values. Every value ends in a mark that is
/// lower than any continuation, so that values can be strung together.
void append_key_part(std::string& bytes, const Value& value);

/// Appends the bytes that all texts or binaries with a prefix have in common: as append_key_part, but without the mark.
void append_key_prefix(std::string& bytes, const Value& prefix);

/// Gives the bytes that begin the keys of all items of a partition: a hash of the partition key, so that a scan goes in
/// no recognisable order and can be split, and the partition key itself.
[[nodiscard]] std::string partition_bytes(const KeySchema& keys, const Item& item);

/// Gives the bytes of a whole key, ordered by partition and then by the sort key.
[[nodiscard]] std::string key_bytes(const KeySchema& keys, const Item& item);

/// Gives the bytes of an item's place in an index: those of the index's key, then the table's key, so that each is
/// unique.
[[nodiscard]] std::string index_key_bytes(const TableDefinition& table, const IndexDefinition& index, const Item& item);

/// Copies a key's attributes out of an item.
void copy_key(Item& target, const KeySchema& keys, const Item& item);

/// Checks the key of GetItem, DeleteItem and UpdateItem: all key attributes, no other, right types, sizes.
///
/// @par Errors
/// Throws ApiError(Validation).
void check_key(const TableDefinition& table, const Item& key);

/// Fails if a key attribute of the table or of an index is an empty text or binary; missing ones and other types are
/// left to the checks below.
///
/// @par Errors
/// Throws ApiError(Validation).
void check_no_empty_keys(const TableDefinition& table, const Item& item);

/// Checks the key attributes of an item to put: the table's, and those of indexes where the item has them.
///
/// @par Errors
/// Throws ApiError(Validation).
void check_item_keys(const TableDefinition& table, const Item& item);

/// Checks the index key attributes that an update left behind.
///
/// @par Errors
/// Throws ApiError(Validation).
void check_index_keys(const TableDefinition& table, const Item& item);

}  // namespace dynoxx::local::dynamodb
