#pragma once

#include <string_view>

namespace dynoxx {

/// Names an AWS service that this library talks to.
enum class AwsService {
    DynamoDB,
    S3,
    Kms,
    Sts,
    Sso,      ///< portal of IAM Identity Center: credentials for a token
    SsoOidc,  ///< tokens of IAM Identity Center
    Signin,   ///< tokens of `aws login`
};

/// Gives the name that messages use: `DynamoDB`, `S3`, `KMS`, `STS`, `SSO`, `SSO OIDC` or `Sign-in`.
[[nodiscard]] std::string_view to_string(AwsService service) noexcept;

}  // namespace dynoxx
