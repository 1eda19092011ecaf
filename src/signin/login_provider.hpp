#pragma once

#include "aws/caller.hpp"
#include "aws/token_file.hpp"
#include "signin/login_token.hpp"

#include <memory>
#include <string>

namespace dynoxx::signin {

/// Gets the credentials of a session of `aws login`: from its file, renewed near their end. What was renewed is written
/// back, for this process and others. Live credentials are used on when that fails.
///
/// @par Errors
/// `CredentialsSourceFailed` if there is no session or its key is none; `ExpiredCredentials`, with the command that
/// signs in, if it has ended.
/// @par Source
/// AWS SDKs and Tools Reference Guide, "Login credentials provider"; AWS Sign-In API Reference, "CreateOAuth2Token".
class LoginProvider final : public aws::CredentialsProvider {
 public:
    /// @param caller one without credentials
    LoginProvider(std::unique_ptr<aws::Caller> caller, LoginSettings settings, LogSink log);

    [[nodiscard]] runtime::task<aws::SharedCredentials> load(runtime::Context context) override;
    [[nodiscard]] std::string describe() const override;

 private:
    static runtime::task<aws::SharedCredentials> find(runtime::Context context, LoginProvider& self);
    static runtime::task<LoginToken> renew(runtime::Context context, LoginProvider& self, LoginToken token);

    [[nodiscard]] aws::ServiceRequest prepare(const runtime::System& system, const LoginToken& token) const;
    void write_back(const runtime::System& system, const LoginToken& token) const;
    [[nodiscard]] Error ended() const;
    [[nodiscard]] aws::SharedCredentials credentials_of(const LoginToken& token) const;

    std::unique_ptr<aws::Caller> caller_;
    LoginSettings settings_;
    LogSink log_;
    aws::TokenRefresh refresh_{};  // one call at a time: the credentials' cache has one flight
};

}  // namespace dynoxx::signin
