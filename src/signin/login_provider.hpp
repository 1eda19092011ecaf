#pragma once

#include "aws/caller.hpp"
#include "aws/token_refresh.hpp"
#include "signin/login_token.hpp"

#include <memory>
#include <string>

namespace dynoxx::signin {

/// Gets the credentials of a session of `aws login`: from its file, renewed near their end. What was renewed is written
/// back, for this process and others. Live credentials are used on when that fails.
///
/// @par Errors
/// `CredentialsSourceFailed` if there is no session, its key is none, or it has ended and nobody answered when it was
/// renewed; `ExpiredCredentials` if it has ended otherwise. All of them with the command that signs in.
/// @par Source
/// AWS SDKs and Tools Reference Guide, "Login credentials provider"; AWS Sign-In API Reference, "CreateOAuth2Token".
class LoginProvider final : public aws::CredentialsProvider, private aws::TokenSession {
 public:
    /// @param caller one without credentials
    LoginProvider(std::unique_ptr<aws::Caller> caller, LoginSettings settings, LogSink log);

    [[nodiscard]] runtime::task<aws::SharedCredentials> load(runtime::Context context) override;
    [[nodiscard]] std::string describe() const override;

 private:
    [[nodiscard]] aws::SharedToken read(const runtime::System& system) const override;
    [[nodiscard]] runtime::task<aws::SharedToken> refresh(runtime::Context context, aws::SharedToken token) override;
    [[nodiscard]] bool write_back(const runtime::System& system, const aws::SessionToken& token) const override;
    [[nodiscard]] std::string ended() const override;

    static runtime::task<aws::SharedCredentials> find(runtime::Context context, LoginProvider& self);
    static runtime::task<aws::SharedToken> renew(runtime::Context context, LoginProvider& self, LoginToken token);

    [[nodiscard]] aws::ServiceRequest prepare(const runtime::System& system, const LoginToken& token) const;
    [[nodiscard]] aws::SharedCredentials credentials_of(const LoginToken& token) const;

    std::unique_ptr<aws::Caller> caller_;
    LoginSettings settings_;
    LogSink log_;
};

}  // namespace dynoxx::signin
