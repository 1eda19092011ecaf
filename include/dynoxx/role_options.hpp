#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dynoxx {

/// Gives the code that an MFA device shows; `serial` is the serial number or ARN of the device.
///
/// Is called when a role is assumed, again at each refresh, on the thread of the request or of the runtime's I/O, and
/// may wait for a person. All of it must take less than 20 s. What it throws ends the request.
using MfaToken = std::function<std::string(std::string_view serial)>;

/// What `AwsOptions::role_arn` is assumed with, besides session name and external id. A value.
///
/// @par Source
/// AWS Security Token Service API Reference, "AssumeRole".
struct RoleOptions {
    RoleOptions() {}

    std::chrono::seconds duration{0};        ///< of the session: 900 s to 43,200 s; 0: the service's default, one hour
    std::string mfa_serial{};                ///< of the device that `AwsOptions::mfa_token` is asked for; empty: no MFA
    std::string policy{};                    ///< session policy as JSON; empty: what the role may
    std::vector<std::string> policy_arns{};  ///< managed session policies
    std::vector<std::pair<std::string, std::string>> tags{};  ///< session tags: key and value
    std::vector<std::string> transitive_tags{};               ///< keys of the tags that chained sessions keep
    std::string source_identity{};                            ///< for the audit log; empty: none

    friend bool operator==(const RoleOptions&, const RoleOptions&) = default;
};

}  // namespace dynoxx
