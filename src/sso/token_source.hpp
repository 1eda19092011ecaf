#pragma once

#include "aws/caller.hpp"
#include "aws/token_file.hpp"
#include "sso/codec.hpp"
#include "sso/settings.hpp"

#include <memory>
#include <string>

namespace dynoxx::sso {

/// Gives the access token of a session: from the file that `aws sso login` writes, refreshed near its end. What was
/// refreshed is written back, for this process and others.
///
/// A token is refreshed if it belongs to an `[sso-session]` and its file has all that takes. A live token is used on
/// when that fails.
///
/// @par Errors
/// `CredentialsSourceFailed` if there is no token and `ExpiredCredentials` if it has ended, both with the command that
/// gets a new one.
class TokenSource {
 public:
    /// @param caller one without credentials, for the region of the session
    TokenSource(std::shared_ptr<aws::Caller> caller, SsoSettings settings, LogSink log);

    [[nodiscard]] runtime::task<runtime::Secret> get(runtime::Context context);

 private:
    /// What the file says.
    struct Token {
        Token() {}

        runtime::Secret access_token{};
        runtime::SystemTime expires_at{};
        RefreshRequest refresh{};
        bool can_refresh = false;
    };

    static runtime::task<runtime::Secret> get(runtime::Context context, TokenSource& self);
    static runtime::task<RefreshedToken> refresh(runtime::Context context, TokenSource& self, RefreshRequest request);

    [[nodiscard]] Token read(const runtime::System& system) const;
    void write_back(const runtime::System& system, const RefreshedToken& token) const;
    [[nodiscard]] Error ended(const std::optional<Error>& refusal) const;

    std::shared_ptr<aws::Caller> caller_;
    SsoSettings settings_;
    LogSink log_;
    aws::TokenRefresh refresh_{};  // one call at a time: the credentials' cache has one flight
};

}  // namespace dynoxx::sso
