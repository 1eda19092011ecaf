#pragma once

#include <dynoxx/aws_config.hpp>

#include "aws/credentials.hpp"

#include <memory>

namespace dynoxx::aws {

/// Makes the source that code gave: `AwsOptions::credentials_provider`, which must be there.
///
/// @par Errors
/// `InvalidCredentials` if it gives no key id or no secret; what it throws.
[[nodiscard]] std::shared_ptr<CredentialsProvider> user_provider(const AwsConfig& config);

}  // namespace dynoxx::aws
