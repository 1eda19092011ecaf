#pragma once

#include <string_view>

namespace dynoxx {

/// Says how requests to S3 name their bucket.
///
/// @par Source
/// Amazon S3 User Guide, "Virtual hosting of general purpose buckets".
enum class S3AddressingStyle {
    Auto,     ///< in the host if the bucket is a DNS label and no endpoint is configured, otherwise in the path
    Path,     ///< always in the path
    Virtual,  ///< in the host if the bucket is a DNS label, also with a configured endpoint
};

/// Gives the word that the settings use: `auto`, `path` or `virtual`.
[[nodiscard]] std::string_view to_string(S3AddressingStyle style) noexcept;

}  // namespace dynoxx
