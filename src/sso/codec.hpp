#pragma once

#include "aws/credentials.hpp"
#include "runtime/secret.hpp"
#include "runtime/system.hpp"

#include <chrono>
#include <memory>
#include <string>

/// The operations of IAM Identity Center that sign-in needs: requests as text, answers from text. No I/O.
///
/// @par Errors
/// `read_*` throws `InvalidResponse` for everything that is not the answer asked for, and overwrites its text, which
/// holds secrets.
/// @par Source
/// AWS IAM Identity Center Portal API Reference, "GetRoleCredentials"; OIDC API Reference, "CreateToken".
namespace dynoxx::sso {

/// Asks for a new access token.
struct RefreshRequest {
    RefreshRequest() {}

    std::string client_id{};
    runtime::Secret client_secret{};
    runtime::Secret refresh_token{};
};

/// A new access token.
struct RefreshedToken {
    RefreshedToken() {}

    runtime::Secret access_token{};
    std::chrono::seconds lifetime{0};
    runtime::Secret refresh_token{};  ///< empty: the old one stays
};

[[nodiscard]] std::string write_refresh(const RefreshRequest& request);
[[nodiscard]] RefreshedToken read_refreshed(std::string& body);

/// Gives the query of GetRoleCredentials.
[[nodiscard]] std::string role_query(const std::string& account_id, const std::string& role_name);

/// Gives the keys with their end; the account is not in the answer.
[[nodiscard]] std::shared_ptr<aws::Credentials> read_role_credentials(std::string& body);

}  // namespace dynoxx::sso
