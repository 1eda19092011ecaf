#pragma once

#include "local/dynamodb/json.hpp"
#include "local/dynamodb/shape.hpp"

#include <map>
#include <string>

namespace dynoxx::local::dynamodb {

namespace shapes {
/// A list of tags, in CreateTable and TagResource.
extern const Shape tags;
}  // namespace shapes

/// Adds a request's list of tags to those that are there; a tag with a known key replaces the old one.
///
/// @par Errors
/// Throws ApiError(Validation) if there are more than 50 in all.
[[nodiscard]] std::map<std::string, std::string> with_tags(std::map<std::string, std::string> tags, const Json& more);

}  // namespace dynoxx::local::dynamodb
