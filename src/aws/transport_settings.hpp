#pragma once

#include <dynoxx/aws_config.hpp>

#include "http/transport.hpp"

namespace dynoxx::aws {

/// Gives what the configuration says about connections, for the calls of every service.
[[nodiscard]] http::TransportSettings transport_settings_of(const AwsConfig& config);

}  // namespace dynoxx::aws
