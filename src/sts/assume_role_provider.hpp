#pragma once

#include "aws/caller.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace dynoxx::sts {

/// Which role is assumed, and how.
struct AssumeRoleSettings {
    AssumeRoleSettings() {}

    std::string role_arn{};
    std::string role_session_name{};  ///< empty: made from the time
    std::string external_id{};
    std::optional<std::chrono::seconds> duration{};  ///< nothing: the service's default, one hour
};

/// Gets credentials by `sts:AssumeRole`, with base credentials that the caller holds.
///
/// @par Errors
/// `CredentialsSourceFailed` with the failure of STS as its cause, or what the base credentials' source throws.
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
