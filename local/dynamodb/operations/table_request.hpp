#pragma once

#include "local/dynamodb/json.hpp"
#include "local/dynamodb/schema.hpp"
#include "local/dynamodb/shape.hpp"

namespace dynoxx::local::dynamodb {

/// The shape of a CreateTable request.
extern const Shape create_table_input;

/// Reads and checks the definition of a table in a CreateTable request; name, ARN, id and time are left to the caller.
///
/// @par Errors
/// Throws ApiError(Validation).
[[nodiscard]] TableDefinition read_table_definition(const Json& request);

/// Gives the request's TableName.
///
/// @par Errors
/// Throws ApiError(Validation) if it is missing.
[[nodiscard]] std::string_view required_table_name(const Json& request);

}  // namespace dynoxx::local::dynamodb
