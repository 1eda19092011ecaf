#pragma once

#include <string_view>

namespace dynoxx {

/// Names a version of TLS.
///
/// @par Source
/// AWS SDKs and Tools Reference Guide, "Enforcing a minimum version of TLS".
enum class TlsVersion {
    Tls12,  ///< TLS 1.2, the oldest that AWS accepts
    Tls13,  ///< TLS 1.3
};

/// Gives the word that the settings use: `1.2` or `1.3`.
[[nodiscard]] std::string_view to_string(TlsVersion version) noexcept;

}  // namespace dynoxx
