#pragma once

#include "sigv4/sha256.hpp"

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct evp_pkey_st;

namespace dynoxx::sigv4 {

/// The algorithm's name of Signature Version 4A, first word of the header `Authorization`.
inline constexpr std::string_view asymmetric_algorithm_name = "AWS4-ECDSA-P256-SHA256";

/// A signing key of Signature Version 4A: valid for every day and region, for one access key and service.
///
/// The private key is a point of P-256 that both sides derive from the secret: the counter mode of NIST SP 800-108 over
/// HMAC-SHA256, repeated until the number fits the curve.
///
/// @par Thread safety
/// Immutable: may be used by several threads at once.
/// @par Source
/// Amazon S3 User Guide, "Making requests to a Multi-Region Access Point"; the derivation as in AWS's own signers.
class AsymmetricKey {
 public:
    AsymmetricKey(std::string_view access_key_id, std::string_view secret, std::string_view service);

    /// Gives `day/service/aws4_request` for a day written as `YYYYMMDD`.
    [[nodiscard]] std::string scope(std::string_view day) const;

    /// Signs a text; gives the DER form. Each call gives another signature of the same text.
    [[nodiscard]] std::vector<std::byte> sign(std::string_view text) const;

    /// Says whether a DER signature of a text was made with this key.
    [[nodiscard]] bool verify(std::string_view text, const std::vector<std::byte>& signature) const;

    /// Gives the coordinates of the public key, each of 32 bytes.
    [[nodiscard]] const Digest& public_x() const noexcept { return x_; }
    [[nodiscard]] const Digest& public_y() const noexcept { return y_; }

 private:
    std::string service_;
    Digest x_;
    Digest y_;
    std::shared_ptr<evp_pkey_st> key_;
};

}  // namespace dynoxx::sigv4
