#pragma once

#include <dynoxx/error.hpp>

#include "aws/config_data.hpp"

#include <optional>
#include <string>

namespace dynoxx::sso {

/// How a profile signs in at IAM Identity Center.
///
/// @par Source
/// AWS SDKs and Tools Reference Guide, "IAM Identity Center credential provider".
struct SsoSettings {
    SsoSettings() {}

    std::string profile{};
    std::string session{};  ///< name of the `[sso-session]`; empty: the older form, whose token is never refreshed
    std::string start_url{};
    Setting<std::string> region{};
    std::string account_id{};
    std::string role_name{};
    std::string token_path{};  ///< of the file with the token

    /// Gives the command that signs in, for messages.
    [[nodiscard]] std::string command() const;
};

/// Gives the settings of a profile; nothing if it has none of the `sso_` properties.
///
/// @par Errors
/// `InvalidOption` with `file:line` for a property that is missing, for one that differs from that of the session, for
/// a session that is not in the config file, and where `HOME` is not set.
[[nodiscard]] Result<std::optional<SsoSettings>> settings_of(const aws::Section& profile, const AwsConfig& config);

}  // namespace dynoxx::sso
