#pragma once

#include <dynoxx/account_id_endpoint_mode.hpp>
#include <dynoxx/aws_options.hpp>
#include <dynoxx/aws_service.hpp>
#include <dynoxx/checksum_rule.hpp>
#include <dynoxx/defaults_mode.hpp>
#include <dynoxx/error.hpp>
#include <dynoxx/metadata_endpoint_mode.hpp>
#include <dynoxx/retry_mode.hpp>
#include <dynoxx/s3_addressing_style.hpp>
#include <dynoxx/setting.hpp>
#include <dynoxx/tls_version.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dynoxx {

/// The configuration that the DynamoDB, S3, KMS and STS clients share: resolved once, immutable, each value with its
/// origin.
///
/// A value; a copy costs one reference count. For each setting: `AwsOptions`, then the environment, then the
/// credentials file, then the config file, then the default. Empty texts count as not set.
///
/// @par Thread safety
/// Safe to read from any thread.
/// @par Source
/// AWS SDKs and Tools Reference Guide, "Settings reference".
class AwsConfig {
 public:
    using Duration = AwsOptions::Duration;

    /// Resolves the settings: reads the environment and the two shared files, once, and sends nothing.
    ///
    /// @par Errors
    /// `ConfigurationException`: `InvalidOption` for a wrong value (the sentence names the variable or `file:line`),
    /// `InvalidEndpoint`, `ProfileNotFound` for a profile that was named and is missing, `InvalidProfileFile`,
    /// `UnreadableFile`. A missing region is no error here, but at the first use.
    [[nodiscard]] static AwsConfig load(const AwsOptions& options = {});

    /// Does the same and gives the error instead of throwing it.
    [[nodiscard]] static Result<AwsConfig> try_load(const AwsOptions& options = {});

    /// Gives the name of the profile. Default: `default`, which need not exist.
    [[nodiscard]] const Setting<std::string>& profile() const noexcept;

    /// Gives the region, if there is one.
    [[nodiscard]] const std::optional<Setting<std::string>>& region() const noexcept;

    /// Gives the region, or `MissingRegion` with every place that was looked at.
    [[nodiscard]] Result<std::string> required_region() const;

    /// Gives the endpoint that was configured for a service, if one was.
    ///
    /// Order: code for the service, code for all, `AWS_ENDPOINT_URL_<SERVICE>`, `AWS_ENDPOINT_URL`, the `[services]`
    /// section of the profile, `endpoint_url` of the profile. `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true` leaves code
    /// only.
    [[nodiscard]] const std::optional<Setting<std::string>>& endpoint(AwsService service) const noexcept;

    /// Says whether FIPS endpoints are used (`AWS_USE_FIPS_ENDPOINT`, `use_fips_endpoint`). Default: false.
    [[nodiscard]] const Setting<bool>& use_fips() const noexcept;

    /// Says whether dual-stack endpoints are used (`AWS_USE_DUALSTACK_ENDPOINT`, `use_dualstack_endpoint`). Default:
    /// false.
    [[nodiscard]] const Setting<bool>& use_dual_stack() const noexcept;

    /// Says whether STS is reached by its one global host from the oldest regions (`AWS_STS_REGIONAL_ENDPOINTS` or
    /// `sts_regional_endpoints` is `legacy`). Default: false, that is `regional`.
    [[nodiscard]] const Setting<bool>& sts_global_endpoint() const noexcept;

    /// Says whether the host of DynamoDB names the account (`AWS_ACCOUNT_ID_ENDPOINT_MODE`,
    /// `account_id_endpoint_mode`). Default: where the account is known.
    [[nodiscard]] const Setting<AccountIdEndpointMode>& account_id_endpoint_mode() const noexcept;

    /// Gives the time to make a connection, TLS included. Default 3.1 s; 0 means no limit.
    [[nodiscard]] const Setting<Duration>& connect_timeout() const noexcept;

    /// Gives the longest silence while an answer is awaited. Default 30 s; 0 means no limit.
    [[nodiscard]] const Setting<Duration>& read_timeout() const noexcept;

    /// Gives the time of one attempt. Default 0, which means no limit.
    [[nodiscard]] const Setting<Duration>& attempt_timeout() const noexcept;

    /// Gives the time of an operation, retries and waits included. Default 0, which means no limit.
    [[nodiscard]] const Setting<Duration>& operation_timeout() const noexcept;

    /// Gives how often a request is sent at most, the first time included. Default 3; DynamoDB 4, unless
    /// `AWS_NEW_RETRIES_2026` is false.
    [[nodiscard]] Setting<int> max_attempts(AwsService service) const;

    /// Gives how failed attempts are repeated. Default: standard.
    [[nodiscard]] const Setting<RetryMode>& retry_mode() const noexcept;

    /// Says whether the retry rules of November 2026 are used (`AWS_NEW_RETRIES_2026`). Default: true.
    [[nodiscard]] const Setting<bool>& new_retries() const noexcept;

    /// Gives the file of certificates to trust instead of the system's, if one was set.
    [[nodiscard]] const std::optional<Setting<std::string>>& ca_bundle() const noexcept;

    /// Gives the account that was set for credentials that name none.
    [[nodiscard]] const std::optional<Setting<std::string>>& account_id() const noexcept;

    /// Says whether endpoints of the environment and of the files were ignored.
    [[nodiscard]] const Setting<bool>& ignore_configured_endpoint_urls() const noexcept;

    /// Says whether the host keeps what an operation would put before it.
    [[nodiscard]] const Setting<bool>& disable_host_prefix_injection() const noexcept;

    /// Gives the regions in which a SigV4a signature holds, with commas between them, if they were set.
    [[nodiscard]] const std::optional<Setting<std::string>>& sigv4a_signing_region_set() const noexcept;

    /// Gives the order of authentication schemes, with commas between them, if it was set.
    [[nodiscard]] const std::optional<Setting<std::string>>& auth_scheme_preference() const noexcept;

    /// Gives the name of the program in the user agent, if it was set.
    [[nodiscard]] const std::optional<Setting<std::string>>& app_id() const noexcept;

    /// Gives the text that ends the user agent, if it was set.
    [[nodiscard]] const std::optional<Setting<std::string>>& user_agent_extra() const noexcept;

    /// Gives the name of the AWS product that runs the program (`AWS_EXECUTION_ENV`), if it is known.
    [[nodiscard]] const std::optional<Setting<std::string>>& execution_environment() const noexcept;

    /// Gives which defaults count where nothing is set; `Auto` as it was set. Default: legacy.
    [[nodiscard]] const Setting<DefaultsMode>& defaults_mode() const noexcept;

    /// Says whether the clock of the machine is taken as right. Default: false.
    [[nodiscard]] const Setting<bool>& disable_clock_skew_correction() const noexcept;

    /// Gives how many connections to one host there may be at once. Default 0, which means no limit.
    [[nodiscard]] const Setting<int>& max_connections() const noexcept;

    /// Gives how many idle connections to one host are kept. Default 64.
    [[nodiscard]] const Setting<int>& max_idle_connections() const noexcept;

    /// Says whether TCP tests idle connections. Default: false.
    [[nodiscard]] const Setting<bool>& tcp_keepalive() const noexcept;

    /// Gives the oldest version of TLS that is accepted. Default: TLS 1.2.
    [[nodiscard]] const Setting<TlsVersion>& minimum_tls() const noexcept;

    /// Gives the file of certificates with which connections identify the program, if one was set.
    [[nodiscard]] const std::optional<Setting<std::string>>& client_certificate() const noexcept;

    /// Gives the file with the key of `client_certificate`, if it is another one.
    [[nodiscard]] const std::optional<Setting<std::string>>& client_key() const noexcept;

    /// Gives the proxy for `http` endpoints, if there is one. The URL may hold a password.
    [[nodiscard]] const std::optional<Setting<std::string>>& http_proxy() const noexcept;

    /// Gives the proxy for `https` endpoints, if there is one. The URL may hold a password.
    [[nodiscard]] const std::optional<Setting<std::string>>& https_proxy() const noexcept;

    /// Gives the hosts that no proxy is used for, with commas between them, if there are any.
    [[nodiscard]] const std::optional<Setting<std::string>>& no_proxy() const noexcept;

    /// Gives which requests to S3 have a checksum. Default: when supported.
    [[nodiscard]] const Setting<ChecksumRule>& request_checksum_calculation() const noexcept;

    /// Gives which answers of S3 are compared with their checksum. Default: when supported.
    [[nodiscard]] const Setting<ChecksumRule>& response_checksum_validation() const noexcept;

    /// Gives how requests to S3 name their bucket. Default: auto.
    [[nodiscard]] const Setting<S3AddressingStyle>& s3_addressing_style() const noexcept;

    /// Says whether S3 is reached by its accelerate host. Default: false.
    [[nodiscard]] const Setting<bool>& s3_use_accelerate_endpoint() const noexcept;

    /// Says whether the region of an access point ARN counts instead of the configured one. Default: false.
    [[nodiscard]] const Setting<bool>& s3_use_arn_region() const noexcept;

    /// Says whether S3 is reached by dual-stack endpoints. Default: as `use_dual_stack`.
    [[nodiscard]] const Setting<bool>& s3_use_dual_stack() const noexcept;

    /// Says whether ARNs of multi-region access points are refused. Default: false.
    [[nodiscard]] const Setting<bool>& s3_disable_multiregion_access_points() const noexcept;

    /// Says whether S3 in us-east-1 is reached by its global host. Default: false.
    [[nodiscard]] const Setting<bool>& s3_us_east_1_global_endpoint() const noexcept;

    /// Says whether bodies to S3 are signed also over `https`. Default: false.
    [[nodiscard]] const Setting<bool>& s3_payload_signing_enabled() const noexcept;

    /// Gives from which size in bytes on an object is uploaded in parts. Default 8 MiB.
    [[nodiscard]] const Setting<int>& s3_multipart_threshold() const noexcept;

    /// Gives the size in bytes of a part of an object. Default 8 MiB.
    [[nodiscard]] const Setting<int>& s3_multipart_chunksize() const noexcept;

    /// Gives how many parts of the objects of one call are on their way at once. Default 4.
    [[nodiscard]] const Setting<int>& s3_max_concurrent_requests() const noexcept;

    /// Says whether the instance metadata service of EC2 is never asked. Default: false.
    [[nodiscard]] const Setting<bool>& ec2_metadata_disabled() const noexcept;

    /// Gives the URL of the instance metadata service, if one was set.
    [[nodiscard]] const std::optional<Setting<std::string>>& ec2_metadata_service_endpoint() const noexcept;

    /// Gives by which protocol the instance metadata service is reached. Default: IPv4.
    [[nodiscard]] const Setting<MetadataEndpointMode>& ec2_metadata_service_endpoint_mode() const noexcept;

    /// Says whether the instance metadata service is never asked without a token. Default: false.
    [[nodiscard]] const Setting<bool>& ec2_metadata_v1_disabled() const noexcept;

    /// Gives the time of a request to the instance metadata service. Default 1 s.
    [[nodiscard]] const Setting<Duration>& metadata_service_timeout() const noexcept;

    /// Gives how often the instance metadata service is asked at most. Default 1.
    [[nodiscard]] const Setting<int>& metadata_service_num_attempts() const noexcept;

    /// Gives the instance profile whose credentials are asked for, if one was set.
    [[nodiscard]] const std::optional<Setting<std::string>>& ec2_instance_profile_name() const noexcept;

    /// Gives what was ignored in the files and why, each with `path:line`.
    [[nodiscard]] const std::vector<std::string>& warnings() const noexcept;

    /// One line of `describe()`.
    struct Line {
        Line() {}
        Line(std::string line_name, std::string line_value, std::string line_origin)
            : name(std::move(line_name)), value(std::move(line_value)), origin(std::move(line_origin)) {}

        std::string name{};    ///< for example `max_attempts`
        std::string value{};   ///< secrets are hidden; `not set` where there is none
        std::string origin{};  ///< for example `environment variable AWS_MAX_ATTEMPTS`

        friend bool operator==(const Line&, const Line&) = default;
    };

    /// Lists every setting with its value and origin, for people.
    [[nodiscard]] std::vector<Line> describe() const;

    /// Gives a text that is equal for two configurations if they resolve to the same credentials.
    ///
    /// It covers what credentials depend on and nothing else: keys and role in code; the keys of the environment, or
    /// else the selected profile with those that it refers to and the variables that credential sources read; the
    /// function for MFA; and, only where STS or a sign-in service is asked, region, endpoints, proxies and TLS. Secrets
    /// are in it as SHA-256 only.
    [[nodiscard]] std::string credentials_key() const;

    /// Two configurations are equal if every value and every origin is.
    friend bool operator==(const AwsConfig& a, const AwsConfig& b);

    struct Data;                                               ///< for the library's own use
    explicit AwsConfig(std::shared_ptr<const Data> data);      ///< for the library's own use
    [[nodiscard]] const Data& data() const { return *data_; }  ///< for the library's own use

 private:
    std::shared_ptr<const Data> data_;
};

}  // namespace dynoxx
