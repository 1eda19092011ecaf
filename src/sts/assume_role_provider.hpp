#pragma once

#include <dynoxx/role_options.hpp>

#include "aws/caller.hpp"

#include <memory>
#include <string>

namespace dynoxx::sts {

/// Which role is assumed, and how.
struct AssumeRoleSettings {
    AssumeRoleSettings() {}

    std::string role_arn{};
    std::string role_session_name{};  ///< empty: made from the time
    std::string external_id{};
    RoleOptions options{};
    std::shared_ptr<const MfaToken> mfa_token{};  ///< asked where `options` name a device; then not null
};

/// Gets credentials by `sts:AssumeRole`, with base credentials that the caller holds.
///
/// @par Errors
/// `CredentialsSourceFailed` with the failure of STS as its cause, `InvalidOption` if the MFA device gave no code, or
/// what the base credentials' source or the function for MFA throws.
/// @par Source
/// AWS Security Token Service API Reference, "AssumeRole".
class AssumeRoleProvider final : public aws::CredentialsProvider {
 public:
    AssumeRoleProvider(std::unique_ptr<aws::Caller> caller, AssumeRoleSettings settings);

    [[nodiscard]] runtime::task<aws::SharedCredentials> load(runtime::Context context) override;
    [[nodiscard]] std::string describe() const override;

 private:
    static runtime::task<aws::SharedCredentials> assume(runtime::Context context, aws::Caller& caller,
                                                        const AssumeRoleSettings& settings);

    std::unique_ptr<aws::Caller> caller_;
    AssumeRoleSettings settings_;
};

}  // namespace dynoxx::sts
