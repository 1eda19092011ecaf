#pragma once

#include "aws/endpoints.hpp"
#include "aws/partition.hpp"

#include <initializer_list>
#include <string>
#include <string_view>

/// What the rules of the services share; only `endpoint*.cpp` includes it.
namespace dynoxx::aws {

/// Puts labels together to `https://a.b.c`, signed for the region and service of the request.
[[nodiscard]] Endpoint https_endpoint(const EndpointRequest& request, std::initializer_list<std::string_view> labels);

/// Gives the domain of the request's partition, dual-stack or not.
[[nodiscard]] std::string_view dns_suffix_of(const EndpointRequest& request);

/// Parses the configured endpoint; refuses it together with FIPS and dual-stack.
[[nodiscard]] Result<Endpoint> custom_endpoint(const EndpointRequest& request);

/// Makes the error for two settings that exclude each other.
[[nodiscard]] Error conflict(const EndpointRequest& request, std::string_view sentence);

[[nodiscard]] Result<Endpoint> resolve_dynamodb(const EndpointRequest& request);
[[nodiscard]] Result<Endpoint> resolve_s3(const EndpointRequest& request);
/// Resolves an access point or a multi-region access point: `request.bucket` is an ARN.
[[nodiscard]] Result<Endpoint> resolve_s3_arn(const EndpointRequest& request);
[[nodiscard]] Result<Endpoint> resolve_signin(const EndpointRequest& request);

}  // namespace dynoxx::aws
