#pragma once

#include <dynoxx/aws_config.hpp>

#include "aws/credentials.hpp"
#include "http/transport.hpp"

#include <memory>

namespace dynoxx::aws {

/// Makes the source of the role of an Amazon EC2 instance. Not configured if it is disabled, if the service cannot be
/// reached, or if the instance has no role.
///
/// @par Errors
/// `InvalidOption` or `InvalidEndpoint` for a wrong setting, `CredentialsSourceFailed` for what the service answers.
/// @par Source
/// Amazon EC2 User Guide, "Retrieve security credentials from instance metadata".
[[nodiscard]] std::shared_ptr<CredentialsProvider> imds_provider(const AwsConfig& config, http::Transport& transport);

}  // namespace dynoxx::aws
