#include "aws/endpoint_rules.hpp"

#include <algorithm>

namespace dynoxx::aws {

namespace {

/// What follows `region.signin.`; partitions that are not listed use their own domain.
constexpr struct {
    std::string_view partition;
    std::string_view domain;
} domains[] = {
    {"aws", "aws.amazon.com"},         {"aws-cn", "amazonaws.cn"},         {"aws-us-gov", "amazonaws-us-gov.com"},
    {"aws-iso", "c2shome.ic.gov"},     {"aws-iso-b", "sc2shome.sgov.gov"}, {"aws-iso-f", "csphome.hci.ic.gov"},
    {"aws-iso-e", "csphome.adc-e.uk"}, {"aws-eusc", "amazonaws-eusc.eu"},
};

std::string_view domain_of(const Partition& partition) {
    const auto* found = std::ranges::find_if(domains, [&](const auto& row) { return row.partition == partition.id; });
    return found == std::end(domains) ? partition.dns_suffix : found->domain;
}

/// GovCloud's FIPS hosts are named like its ordinary ones.
Endpoint gov_cloud_fips(const EndpointRequest& request) {
    constexpr std::string_view domain = "amazonaws-us-gov.com";
    return request.region == "us-gov-west-1" ? https_endpoint(request, {"signin-fips", domain})
                                             : https_endpoint(request, {request.region, "signin-fips", domain});
}

}  // namespace

Result<Endpoint> resolve_signin(const EndpointRequest& request) {
    const Partition& partition = partition_of(request.region);
    if (request.is_control_plane && !request.region.empty()) {
        return https_endpoint(request, {"signin", request.region, partition.dual_stack_suffix});
    }
    if (request.is_oauth && request.fips) {
        return conflict(request, "OAuth operations have no FIPS endpoints.");
    }
    if (request.custom) {
        return custom_endpoint(request);
    }
    if (request.is_oauth && partition.id == "aws") {
        return https_endpoint(request, {request.region, "oauth", "signin", "aws"});
    }
    if (!request.fips && !request.dual_stack) {
        return https_endpoint(request, {request.region, "signin", domain_of(partition)});
    }
    if (request.fips && !request.dual_stack && partition.id == "aws-us-gov") {
        return gov_cloud_fips(request);
    }
    return https_endpoint(request, {request.fips ? "signin-fips" : "signin", request.region, dns_suffix_of(request)});
}

}  // namespace dynoxx::aws
