#pragma once

#include <iosfwd>
#include <string>
#include <utility>

namespace dynoxx {

/// An access key as code gives it. A value; printed without its secrets.
struct StaticCredentials {
    StaticCredentials() {}
    StaticCredentials(std::string key_id, std::string secret, std::string token)
        : access_key_id(std::move(key_id)), secret_access_key(std::move(secret)), session_token(std::move(token)) {}
    StaticCredentials(const StaticCredentials&) = default;
    StaticCredentials(StaticCredentials&&) noexcept = default;
    StaticCredentials& operator=(StaticCredentials other) noexcept;

    /// Overwrites both secrets.
    ~StaticCredentials();

    std::string access_key_id{};
    std::string secret_access_key{};
    std::string session_token{};  ///< empty for a long-term key

    friend bool operator==(const StaticCredentials&, const StaticCredentials&) = default;
};

/// Prints the id of the key and no secret: `AKIDEXAMPLE, secret hidden`.
[[nodiscard]] std::string to_string(const StaticCredentials& credentials);
std::ostream& operator<<(std::ostream& out, const StaticCredentials& credentials);

}  // namespace dynoxx
