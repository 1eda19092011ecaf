#pragma once

#include <dynoxx/aws_config.hpp>

#include "aws/credentials.hpp"

namespace dynoxx::aws {

/// Makes the source of the variables `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN` and
/// `AWS_ACCOUNT_ID`, as they were when the configuration was loaded.
///
/// @par Errors
/// `InvalidCredentials` if only one of the pair is set.
/// @par Source
/// AWS SDKs and Tools Reference Guide, "AWS access keys".
[[nodiscard]] std::shared_ptr<CredentialsProvider> environment_provider(const AwsConfig& config);

}  // namespace dynoxx::aws
