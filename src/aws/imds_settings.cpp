#include "aws/imds_settings.hpp"

#include "aws/config_data.hpp"
#include "aws/endpoint_url.hpp"

namespace dynoxx::aws {

namespace {

constexpr std::string_view ipv4_host = "169.254.169.254";
constexpr std::string_view ipv6_host = "fd00:ec2::254";

}  // namespace

ImdsSettings imds_settings(const AwsConfig& config) {
    ImdsSettings settings;
    settings.disabled = config.ec2_metadata_disabled().value;
    const bool ipv6 = config.ec2_metadata_service_endpoint_mode().value == MetadataEndpointMode::IPv6;
    settings.origin = http::Origin("http", std::string(ipv6 ? ipv6_host : ipv4_host), 80);
    if (const auto& url = config.ec2_metadata_service_endpoint()) {
        EndpointUrl endpoint = parse_endpoint_url("ec2_metadata_service_endpoint", *url).value();
        settings.origin = std::move(endpoint.origin);
        settings.base_path = std::move(endpoint.base_path);
    }
    settings.v1_disabled = config.ec2_metadata_v1_disabled().value;
    settings.timeout = config.metadata_service_timeout().value;
    settings.max_attempts = config.metadata_service_num_attempts().value;
    if (const auto& name = config.ec2_instance_profile_name()) {
        settings.instance_profile = name->value;
    }
    return settings;
}

}  // namespace dynoxx::aws
