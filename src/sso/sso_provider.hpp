#pragma once

#include "aws/caller.hpp"
#include "sso/settings.hpp"
#include "sso/token_source.hpp"

#include <memory>
#include <string>

namespace dynoxx::sso {

/// Gets the credentials of a role with the token of a session at IAM Identity Center.
///
/// @par Errors
/// What `TokenSource` throws; `ExpiredCredentials` if the portal refuses the token; `CredentialsSourceFailed` with the
/// portal's failure as its cause.
/// @par Source
/// AWS IAM Identity Center Portal API Reference, "GetRoleCredentials".
class SsoProvider final : public aws::CredentialsProvider {
 public:
    /// @param caller one without credentials, for the region of the session
    SsoProvider(std::shared_ptr<aws::Caller> caller, SsoSettings settings, LogSink log);

    [[nodiscard]] runtime::task<aws::SharedCredentials> load(runtime::Context context) override;
    [[nodiscard]] std::string describe() const override;

 private:
    static runtime::task<aws::SharedCredentials> ask(runtime::Context context, SsoProvider& self);

    [[nodiscard]] aws::ServiceRequest prepare(const runtime::Secret& token) const;
    [[nodiscard]] Error failed(const Error& failure) const;

    std::shared_ptr<aws::Caller> caller_;
    SsoSettings settings_;
    TokenSource tokens_;
};

}  // namespace dynoxx::sso
