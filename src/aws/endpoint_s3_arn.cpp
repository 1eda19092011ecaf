#include "aws/arn.hpp"
#include "aws/endpoint_rules.hpp"

#include <optional>

namespace dynoxx::aws {

namespace {

/// An access point as an ARN names it.
struct AccessPoint {
    Arn arn;
    std::string_view name;
};

Error invalid_arn(const EndpointRequest& request, std::string_view sentence) {
    return conflict(request, "the bucket '" + request.bucket + "' " + std::string(sentence));
}

/// Finds the access point that `request.bucket` names.
Result<AccessPoint> find_access_point(const EndpointRequest& request) {
    const std::optional<Arn> arn = parse_arn(request.bucket);
    if (!arn) {
        return invalid_arn(request, "begins like an ARN and is none.");
    }
    if (request.style == S3AddressingStyle::Path) {
        return invalid_arn(request, "is an ARN, which the addressing style 'path' cannot address.");
    }
    const std::vector<std::string_view> parts = arn->resource_parts();
    if (arn->service == "s3-object-lambda" || (arn->service == "s3-outposts" && parts[0] == "outpost")) {
        return Error(ErrorCode::UnsupportedSetting,
                     "The bucket '" + request.bucket + "' belongs to " +
                         (arn->service == "s3-outposts" ? "S3 on Outposts" : "S3 Object Lambda") +
                         ", which is not supported. Use a general purpose bucket or an access point of one.");
    }
    if (parts[0] != "accesspoint") {
        return invalid_arn(request, "is an ARN of something else than an access point.");
    }
    if (parts.size() < 2 || parts[1].empty()) {
        return invalid_arn(request, "is the ARN of an access point without its name.");
    }
    if (parts.size() > 2 && !arn->region.empty()) {
        return invalid_arn(request, "is an ARN with more than the name of an access point.");
    }
    AccessPoint found;
    found.arn = *arn;
    found.name = parts[1];
    return found;
}

/// Gives what is wrong with an access point of one region, as the end of a sentence about its ARN.
std::optional<std::string> problem_of(const EndpointRequest& request, const AccessPoint& point) {
    const Arn& arn = point.arn;
    if (request.disable_access_points) {
        return "is an access point, which the operation cannot use.";
    }
    if (!request.use_arn_region && arn.region != request.region) {
        return "is in another region than the client ('" + request.region +
               "'), and s3_use_arn_region does not allow that.";
    }
    if (partition_of(arn.region).id != partition_of(request.region).id) {
        return "is in another partition than the client's region '" + request.region + "'.";
    }
    if (!are_host_labels(arn.region)) {
        return "names a region that cannot be in a host.";
    }
    if (arn.service != "s3") {
        return "is an ARN of another service than S3.";
    }
    if (!is_host_label(arn.account)) {
        return "names an account that cannot be in a host.";
    }
    if (!is_host_label(point.name)) {
        return "names an access point that cannot be in a host.";
    }
    if (request.accelerate) {
        return "is an access point, which S3 Accelerate does not support.";
    }
    return std::nullopt;
}

Result<Endpoint> regional_endpoint(const EndpointRequest& request, const AccessPoint& point) {
    if (const auto problem = problem_of(request, point)) {
        return invalid_arn(request, *problem);
    }
    const std::string label = std::string(point.name) + "-" + std::string(point.arn.account);
    const std::string_view service = request.fips ? "s3-accesspoint-fips" : "s3-accesspoint";
    const std::string_view suffix = partition_of(point.arn.region).dns_suffix;
    Result<Endpoint> endpoint = request.custom ? custom_endpoint(request)
                                : request.dual_stack
                                    ? https_endpoint(request, {label, service, "dualstack", point.arn.region, suffix})
                                    : https_endpoint(request, {label, service, point.arn.region, suffix});
    if (endpoint.has_error()) {
        return endpoint;
    }
    if (request.custom) {
        endpoint->origin.host = label + "." + endpoint->origin.host;
    }
    endpoint->signing_region = point.arn.region;
    return endpoint;
}

std::optional<std::string_view> multi_region_problem(const EndpointRequest& request, const AccessPoint& point) {
    if (!are_host_labels(point.name)) {
        return "names a multi-region access point that cannot be in a host.";
    }
    if (request.dual_stack || request.fips || request.accelerate) {
        return "is a multi-region access point, which has no dual-stack, FIPS and accelerate endpoints.";
    }
    if (request.disable_multi_region_access_points) {
        return "is a multi-region access point, which s3_disable_multiregion_access_points forbids.";
    }
    if (partition_of(request.region).id != point.arn.partition) {
        return "is in another partition than the client's region.";
    }
    return std::nullopt;
}

Result<Endpoint> multi_region_endpoint(const EndpointRequest& request, const AccessPoint& point) {
    if (const auto problem = multi_region_problem(request, point)) {
        return invalid_arn(request, *problem);
    }
    Endpoint endpoint =
        https_endpoint(request, {point.name, "accesspoint", "s3-global", partition_of(request.region).dns_suffix});
    endpoint.signing_region.clear();
    endpoint.region_set = request.region_set.empty() ? "*" : request.region_set;
    return endpoint;
}

}  // namespace

Result<Endpoint> resolve_s3_arn(const EndpointRequest& request) {
    if (request.custom && (request.fips || request.dual_stack)) {
        return custom_endpoint(request);
    }
    const Result<AccessPoint> point = find_access_point(request);
    if (point.has_error()) {
        return point.error();
    }
    Result<Endpoint> endpoint =
        point->arn.region.empty() ? multi_region_endpoint(request, *point) : regional_endpoint(request, *point);
    if (endpoint.has_value()) {
        endpoint->bucket_is_in_host = true;
    }
    return endpoint;
}

}  // namespace dynoxx::aws
