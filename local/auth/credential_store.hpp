#pragma once

#include "runtime/system.hpp"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace dynoxx::local::auth {

/// Who makes a request.
struct Identity {
    Identity() = default;

    std::string arn{};      ///< for example `arn:aws:iam::123456789012:root`
    std::string user_id{};  ///< as `GetCallerIdentity` gives it
};

/// A key pair that the server knows.
struct KnownCredentials {
    KnownCredentials() = default;

    std::string secret{};
    std::string session_token{};                      ///< empty for a key pair of long duration
    std::optional<runtime::SystemTime> expiration{};  ///< of a temporary one
    Identity identity{};
};

/// Temporary credentials, as STS hands them out.
struct TemporaryCredentials {
    TemporaryCredentials() = default;

    std::string access_key_id{};
    std::string secret_access_key{};
    std::string session_token{};
    runtime::SystemTime expiration{};
};

/// The key pairs that are accepted: those given by options, and the temporary ones that were issued. Not thread-safe.
class CredentialStore {
 public:
    /// Accepts a key pair for ever.
    void add(std::string access_key_id, std::string secret, Identity identity);

    /// Makes a key pair with a session token that is good until `expiration`.
    [[nodiscard]] TemporaryCredentials issue(Identity identity, runtime::SystemTime now, std::chrono::seconds duration);

    /// Finds a key pair, expired or not; null if it was never known or has been forgotten.
    [[nodiscard]] const KnownCredentials* find(std::string_view access_key_id) const;

 private:
    void forget_expired(runtime::SystemTime now);

    std::map<std::string, KnownCredentials, std::less<>> known_{};
};

}  // namespace dynoxx::local::auth
