#pragma once

#include "runtime/secret.hpp"
#include "runtime/system.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The operations of STS that credential providers need: requests as text, answers from text. No I/O.
///
/// @par Errors
/// `decode_*` throws `InvalidResponse` for everything that is not the answer asked for.
/// @par Source
/// AWS Security Token Service API Reference (protocol `awsQuery`, version 2011-06-15).
namespace dynoxx::sts {

inline constexpr std::string_view content_type = "application/x-www-form-urlencoded; charset=utf-8";

/// Asks for credentials of a role. Empty texts and zero durations are left out.
struct AssumeRoleRequest {
    AssumeRoleRequest() {}
    std::string role_arn{};
    std::string role_session_name{};
    std::chrono::seconds duration{0};
    std::string external_id{};
    std::string policy{};
    std::vector<std::string> policy_arns{};
    std::string serial_number{};  ///< of the MFA device
    std::string token_code{};     ///< what the MFA device shows
    std::string source_identity{};
    std::vector<std::pair<std::string, std::string>> tags{};  ///< key and value
    std::vector<std::string> transitive_tags{};               ///< keys
};

/// Asks for credentials of a role with a token of an identity provider. The request is not signed.
struct AssumeRoleWithWebIdentityRequest {
    AssumeRoleWithWebIdentityRequest() {}
    std::string role_arn{};
    std::string role_session_name{};
    std::string web_identity_token{};
    std::chrono::seconds duration{0};
};

/// Asks who the caller is.
struct GetCallerIdentityRequest {
    GetCallerIdentityRequest() {}
};

/// Credentials of a role.
struct AssumedRole {
    AssumedRole() {}
    std::string access_key_id{};
    runtime::Secret secret_access_key{};
    runtime::Secret session_token{};
    runtime::SystemTime expiration{};
    std::string assumed_role_arn{};
    std::string account_id{};  ///< the fifth part of the ARN; empty if there is none
};

/// Who the caller is.
struct CallerIdentity {
    CallerIdentity() {}
    std::string account{};
    std::string arn{};
    std::string user_id{};
};

[[nodiscard]] std::string encode(const AssumeRoleRequest& request);
[[nodiscard]] std::string encode(const AssumeRoleWithWebIdentityRequest& request);
[[nodiscard]] std::string encode(const GetCallerIdentityRequest& request);

/// Reads an answer and overwrites its text, which holds secrets.
[[nodiscard]] AssumedRole decode_assume_role(std::string& body);
[[nodiscard]] AssumedRole decode_assume_role_with_web_identity(std::string& body);
[[nodiscard]] CallerIdentity decode_get_caller_identity(const std::string& body);

}  // namespace dynoxx::sts
