#pragma once

#include "signin/login_token.hpp"

#include <string>

/// The operation of AWS Sign-In that renews a session: request as text, answer from text. No I/O.
///
/// @par Source
/// AWS Sign-In API Reference, "CreateOAuth2Token".
namespace dynoxx::signin {

/// Asks for new credentials with the refresh token of a session.
[[nodiscard]] std::string write_refresh(const LoginToken& token);

/// Gives a session with what an answer says of it; overwrites the text, which holds secrets.
///
/// @param now when the answer came: it says how long the credentials live
/// @par Errors
/// `InvalidResponse` for everything that is not the answer asked for.
[[nodiscard]] LoginToken read_refreshed(LoginToken token, std::string& body, runtime::SystemTime now);

}  // namespace dynoxx::signin
