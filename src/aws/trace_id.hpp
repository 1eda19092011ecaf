#pragma once

#include "http/message.hpp"
#include "runtime/system.hpp"

namespace dynoxx::aws {

/// Adds `X-Amzn-Trace-Id` to a request that a function of Lambda makes, from the environment; Lambda sets the variable
/// anew for each event. A header that is there already stays. Bytes that no header may have are percent-encoded.
///
/// @par Source
/// The rules that all AWS SDKs share, "recursion detection".
void add_trace_id(http::Headers& headers, const runtime::Environment& environment);

}  // namespace dynoxx::aws
