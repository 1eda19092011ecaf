#pragma once

#include "runtime/secret.hpp"

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>

struct evp_pkey_st;

namespace dynoxx::runtime {

/// A private key on the curve P-256 that signs: ECDSA with SHA-256, which JSON Web Signatures call `ES256`.
///
/// @par Thread safety
/// Immutable after it was made; copies share the key.
/// @par Source
/// RFC 7518, sections 3.4 and 6.2.
class P256Key {
 public:
    using Coordinate = std::array<std::byte, 32>;
    using Signature = std::array<std::byte, 64>;

    /// Reads a private key in PEM, with or without PKCS #8; nothing if it is none, has a password, or is on another
    /// curve.
    [[nodiscard]] static std::optional<P256Key> from_pem(const Secret& pem);

    // The public point.
    [[nodiscard]] const Coordinate& x() const noexcept { return x_; }
    [[nodiscard]] const Coordinate& y() const noexcept { return y_; }

    /// Signs a text; gives `r` and `s`, each of 32 bytes.
    ///
    /// @par Errors
    /// `UnsupportedSetting` if OpenSSL gives no ECDSA.
    [[nodiscard]] Signature sign(std::string_view text) const;

 private:
    P256Key() = default;

    std::shared_ptr<evp_pkey_st> key_;
    Coordinate x_{};
    Coordinate y_{};
};

}  // namespace dynoxx::runtime
