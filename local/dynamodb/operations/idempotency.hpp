#pragma once

#include "local/dynamodb/json.hpp"
#include "local/dynamodb/state.hpp"

#include <functional>
#include <string>

namespace dynoxx::local::dynamodb {

/// Runs a request, or gives the earlier answer if its ClientRequestToken succeeded within the last 10 minutes.
///
/// @par Errors
/// Throws ApiError(IdempotentParameterMismatch) if the token belongs to another request, and what the request throws.
[[nodiscard]] std::string run_once(State& state, const Json& request, const std::function<std::string()>& run);

}  // namespace dynoxx::local::dynamodb
