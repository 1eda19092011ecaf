#pragma once

#include "local/dynamodb/schema.hpp"

#include <string>
#include <string_view>

namespace dynoxx::local::dynamodb {

/// Prints a definition as the fields of a record.
[[nodiscard]] std::string write_definition(const TableDefinition& table);

/// Reads what `write_definition` printed; throws records::Damaged.
[[nodiscard]] TableDefinition read_definition(std::string_view value);

}  // namespace dynoxx::local::dynamodb
