#pragma once

#include <dynoxx/error.hpp>

#include "aws/config_data.hpp"
#include "aws/token_refresh.hpp"
#include "runtime/secret.hpp"
#include "runtime/system.hpp"

#include <optional>
#include <string>

namespace dynoxx::signin {

/// The session of `aws login` that a profile names.
struct LoginSettings {
    LoginSettings() {}

    std::string profile{};
    Setting<std::string> session{};  ///< an ARN
    std::string token_path{};        ///< of the file with the session's tokens; empty: `HOME` is not set
};

/// Gives the settings of a profile; nothing if it has no `login_session`.
[[nodiscard]] std::optional<LoginSettings> settings_of(const aws::Section& profile, const AwsConfig& config);

/// What `aws login` wrote: credentials, and what renews them.
struct LoginToken : aws::SessionToken {
    LoginToken() {}

    std::string access_key_id{};
    runtime::Secret secret_access_key{};
    runtime::Secret session_token{};
    std::string account_id{};
    std::string client_id{};
    runtime::Secret refresh_token{};
    runtime::Secret proof_key{};  ///< PEM
};

/// Reads the file of a session.
///
/// @par Errors
/// `CredentialsSourceFailed` if there is none or a part of it is missing, with the command that makes a new one.
[[nodiscard]] LoginToken read_token(const runtime::FileSystem& files, const LoginSettings& settings);

/// Replaces in the file of a session what a refresh gave.
[[nodiscard]] Result<void> write_token(const runtime::FileSystem& files, const LoginSettings& settings,
                                       const LoginToken& token);

/// Gives the command that signs in, for messages.
[[nodiscard]] std::string command_of(const LoginSettings& settings);

}  // namespace dynoxx::signin
