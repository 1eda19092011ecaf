#include "aws/endpoints.hpp"

#include "aws/config_data.hpp"
#include "aws/endpoint_rules.hpp"
#include "aws/endpoint_url.hpp"
#include "aws/service.hpp"
#include "aws/setting_reader.hpp"

#include <algorithm>

namespace dynoxx::aws {

namespace {

Result<Endpoint> resolve_kms(const EndpointRequest& request) {
    if (request.custom) {
        return custom_endpoint(request);
    }
    return https_endpoint(request, {request.fips ? "kms-fips" : "kms", request.region, dns_suffix_of(request)});
}

/// The regions that `sts_regional_endpoints = legacy` sends to the global host.
constexpr std::string_view legacy_sts_regions[] = {
    "ap-northeast-1", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "aws-global", "ca-central-1",
    "eu-central-1",   "eu-north-1", "eu-west-1",      "eu-west-2",      "eu-west-3",  "sa-east-1",
    "us-east-1",      "us-east-2",  "us-west-1",      "us-west-2",
};

bool is_global_sts(const EndpointRequest& request) {
    const bool is_legacy =
        request.sts_global && std::ranges::find(legacy_sts_regions, request.region) != std::end(legacy_sts_regions);
    return (is_legacy || request.region == "aws-global") && !request.fips && !request.dual_stack;
}

Result<Endpoint> resolve_sts(const EndpointRequest& request) {
    if (request.custom) {
        return custom_endpoint(request);
    }
    if (is_global_sts(request)) {
        Endpoint global = https_endpoint(request, {"sts", "amazonaws.com"});
        global.signing_region = "us-east-1";
        return global;
    }
    const bool fips_is_plain = partition_of(request.region).id == "aws-us-gov" && !request.dual_stack;
    return https_endpoint(
        request, {request.fips && !fips_is_plain ? "sts-fips" : "sts", request.region, dns_suffix_of(request)});
}

/// The two hosts of IAM Identity Center, `portal.sso` and `oidc`.
Result<Endpoint> resolve_sso(const EndpointRequest& request) {
    if (request.custom) {
        return custom_endpoint(request);
    }
    const bool fips_is_plain = partition_of(request.region).id == "aws-us-gov" && !request.dual_stack;
    std::string host(info_of(request.service).endpoint_prefix);
    host += request.fips && !fips_is_plain ? "-fips" : "";
    return https_endpoint(request, {host, request.region, dns_suffix_of(request)});
}

}  // namespace

Endpoint https_endpoint(const EndpointRequest& request, std::initializer_list<std::string_view> labels) {
    Endpoint endpoint;
    endpoint.origin.scheme = "https";
    endpoint.origin.port = 443;
    for (const std::string_view label : labels) {
        endpoint.origin.host.append(endpoint.origin.host.empty() ? "" : ".").append(label);
    }
    endpoint.signing_region = request.region;
    endpoint.signing_name = info_of(request.service).signing_name;
    return endpoint;
}

std::string_view dns_suffix_of(const EndpointRequest& request) {
    const Partition& partition = partition_of(request.region);
    return request.dual_stack ? partition.dual_stack_suffix : partition.dns_suffix;
}

Result<Endpoint> custom_endpoint(const EndpointRequest& request) {
    if (request.fips || request.dual_stack) {
        return conflict(request, std::string(request.fips ? "FIPS" : "Dual-stack") +
                                     " endpoints cannot be used together with a configured endpoint (" +
                                     to_string(request.custom->origin) + ").");
    }
    Result<EndpointUrl> url = parse_endpoint_url("endpoint", *request.custom);
    if (url.has_error()) {
        return url.error();
    }
    Endpoint endpoint = https_endpoint(request, {});
    endpoint.origin = std::move(url->origin);
    endpoint.base_path = std::move(url->base_path);
    return endpoint;
}

Error conflict(const EndpointRequest& request, std::string_view sentence) {
    return {ErrorCode::InvalidOption,
            "No endpoint of " + std::string(to_string(request.service)) + ": " + std::string(sentence)};
}

namespace {

void add_s3_settings(const AwsConfig& config, EndpointRequest& request) {
    request.dual_stack = config.s3_use_dual_stack().value;
    request.accelerate = config.s3_use_accelerate_endpoint().value;
    request.style = config.s3_addressing_style().value;
    if (request.accelerate && request.style == S3AddressingStyle::Path) {
        request.style = S3AddressingStyle::Virtual;  // the endpoint was asked for, and has no path style
    }
    request.us_east_1_global = config.s3_us_east_1_global_endpoint().value;
    request.use_arn_region = config.s3_use_arn_region().value;
    request.disable_multi_region_access_points = config.s3_disable_multiregion_access_points().value;
    if (config.sigv4a_signing_region_set()) {
        request.region_set = config.sigv4a_signing_region_set()->value;
    }
}

}  // namespace

Result<EndpointRequest> endpoint_request(const AwsConfig& config, AwsService service) {
    Result<std::string> region = config.required_region();
    if (region.has_error()) {
        return region.error();
    }
    EndpointRequest request(service, *std::move(region));
    request.custom = config.endpoint(service);
    request.fips = config.use_fips().value;
    request.dual_stack = config.use_dual_stack().value;
    request.sts_global = config.sts_global_endpoint().value;
    request.account_id_mode = config.account_id_endpoint_mode().value;
    if (service == AwsService::S3) {
        add_s3_settings(config, request);
    }
    return request;
}

Result<Endpoint> resolve_endpoint(const EndpointRequest& request) {
    const bool is_s3 = request.service == AwsService::S3;
    if (request.region.empty() && (is_s3 || !request.custom)) {
        return Error(ErrorCode::MissingRegion, "No AWS region is configured.");
    }
    const bool may_have_dots = is_s3 && request.bucket.empty();
    if (!request.region.empty() && !(may_have_dots ? are_host_labels(request.region) : is_host_label(request.region))) {
        return Error(ErrorCode::InvalidOption,
                     "The AWS region '" + request.region + "' is not a label of a host name.");
    }
    switch (request.service) {
        case AwsService::DynamoDB:
            return resolve_dynamodb(request);
        case AwsService::S3:
            return resolve_s3(request);
        case AwsService::Kms:
            return resolve_kms(request);
        case AwsService::Sts:
            return resolve_sts(request);
        case AwsService::Signin:
            return resolve_signin(request);
        case AwsService::Sso:
        case AwsService::SsoOidc:
            break;
    }
    return resolve_sso(request);
}

}  // namespace dynoxx::aws
