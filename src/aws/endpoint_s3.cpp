#include "aws/endpoint_rules.hpp"
#include "aws/text.hpp"
#include "runtime/encoding.hpp"

#include <algorithm>

namespace dynoxx::aws {

namespace {

/// Says whether a bucket may be the first label of a host: 3 to 63 small letters, digits and hyphens. Names with dots
/// are left out because the certificate of the service has one label for the bucket.
bool is_dns_label(std::string_view bucket) {
    return bucket.size() >= 3 && is_host_label(bucket) &&
           std::ranges::all_of(bucket, [](char c) { return is_lower_letter(c) || is_digit(c) || c == '-'; });
}

bool is_ipv4_address(std::string_view host) {
    return std::ranges::count(host, '.') == 3 &&
           std::ranges::all_of(host, [](char c) { return is_digit(c) || c == '.'; });
}

bool may_be_in_host(const EndpointRequest& request, const Endpoint& service) {
    if (request.style == AddressingStyle::Path || (request.style == AddressingStyle::Auto && request.custom)) {
        return false;
    }
    const bool address = is_ipv4_address(service.origin.host) || service.origin.host.find(':') != std::string::npos;
    return is_dns_label(request.bucket) && !address;
}

/// Gives the endpoint of the service, without a bucket.
Result<Endpoint> service_endpoint(const EndpointRequest& request) {
    const bool is_global = request.region == "aws-global";
    const std::string region = is_global ? "us-east-1" : request.region;
    if (request.fips && partition_of(region).id == "aws-cn") {
        return conflict(request, "the partition 'aws-cn' has no FIPS endpoints.");
    }
    const std::string_view suffix = partition_of(region).dns_suffix;  // also with dual-stack
    const std::string_view host = request.fips ? "s3-fips" : "s3";
    Endpoint endpoint = request.dual_stack           ? https_endpoint(request, {host, "dualstack", region, suffix})
                        : is_global && !request.fips ? https_endpoint(request, {host, suffix})
                                                     : https_endpoint(request, {host, region, suffix});
    endpoint.signing_region = region;
    return endpoint;
}

}  // namespace

Result<Endpoint> resolve_s3(const EndpointRequest& request) {
    if (request.bucket.starts_with("arn:")) {
        return Error(
            ErrorCode::UnsupportedSetting,
            "The bucket '" + request.bucket + "' is an ARN, which is not supported. Use the name of a bucket.");
    }
    Result<Endpoint> service = request.custom ? custom_endpoint(request) : service_endpoint(request);
    if (service.has_error() || request.bucket.empty()) {
        return service;
    }
    if (request.region == "aws-global") {
        service->signing_region = "us-east-1";
    }
    if (may_be_in_host(request, *service)) {
        service->origin.host = request.bucket + "." + service->origin.host;
        service->bucket_is_in_host = true;
    } else {
        service->base_path += "/" + runtime::percent_encode(request.bucket);
    }
    return service;
}

}  // namespace dynoxx::aws
