#pragma once

#include "local/dynamodb/json.hpp"
#include "local/dynamodb/schema.hpp"
#include "local/dynamodb/shape.hpp"

namespace dynoxx::local::dynamodb {

/// The shape of a CreateTable request.
extern const Shape create_table_input;

/// The shape of an UpdateTable request.
extern const Shape update_table_input;

/// Reads the request's AttributeDefinitions, which must be there.
///
/// @par Errors
/// Throws ApiError(Validation) if a name is defined twice.
[[nodiscard]] std::vector<KeyAttribute> read_attributes(const Json& request);

/// Reads a ProvisionedThroughput structure.
///
/// @par Errors
/// Throws ApiError(Validation) if a number is too large.
[[nodiscard]] Throughput read_throughput(const Json& json);

/// Reads and checks the definition of a global index. @param table must have the attributes that the index uses.
///
/// @par Errors
/// Throws ApiError(Validation).
[[nodiscard]] IndexDefinition read_global_index(const Json& json, const TableDefinition& table);

/// Reads and checks the definition of a table in a CreateTable request; name, ARN, id and time are left to the caller.
///
/// @par Errors
/// Throws ApiError(Validation).
[[nodiscard]] TableDefinition read_table_definition(const Json& request);

/// Fails if the request has no TableName; it is checked before everything else.
///
/// @par Errors
/// Throws ApiError(Validation).
void check_table_name(const Json& request);

}  // namespace dynoxx::local::dynamodb
