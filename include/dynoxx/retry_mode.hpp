#pragma once

#include <string_view>

namespace dynoxx {

/// Says how failed attempts are repeated.
///
/// @par Source
/// AWS SDKs and Tools Reference Guide, "Retry behavior".
enum class RetryMode {
    Standard,  ///< backoff with jitter and a quota of retries
    Adaptive,  ///< the same, and a client-side limit of the rate after throttling (not yet: acts like `Standard`)
};

/// Gives the word that the settings use: `standard` or `adaptive`.
[[nodiscard]] std::string_view to_string(RetryMode mode) noexcept;

}  // namespace dynoxx
