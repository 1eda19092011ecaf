#include "aws/arn.hpp"
#include "aws/endpoint_rules.hpp"

#include <optional>

namespace dynoxx::aws {

namespace {

constexpr std::string_view host_of(const EndpointRequest& request) {
    // GovCloud's ordinary endpoints are its FIPS endpoints.
    const bool fips = request.fips && (request.dual_stack || partition_of(request.region).id != "aws-us-gov");
    if (request.is_search) {
        return fips ? "search-dynamodb-fips" : "search-dynamodb";
    }
    return fips ? "dynamodb-fips" : "dynamodb";
}

/// Gives the account of a table ARN of this region.
std::optional<std::string> account_of(std::string_view text, std::string_view region) {
    const std::optional<Arn> arn = parse_arn(text);
    const bool fits = arn && arn->service == "dynamodb" && arn->region == region && is_host_label(arn->account);
    return fits ? std::optional(std::string(arn->account)) : std::nullopt;
}

/// Gives the account to put into the host; nothing where the host of the region is to be used.
Result<std::optional<std::string>> find_account(const EndpointRequest& request) {
    const bool required = request.account_id_mode == AccountIdEndpointMode::Required;
    if (request.account_id_mode == AccountIdEndpointMode::Disabled || (request.fips && !required)) {
        return std::optional<std::string>();
    }
    if (request.fips) {
        return conflict(request,
                        "account_id_endpoint_mode is 'required', but FIPS endpoints have no account in the host.");
    }
    if (partition_of(request.region).id != "aws") {
        if (required) {
            return conflict(request, "account_id_endpoint_mode is 'required', but the partition of the region '" +
                                         request.region + "' has no such endpoints.");
        }
        return std::optional<std::string>();
    }
    for (const std::string& arn : request.resource_arns) {
        if (const auto account = account_of(arn, request.region)) {
            return account;
        }
    }
    if (!request.account_id.empty()) {
        if (!is_host_label(request.account_id)) {
            return conflict(request, "the account id of the credentials is not a label of a host name.");
        }
        return std::optional(request.account_id);
    }
    if (required) {
        return conflict(request,
                        "account_id_endpoint_mode is 'required', but the account is not known. Set AWS_ACCOUNT_ID, "
                        "or aws_account_id in the profile.");
    }
    return std::optional<std::string>();
}

/// The dual-stack hosts are known by name and must be switched on, not configured.
bool is_dual_stack_host(const EndpointRequest& request, std::string_view host) {
    const std::string domain = request.region + "." + std::string(partition_of(request.region).dual_stack_suffix);
    return host == "dynamodb." + domain || host == "search-dynamodb." + domain;
}

/// The hosts of DynamoDB Streams: `streams.dynamodb`, or one label where the host is a dual-stack one.
Result<Endpoint> resolve_streams(const EndpointRequest& request) {
    if (request.custom) {
        return custom_endpoint(request);
    }
    const std::string_view partition = partition_of(request.region).id;
    const bool is_one_label =
        request.dual_stack && (partition == "aws" || partition == "aws-cn" || partition == "aws-us-gov");
    // GovCloud's ordinary endpoints are its FIPS endpoints.
    const bool fips = request.fips && (request.dual_stack || partition != "aws-us-gov");
    std::string host = is_one_label ? "streams-dynamodb" : "streams.dynamodb";
    host += fips ? "-fips" : "";
    return https_endpoint(request, {host, request.region, dns_suffix_of(request)});
}

}  // namespace

Result<Endpoint> resolve_dynamodb(const EndpointRequest& request) {
    if (request.is_streams) {
        return resolve_streams(request);
    }
    if (request.custom) {
        Result<Endpoint> custom = custom_endpoint(request);
        if (custom.has_value() && !request.region.empty() && is_dual_stack_host(request, custom->origin.host)) {
            return conflict(request, "a dual-stack host is not to be configured (" + to_string(request.custom->origin) +
                                         "); set use_dualstack_endpoint instead.");
        }
        return custom;
    }
    if (request.region == "local") {
        if (request.fips || request.dual_stack) {
            return conflict(request, "FIPS and dual-stack endpoints cannot be used with the region 'local'.");
        }
        Endpoint local = https_endpoint(request, {});
        local.origin = http::Origin("http", "localhost", 8000);
        local.signing_region = "us-east-1";
        return local;
    }
    const Result<std::optional<std::string>> account = find_account(request);
    if (account.has_error()) {
        return account.error();
    }
    if (*account) {
        Endpoint endpoint = https_endpoint(
            request, {**account, request.is_search ? "search-ddb" : "ddb", request.region, dns_suffix_of(request)});
        endpoint.has_account_id = true;
        return endpoint;
    }
    return https_endpoint(request, {host_of(request), request.region, dns_suffix_of(request)});
}

}  // namespace dynoxx::aws
