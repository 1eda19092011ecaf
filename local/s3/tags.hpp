#pragma once

#include "http/message.hpp"
#include "local/s3/operations.hpp"

#include <cstddef>
#include <string_view>

namespace dynoxx::local::s3 {

/// Counts the tags of a header `x-amz-tagging`; throws the refusals `InvalidTag` and `BadRequest` for more than ten.
std::size_t count_tags(std::string_view tagging);

/// Lists the tags of an object.
http::Response get_object_tagging(Context& context, Request& request);

}  // namespace dynoxx::local::s3
