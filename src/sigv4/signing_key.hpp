#pragma once

#include "sigv4/sha256.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace dynoxx::sigv4 {

/// A signing key: valid for one secret, day (`YYYYMMDD`, UTC), region and service.
///
/// Keeps the two states of its HMAC after the key block, not the key, so that a signature costs two short hashes. They
/// are overwritten on destruction.
///
/// @par Thread safety
/// Immutable: may be used by several threads at once.
/// @par Source
/// AWS Identity and Access Management User Guide, "Create a signed AWS API request", step 4.
class SigningKey {
 public:
    SigningKey(std::string_view secret, std::string_view day, std::string_view region, std::string_view service);

    /// Makes a key that several owners share.
    [[nodiscard]] static std::shared_ptr<const SigningKey> derive(std::string_view secret, std::string_view day,
                                                                  std::string_view region, std::string_view service);

    /// Gives the day that the key is for, as `YYYYMMDD`.
    [[nodiscard]] std::string_view day() const noexcept { return std::string_view(scope_).substr(0, day_size_); }

    /// Gives `day/region/service/aws4_request`.
    [[nodiscard]] const std::string& scope() const noexcept { return scope_; }

    /// Tells keys apart without holding them: the signature of the empty text.
    [[nodiscard]] const Digest& fingerprint() const noexcept { return fingerprint_; }

    /// Signs a text.
    [[nodiscard]] Digest sign(std::string_view text) const;

    /// Gives the state into which a text is put before `finish`; for texts that begin alike.
    [[nodiscard]] const Sha256& start() const noexcept { return inner_; }

    /// Ends a signature that was begun from `start`.
    [[nodiscard]] Digest finish(Sha256& begun) const;

 private:
    Sha256 inner_;
    Sha256 outer_;
    std::string scope_;
    std::size_t day_size_;
    Digest fingerprint_;
};

}  // namespace dynoxx::sigv4
