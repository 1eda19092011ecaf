#pragma once

#include <dynoxx/account_id_endpoint_mode.hpp>
#include <dynoxx/aws_config.hpp>
#include <dynoxx/aws_service.hpp>
#include <dynoxx/error.hpp>
#include <dynoxx/s3_addressing_style.hpp>
#include <dynoxx/setting.hpp>

#include "http/message.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

/// Where a request goes and how it is signed: pure functions of the settings and of what the request names.
namespace dynoxx::aws {

/// What an endpoint depends on.
struct EndpointRequest {
    EndpointRequest() {}
    EndpointRequest(AwsService for_service, std::string in_region)
        : service(for_service), region(std::move(in_region)) {}

    AwsService service = AwsService::DynamoDB;
    std::string region{};
    std::optional<Setting<std::string>> custom{};  ///< a configured endpoint URL
    bool fips = false;
    bool dual_stack = false;

    // DynamoDB
    AccountIdEndpointMode account_id_mode = AccountIdEndpointMode::Disabled;
    std::string account_id{};                  ///< of the credentials; empty if it is not known
    std::vector<std::string> resource_arns{};  ///< table ARNs of the request: their account wins over the credentials'
    bool is_search = false;                    ///< SearchVectors has hosts of its own
    bool is_streams = false;                   ///< so have the operations of DynamoDB Streams

    bool sts_global = false;  ///< STS: the one global host for the regions that are older than regional hosts

    // Sign-in
    bool is_control_plane = false;
    bool is_oauth = false;

    // S3
    std::string bucket{};  ///< a name, or the ARN of an access point
    S3AddressingStyle style = S3AddressingStyle::Auto;
    bool accelerate = false;
    bool us_east_1_global = false;  ///< the host without a region for us-east-1
    bool use_arn_region = true;     ///< whether the region of an ARN may be another than `region`
    bool disable_access_points = false;
    bool disable_multi_region_access_points = false;
    std::string region_set{};  ///< for multi-region access points instead of `*`; empty: not set
};

/// Where a request goes and how it is signed.
struct Endpoint {
    Endpoint() {}

    http::Origin origin{};
    /// To be put before the path of the request: empty, or `/...` without a last slash. Holds the bucket unless that is
    /// in the host.
    std::string base_path{};
    std::string signing_region{};
    std::string signing_name{};
    /// The regions in which a SigV4a signature holds, with commas between them; empty: signed by SigV4 for
    /// `signing_region`.
    std::string region_set{};
    bool encodes_path_twice = true;  ///< in the canonical request; S3 takes the path as it is sent
    bool has_account_id = false;     ///< the host names the account
    bool bucket_is_in_host = false;

    friend bool operator==(const Endpoint&, const Endpoint&) = default;
};

/// Gives what the configuration says about the endpoints of a service; the caller adds bucket, account and ARNs.
///
/// @par Errors
/// `MissingRegion`, also where an endpoint is configured, because the signature needs the region.
[[nodiscard]] Result<EndpointRequest> endpoint_request(const AwsConfig& config, AwsService service);

/// Resolves an endpoint by the rules of its service.
///
/// - A configured endpoint is used as it is; with FIPS or dual-stack it is an error.
/// - The region `local` of DynamoDB is `http://localhost:8000`, signed for `us-east-1`.
/// - STS is regional unless `sts_global` is set; the region `aws-global` of STS and S3 is the global host, signed for
/// `us-east-1`.
///
/// @par Errors
/// `InvalidEndpoint` (with the origin of the value), `MissingRegion`, `InvalidOption` for settings that exclude each
/// other or a bucket that is no valid ARN, `UnsupportedSetting` for a bucket of S3 Express, S3 on Outposts or S3 Object
/// Lambda.
/// @par Source
/// The endpoint rule sets of the services, as published with the AWS SDKs.
[[nodiscard]] Result<Endpoint> resolve_endpoint(const EndpointRequest& request);

}  // namespace dynoxx::aws
