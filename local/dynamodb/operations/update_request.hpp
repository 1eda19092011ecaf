#pragma once

#include "local/dynamodb/expression/ast.hpp"
#include "local/dynamodb/table.hpp"

#include <string_view>

namespace dynoxx::local::dynamodb {

/// Fails if an update changes a key attribute, goes into one, or gives an index key attribute a type it cannot have.
void check_update(const Update& update, const TableDefinition& table);

/// Fails if an UpdateItem writes too much: the service counts what the clauses write, not what comes of it, and a cost
/// for each clause. So a little less than the largest item can be written at once.
///
/// @par Source Not documented; as measured in us-east-1
void check_written_size(const Update& update);

/// Gives the item that an update makes of the one that is there; of none it makes one with the key.
///
/// @param current null if there is none.
/// @par Errors
/// Throws ApiError(Validation), also if the new item is too large or has an invalid index key.
[[nodiscard]] Item updated_item(const Update& update, const TableDefinition& table, const Item& key,
                                const RecordPointer& current);

/// Gives what ReturnValues asks for: `ALL_OLD`, `ALL_NEW`, or `UPDATED_OLD` and `UPDATED_NEW`, which are the parts that
/// the update's paths name.
[[nodiscard]] Item returned_attributes(std::string_view wanted, const Update& update, const Change& change);

}  // namespace dynoxx::local::dynamodb
