#pragma once

#include "json/reader.hpp"
#include "json/writer.hpp"

namespace dynoxx::json {

/// Writes a value that was read, with all that is in it.
void copy(const Value& value, Writer& into);

}  // namespace dynoxx::json
