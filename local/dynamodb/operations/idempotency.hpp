#pragma once

#include "local/dynamodb/json.hpp"
#include "local/dynamodb/state.hpp"

#include <functional>
#include <string>

namespace dynoxx::local::dynamodb {

/// Runs a request, or tells that its ClientRequestToken succeeded within the last 10 minutes.
///
/// @param content the request's member with what is to be done.
/// @param run does it and gives the answer. @param repeat gives the answer if it has been done already.
/// @par Errors
/// Throws ApiError(IdempotentParameterMismatch) if the token belongs to another request, and what the request throws.
[[nodiscard]] std::string run_once(State& state, const Json& request, std::string_view content,
                                   const std::function<std::string()>& run, const std::function<std::string()>& repeat);

}  // namespace dynoxx::local::dynamodb
