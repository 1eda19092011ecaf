#pragma once

#include "runtime/system.hpp"

#include <string>

/// The two forms of a time that only answers have.
namespace dynoxx::local::support {

/// Prints `2026-01-31T07:08:09.000Z`, the form of S3's XML; parts of a second are cut off.
[[nodiscard]] std::string iso_time_with_millis(runtime::SystemTime time);

/// Prints seconds since 1970 with three decimals, the form of JSON services.
[[nodiscard]] std::string epoch_seconds(runtime::SystemTime time);

}  // namespace dynoxx::local::support
