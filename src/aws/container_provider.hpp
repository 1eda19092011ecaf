#pragma once

#include <dynoxx/aws_config.hpp>

#include "aws/credentials.hpp"
#include "http/transport.hpp"

#include <memory>

namespace dynoxx::aws {

/// Makes the source of a container: Amazon ECS (`AWS_CONTAINER_CREDENTIALS_RELATIVE_URI`), EKS Pod Identity and others
/// (`AWS_CONTAINER_CREDENTIALS_FULL_URI`), with `AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE`, read at each refresh, or
/// `AWS_CONTAINER_AUTHORIZATION_TOKEN`. Not configured if neither URI is set.
///
/// Without TLS only the container endpoints and loopback addresses are asked; a host name must stand for such addresses
/// alone. Three attempts.
///
/// @par Errors
/// `InvalidOption` for a URI that may not be used, `InvalidCredentials` for a token with line ends or other control
/// characters, `CredentialsSourceFailed` for the rest. No token is in an error.
/// @par Source
/// AWS SDKs and Tools Reference Guide, "Container credential provider".
[[nodiscard]] std::shared_ptr<CredentialsProvider> container_provider(const AwsConfig& config,
                                                                      http::Transport& transport);

}  // namespace dynoxx::aws
