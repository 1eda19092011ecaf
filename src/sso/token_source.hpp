#pragma once

#include "aws/caller.hpp"
#include "aws/token_refresh.hpp"
#include "sso/codec.hpp"
#include "sso/settings.hpp"

#include <memory>
#include <string>

namespace dynoxx::sso {

/// Gives the access token of a session: from the file that `aws sso login` writes, refreshed near its end as
/// `aws::TokenRefresh` says, if it belongs to an `[sso-session]` and its file has all that takes.
///
/// @par Errors
/// `CredentialsSourceFailed` if there is no token, or if it has ended and its refresh was not answered;
/// `ExpiredCredentials` if it has ended otherwise. All of them with the command that gets a new one.
class TokenSource final : private aws::TokenSession {
 public:
    /// @param caller one without credentials, for the region of the session
    TokenSource(std::shared_ptr<aws::Caller> caller, SsoSettings settings, LogSink log);

    [[nodiscard]] runtime::task<runtime::Secret> get(runtime::Context context);

 private:
    struct Token : aws::SessionToken {
        Token() {}

        runtime::Secret access_token{};
        RefreshRequest refresh{};
    };

    [[nodiscard]] aws::SharedToken read(const runtime::System& system) const override;
    [[nodiscard]] runtime::task<aws::SharedToken> refresh(runtime::Context context, aws::SharedToken token) override;
    [[nodiscard]] bool write_back(const runtime::System& system, const aws::SessionToken& token) const override;
    [[nodiscard]] std::string ended() const override;

    static runtime::task<runtime::Secret> get(runtime::Context context, TokenSource& self);
    static runtime::task<aws::SharedToken> refresh(runtime::Context context, TokenSource& self, Token token);

    std::shared_ptr<aws::Caller> caller_;
    SsoSettings settings_;
    LogSink log_;
};

}  // namespace dynoxx::sso
