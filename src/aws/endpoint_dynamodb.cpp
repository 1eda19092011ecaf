#include "aws/endpoint_rules.hpp"

#include <array>
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

/// Gives the account of a table ARN of this region, `arn:partition:dynamodb:region:account:...`.
std::optional<std::string_view> account_of(std::string_view arn, std::string_view region) {
    std::array<std::string_view, 6> parts;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::size_t colon = i + 1 < parts.size() ? arn.find(':') : std::string_view::npos;
        if (i + 1 < parts.size() && colon == std::string_view::npos) {
            return std::nullopt;
        }
        parts[i] = arn.substr(0, colon);
        arn = colon == std::string_view::npos ? std::string_view() : arn.substr(colon + 1);
    }
    const bool fits = parts[0] == "arn" && !parts[1].empty() && parts[2] == "dynamodb" && parts[3] == region &&
                      is_host_label(parts[4]) && !parts[5].empty();
    return fits ? std::optional(parts[4]) : std::nullopt;
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
            return std::optional(std::string(*account));
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

}  // namespace

Result<Endpoint> resolve_dynamodb(const EndpointRequest& request) {
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
