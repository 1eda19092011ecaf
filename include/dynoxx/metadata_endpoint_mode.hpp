#pragma once

#include <string_view>

namespace dynoxx {

/// Says by which protocol the instance metadata service of EC2 is reached.
///
/// @par Source
/// AWS SDKs and Tools Reference Guide, "IMDS credential provider".
enum class MetadataEndpointMode {
    IPv4,  ///< `http://169.254.169.254`
    IPv6,  ///< `http://[fd00:ec2::254]`
};

/// Gives the word that the settings use: `ipv4` or `ipv6`.
[[nodiscard]] std::string_view to_string(MetadataEndpointMode mode) noexcept;

}  // namespace dynoxx
