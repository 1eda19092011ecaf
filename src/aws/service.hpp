#pragma once

#include <dynoxx/aws_service.hpp>

#include <array>
#include <cstddef>
#include <string_view>

namespace dynoxx::aws {

/// What the protocols and the settings call a service.
struct ServiceInfo {
    AwsService service;
    std::string_view display_name;     ///< in messages
    std::string_view endpoint_prefix;  ///< first label of the host
    std::string_view signing_name;     ///< in the credential scope
    bool takes_common_endpoint;        ///< that code sets with `AwsOptions::endpoint(url)`
    std::size_t max_answer_bytes = 0;  ///< longer answers are refused; 0: they may be as long as they are
};

/// No answer with credentials or tokens comes near this size.
inline constexpr std::size_t longest_credentials_answer = 1024 * 1024;

/// In the order of `AwsService`.
inline constexpr std::array<ServiceInfo, 7> services = {{
    {AwsService::DynamoDB, "DynamoDB", "dynamodb", "dynamodb", true},
    {AwsService::S3, "S3", "s3", "s3", true},
    {AwsService::Kms, "KMS", "kms", "kms", true},
    {AwsService::Sts, "STS", "sts", "sts", true, longest_credentials_answer},
    {AwsService::Sso, "SSO", "portal.sso", "awsssoportal", false, longest_credentials_answer},
    {AwsService::SsoOidc, "SSO OIDC", "oidc", "sso-oauth", false, longest_credentials_answer},
    {AwsService::Signin, "Sign-in", "signin", "signin", false, longest_credentials_answer},
}};

/// Gives the position of a service in tables that have one entry per service.
[[nodiscard]] constexpr std::size_t index_of(AwsService service) noexcept {
    return static_cast<std::size_t>(service);
}

/// Gives the names of a service.
[[nodiscard]] constexpr const ServiceInfo& info_of(AwsService service) noexcept {
    return services[index_of(service)];
}

}  // namespace dynoxx::aws
