#pragma once

#include <dynoxx/setting.hpp>

#include "aws/caller.hpp"
#include "aws/profile_file.hpp"

#include <memory>
#include <optional>
#include <string>

namespace dynoxx::sts {

/// Which role is assumed with the token of an identity provider.
struct WebIdentitySettings {
    WebIdentitySettings() {}

    Setting<std::string> token_file{};  ///< path
    std::string role_arn{};             ///< must be set
    std::string role_session_name{};    ///< empty: made from the time
};

/// Gives the settings of a profile; nothing if it has no `web_identity_token_file`.
[[nodiscard]] std::optional<WebIdentitySettings> web_identity_of(const aws::Section& profile);

/// Gives the settings of `AWS_WEB_IDENTITY_TOKEN_FILE`, `AWS_ROLE_ARN` and `AWS_ROLE_SESSION_NAME`; nothing if the
/// first is not set.
[[nodiscard]] std::optional<WebIdentitySettings> web_identity_of(const AwsConfig& config);

/// Gets credentials by `sts:AssumeRoleWithWebIdentity`, which no key signs: the token in the file is the proof. The
/// file is read each time, for the token in it is replaced from outside.
///
/// @par Errors
/// `InvalidOption` if no role is set; `CredentialsSourceFailed` with the failure of STS as its cause, or where the file
/// is missing or empty.
/// @par Source
/// AWS Security Token Service API Reference, "AssumeRoleWithWebIdentity"; AWS SDKs and Tools Reference Guide, "Assume
/// role credential provider".
class WebIdentityProvider final : public aws::CredentialsProvider {
 public:
    /// @param caller one without credentials
    WebIdentityProvider(std::unique_ptr<aws::Caller> caller, WebIdentitySettings settings);

    [[nodiscard]] runtime::task<aws::SharedCredentials> load(runtime::Context context) override;
    [[nodiscard]] std::string describe() const override;

 private:
    static runtime::task<aws::SharedCredentials> assume(runtime::Context context, aws::Caller& caller,
                                                        const WebIdentitySettings& settings);

    std::unique_ptr<aws::Caller> caller_;
    WebIdentitySettings settings_;
};

}  // namespace dynoxx::sts
