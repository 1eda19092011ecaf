#pragma once

#include <dynoxx/attribute_value.hpp>

#include <optional>
#include <string>

namespace dynoxx::dynamodb {

/// Gives the place of the first text of an item that is not UTF-8, in words: `the attribute "tags[2].name"`.
///
/// Only called after writing has failed: writing itself keeps no path.
[[nodiscard]] std::optional<std::string> path_of_invalid_text(const AttributeMap& item);

}  // namespace dynoxx::dynamodb
