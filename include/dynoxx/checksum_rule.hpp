#pragma once

#include <string_view>

namespace dynoxx {

/// Says where checksums of bodies are computed and compared.
///
/// @par Source
/// AWS SDKs and Tools Reference Guide, "Data Integrity Protections for Amazon S3".
enum class ChecksumRule {
    WhenSupported,  ///< for every operation that can have one
    WhenRequired,   ///< only for operations that must have one
};

/// Gives the word that the settings use: `when_supported` or `when_required`.
[[nodiscard]] std::string_view to_string(ChecksumRule rule) noexcept;

}  // namespace dynoxx
