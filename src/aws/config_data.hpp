#pragma once

#include <dynoxx/aws_config.hpp>

#include "aws/profile_file.hpp"

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dynoxx {

/// What `AwsConfig` shares among its copies. Credential providers read it instead of files and environment.
struct AwsConfig::Data {
    Data() {}

    Setting<std::string> profile{"default", {}};
    std::optional<Setting<std::string>> region{};
    std::array<std::optional<Setting<std::string>>, 7> endpoints{};  ///< by `aws::index_of(service)`
    Setting<bool> use_fips{};
    Setting<bool> use_dual_stack{};
    Setting<bool> sts_global_endpoint{};
    Setting<AccountIdEndpointMode> account_id_endpoint_mode{};
    Setting<Duration> connect_timeout{};
    Setting<Duration> read_timeout{};
    Setting<Duration> attempt_timeout{};
    Setting<Duration> operation_timeout{};
    std::optional<Setting<int>> max_attempts{};  ///< nothing: the service's own default
    Setting<RetryMode> retry_mode{};
    Setting<bool> new_retries{true, {}};
    std::optional<Setting<std::string>> ca_bundle{};

    LogSink log{};

    // Where credentials come from.
    std::optional<StaticCredentials> static_credentials{};  ///< only from code
    std::optional<std::string> role_arn{};                  ///< only from code; roles of profiles: `aws::role_of`
    std::optional<std::string> role_session_name{};         ///< only from code
    std::optional<std::string> external_id{};               ///< only from code
    RoleOptions role_options{};                             ///< only from code
    std::shared_ptr<const MfaToken> mfa_token{};            ///< only from code; null: roles with MFA are an error
    std::map<std::string, std::string, std::less<>>
        credential_environment{};  ///< the set ones of `aws::credential_variables`

    Setting<std::string> config_file{};                 ///< path; empty if there is none because `HOME` is not set
    Setting<std::string> credentials_file{};            ///< as above
    std::shared_ptr<const aws::ProfileSet> profiles{};  ///< never null
    std::vector<std::string> warnings{};

    /// Gives the selected profile, or null where `default` does not exist.
    [[nodiscard]] const aws::Section* selected_profile() const noexcept {
        return profiles->profiles.find(profile.value);
    }

    /// Gives the value that a credential variable had when the configuration was loaded; empty if it was not set.
    [[nodiscard]] std::string_view variable(std::string_view name) const {
        const auto found = credential_environment.find(name);
        return found == credential_environment.end() ? std::string_view() : std::string_view(found->second);
    }
};

namespace aws {

/// The variables that sources of credentials read. The loader takes a copy of the set ones.
inline constexpr std::string_view credential_variables[] = {
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "AWS_ACCOUNT_ID",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_ROLE_ARN",
    "AWS_ROLE_SESSION_NAME",
    "AWS_LOGIN_CACHE_DIRECTORY",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
    "AWS_EC2_METADATA_DISABLED",
    "AWS_EC2_METADATA_SERVICE_ENDPOINT",
    "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE",
    "AWS_EC2_METADATA_V1_DISABLED",
    "AWS_METADATA_SERVICE_TIMEOUT",
    "AWS_METADATA_SERVICE_NUM_ATTEMPTS",
    "AWS_EC2_INSTANCE_PROFILE_NAME",
    "HOME",
};

}  // namespace aws

}  // namespace dynoxx
