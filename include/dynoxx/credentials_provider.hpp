#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

namespace dynoxx {

/// Credentials that a user's own source gives.
struct ProvidedCredentials {
    ProvidedCredentials() {}

    std::string access_key_id{};
    std::string secret_access_key{};
    std::string session_token{};                                        ///< empty for a long-term key
    std::string account_id{};                                           ///< empty if it is not known
    std::optional<std::chrono::system_clock::time_point> expiration{};  ///< nothing: they do not expire
};

/// A user's own source of credentials: `AwsOptions::credentials_provider`.
///
/// It is called when credentials are needed for the first time and in the last ten seconds before they expire. What it
/// gave is not used after its expiration. It is called by one thread at a time, that of a call that needs the
/// credentials, and blocks it: for asynchronous calls that is the thread that does the I/O of all of them, so that a
/// source that takes long belongs behind a cache of its own. It must not make calls of this library's clients. What it
/// throws is given to the callers as it is, so it must hold no secret.
using CredentialsFunction = std::function<ProvidedCredentials()>;

}  // namespace dynoxx
