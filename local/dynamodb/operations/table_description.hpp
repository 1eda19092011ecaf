#pragma once

#include "local/dynamodb/json_writer.hpp"
#include "local/dynamodb/table.hpp"

#include <string_view>

namespace dynoxx::local::dynamodb {

/// Writes a TableDescription. @param status `ACTIVE` or another status of the table.
void write_table_description(JsonWriter& writer, const Table& table, std::string_view status);

}  // namespace dynoxx::local::dynamodb
