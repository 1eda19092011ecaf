#include "aws/endpoint_rules.hpp"
#include "aws/text.hpp"
#include "runtime/encoding.hpp"

#include <algorithm>
#include <optional>

namespace dynoxx::aws {

namespace {

constexpr std::string_view pseudo_region = "aws-global";
constexpr std::string_view region_of_global_host = "us-east-1";

/// What the last characters of a bucket say about where it is.
constexpr struct {
    std::string_view suffix;
    std::size_t shortest;  // of the whole name
    std::string_view kind;
} unsupported_buckets[] = {
    {"--x-s3", 0, "a bucket of S3 Express"},
    {"--xa-s3", 0, "an access point of S3 Express"},
    {"--op-s3", 50, "an access point of S3 on Outposts"},
};

bool is_ipv4_address(std::string_view host) {
    return std::ranges::count(host, '.') == 3 &&
           std::ranges::all_of(host, [](char c) { return is_digit(c) || c == '.'; });
}

bool is_address(std::string_view host) {
    return is_ipv4_address(host) || host.find(':') != std::string_view::npos;
}

bool has_no_capitals(std::string_view text) {
    return std::ranges::none_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// Says whether a bucket may be the first label of a host. Names with dots may not be with https, because the
/// certificate of the service has one label for the bucket.
bool is_hostable(std::string_view bucket, bool with_dots) {
    return bucket.size() >= 3 && has_no_capitals(bucket) && !is_ipv4_address(bucket) &&
           (with_dots ? are_host_labels(bucket) : is_host_label(bucket));
}

/// Gives what is wrong about the settings as such, whatever the bucket.
std::optional<std::string_view> contradiction(const EndpointRequest& request) {
    if (request.accelerate && request.fips) {
        return "S3 Accelerate cannot be used with FIPS endpoints.";
    }
    if (request.accelerate && request.custom) {
        return "S3 Accelerate cannot be used with a configured endpoint.";
    }
    if (request.fips && partition_of(request.region).id == "aws-cn") {
        return "the partition 'aws-cn' has no FIPS endpoints.";
    }
    return std::nullopt;
}

/// Gives the region to sign for and to name.
std::string_view real_region(const EndpointRequest& request) {
    return request.region == pseudo_region ? region_of_global_host : std::string_view(request.region);
}

/// Says whether the host names no region.
bool is_global(const EndpointRequest& request) {
    const bool asked = request.us_east_1_global && request.region == region_of_global_host;
    return (asked || request.region == pseudo_region) && !request.fips && !request.dual_stack;
}

/// Gives the endpoint of the service, without a bucket.
Result<Endpoint> service_endpoint(const EndpointRequest& request) {
    if (request.custom) {
        return custom_endpoint(request);
    }
    const std::string_view suffix = partition_of(request.region).dns_suffix;  // also with dual-stack
    const std::string_view host = request.fips ? "s3-fips" : "s3";
    if (is_global(request)) {
        return https_endpoint(request, {host, suffix});
    }
    return request.dual_stack ? https_endpoint(request, {host, "dualstack", real_region(request), suffix})
                              : https_endpoint(request, {host, real_region(request), suffix});
}

/// Gives the one endpoint of S3 Accelerate, which names a region only for the pseudo region, and then with dual-stack.
Endpoint accelerate_endpoint(const EndpointRequest& request) {
    const std::string_view suffix = partition_of(request.region).dns_suffix;
    if (!request.dual_stack) {
        return https_endpoint(request, {"s3-accelerate", suffix});
    }
    return request.region == pseudo_region
               ? https_endpoint(request, {"s3-accelerate", "dualstack", region_of_global_host, suffix})
               : https_endpoint(request, {"s3-accelerate", "dualstack", suffix});
}

bool may_be_in_host(const EndpointRequest& request, const Endpoint& service) {
    if (request.style == S3AddressingStyle::Path || (request.style == S3AddressingStyle::Auto && request.custom)) {
        return false;
    }
    const bool with_dots = request.custom && service.origin.scheme == "http";
    return is_hostable(request.bucket, with_dots) && !is_address(service.origin.host);
}

Result<Endpoint> bucket_endpoint(const EndpointRequest& request) {
    Result<Endpoint> endpoint = service_endpoint(request);
    if (endpoint.has_error() || request.bucket.empty()) {
        return endpoint;
    }
    const bool in_host = may_be_in_host(request, *endpoint);
    if (request.accelerate && !in_host) {
        return conflict(request,
                        "S3 Accelerate needs the bucket in the host, which the addressing style 'path' and the "
                        "bucket's name may forbid. Bucket: '" +
                            request.bucket + "'.");
    }
    if (request.accelerate && partition_of(request.region).id == "aws-cn") {
        return conflict(request, "the partition 'aws-cn' has no S3 Accelerate.");
    }
    if (request.accelerate) {
        endpoint = accelerate_endpoint(request);
    }
    if (in_host) {
        endpoint->origin.host = request.bucket + "." + endpoint->origin.host;
        endpoint->bucket_is_in_host = true;
    } else {
        endpoint->base_path += "/" + runtime::percent_encode(request.bucket);
    }
    return endpoint;
}

}  // namespace

Result<Endpoint> resolve_s3(const EndpointRequest& request) {
    if (const auto sentence = contradiction(request)) {
        return conflict(request, *sentence);
    }
    for (const auto& [suffix, shortest, kind] : unsupported_buckets) {
        if (request.bucket.ends_with(suffix) && request.bucket.size() >= shortest) {
            return Error(ErrorCode::UnsupportedSetting,
                         "The bucket '" + request.bucket + "' is " + std::string(kind) +
                             ", which is not supported. Use a general purpose bucket or an access point of one.");
        }
    }
    Result<Endpoint> endpoint = request.bucket.starts_with("arn:") ? resolve_s3_arn(request) : bucket_endpoint(request);
    if (endpoint.has_value()) {
        endpoint->encodes_path_twice = false;
        if (endpoint->signing_region == pseudo_region) {
            endpoint->signing_region = region_of_global_host;
        }
    }
    return endpoint;
}

}  // namespace dynoxx::aws
