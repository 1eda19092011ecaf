#pragma once

#include <dynoxx/aws_config.hpp>

#include "http/message.hpp"

#include <chrono>
#include <string>

namespace dynoxx::aws {

/// How the instance metadata service of Amazon EC2 is asked.
struct ImdsSettings {
    ImdsSettings() {}

    bool disabled = false;                    ///< `AWS_EC2_METADATA_DISABLED`
    http::Origin origin{};                    ///< endpoint, else by the mode `IPv4` or `IPv6`
    std::string base_path{};                  ///< of the endpoint
    bool v1_disabled = false;                 ///< never asks without a token
    std::chrono::milliseconds timeout{1000};  ///< to connect, and of the service's silence
    int max_attempts = 1;                     ///< of each request
    std::string instance_profile{};           ///< the name that need not be asked for; empty: ask
};

/// Gives the settings of a configuration.
///
/// @par Errors
/// `InvalidEndpoint` with variable or `file:line`.
/// @par Source
/// AWS SDKs and Tools Reference Guide, "IMDS credential provider".
[[nodiscard]] ImdsSettings imds_settings(const AwsConfig& config);

}  // namespace dynoxx::aws
