#pragma once

#include <dynoxx/error.hpp>

#include "aws/profile_file.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace dynoxx::aws {

/// How long a session of a role may last.
///
/// @par Source
/// AWS Security Token Service API Reference, "AssumeRole".
inline constexpr std::chrono::seconds shortest_session{900};
inline constexpr std::chrono::seconds longest_session{43'200};

/// The role that a profile assumes.
///
/// @par Source
/// AWS SDKs and Tools Reference Guide, "Assume role credential provider".
struct ProfileRole {
    ProfileRole() {}

    std::string role_arn{};
    std::string source_profile{};  ///< a profile with the base credentials; may be the profile itself
    std::string
        credential_source{};  ///< or `Environment`, `Ec2InstanceMetadata`, `EcsContainer`; one of the two is set
    std::string role_session_name{};  ///< empty: to be made from the time
    std::string external_id{};
    std::string mfa_serial{};
    SettingOrigin mfa_origin{};                      ///< of `mfa_serial`
    std::optional<std::chrono::seconds> duration{};  ///< 900 s to 43,200 s; nothing: the service's default
};

/// Gives the role of a profile; nothing if it has no `role_arn` or if that belongs to a `web_identity_token_file`.
///
/// @par Errors
/// `InvalidOption` with `file:line` for `role_arn` with both or neither of `source_profile` and `credential_source`,
/// for an unknown `credential_source`, and for a `duration_seconds` out of range.
[[nodiscard]] Result<std::optional<ProfileRole>> role_of(const Section& profile);

}  // namespace dynoxx::aws
