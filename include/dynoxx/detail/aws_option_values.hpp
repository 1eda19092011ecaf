#pragma once

#include <dynoxx/account_id_endpoint_mode.hpp>
#include <dynoxx/aws_service.hpp>
#include <dynoxx/checksum_rule.hpp>
#include <dynoxx/credentials_provider.hpp>
#include <dynoxx/defaults_mode.hpp>
#include <dynoxx/log.hpp>
#include <dynoxx/metadata_endpoint_mode.hpp>
#include <dynoxx/retry_mode.hpp>
#include <dynoxx/role_options.hpp>
#include <dynoxx/s3_addressing_style.hpp>
#include <dynoxx/static_credentials.hpp>
#include <dynoxx/tls_version.hpp>

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace dynoxx {

class KeyProvider;

namespace detail {

/// What `AwsOptions` holds: everything may be missing.
struct AwsOptionValues {
    using Duration = std::chrono::milliseconds;

    std::optional<std::string> region_;
    std::optional<std::string> profile_;
    std::optional<StaticCredentials> credentials_;
    std::optional<std::string> provider_identity_;
    std::shared_ptr<const CredentialsFunction> provider_;
    std::optional<std::string> role_arn_;
    std::optional<std::string> role_session_name_;
    std::optional<std::string> external_id_;
    RoleOptions role_options_;
    std::shared_ptr<const MfaToken> mfa_token_;
    std::optional<std::string> endpoint_;
    std::map<AwsService, std::string> endpoints_;
    std::optional<Duration> connect_timeout_;
    std::optional<Duration> read_timeout_;
    std::optional<Duration> attempt_timeout_;
    std::optional<Duration> operation_timeout_;
    std::optional<int> max_attempts_;
    std::optional<RetryMode> retry_mode_;
    std::optional<std::string> ca_bundle_;
    std::optional<std::string> config_file_;
    std::optional<std::string> credentials_file_;
    std::optional<std::string> account_id_;
    std::optional<AccountIdEndpointMode> account_id_endpoint_mode_;
    std::optional<bool> use_fips_;
    std::optional<bool> use_dual_stack_;
    std::optional<bool> ignore_configured_endpoint_urls_;
    std::optional<bool> sts_global_endpoint_;
    std::optional<bool> disable_host_prefix_injection_;
    std::optional<std::string> sigv4a_signing_region_set_;
    std::optional<std::string> auth_scheme_preference_;
    std::optional<std::string> app_id_;
    std::optional<std::string> user_agent_extra_;
    std::optional<DefaultsMode> defaults_mode_;
    std::optional<bool> disable_clock_skew_correction_;
    std::optional<int> max_connections_;
    std::optional<int> max_idle_connections_;
    std::optional<bool> tcp_keepalive_;
    std::optional<TlsVersion> minimum_tls_;
    std::optional<std::string> client_certificate_;
    std::optional<std::string> client_key_;
    std::optional<std::string> http_proxy_;
    std::optional<std::string> https_proxy_;
    std::optional<std::string> no_proxy_;
    std::optional<ChecksumRule> request_checksum_calculation_;
    std::optional<ChecksumRule> response_checksum_validation_;
    std::optional<S3AddressingStyle> s3_addressing_style_;
    std::optional<bool> s3_use_accelerate_endpoint_;
    std::optional<bool> s3_use_arn_region_;
    std::optional<bool> s3_use_dual_stack_;
    std::optional<bool> s3_disable_multiregion_access_points_;
    std::optional<bool> s3_us_east_1_global_endpoint_;
    std::optional<bool> s3_payload_signing_enabled_;
    std::optional<int> data_key_uses_;
    std::optional<int> data_key_bytes_;
    std::optional<Duration> data_key_age_;
    std::optional<int> data_key_entries_;
    std::shared_ptr<KeyProvider> key_provider_;
    std::optional<int> s3_multipart_threshold_;
    std::optional<int> s3_multipart_chunksize_;
    std::optional<int> s3_max_concurrent_requests_;
    std::optional<bool> ec2_metadata_disabled_;
    std::optional<std::string> ec2_metadata_service_endpoint_;
    std::optional<MetadataEndpointMode> ec2_metadata_service_endpoint_mode_;
    std::optional<bool> ec2_metadata_v1_disabled_;
    std::optional<Duration> metadata_service_timeout_;
    std::optional<int> metadata_service_num_attempts_;
    std::optional<std::string> ec2_instance_profile_name_;
    std::shared_ptr<const LogSink> log_;

    friend bool operator==(const AwsOptionValues&, const AwsOptionValues&) = default;
};

}  // namespace detail

}  // namespace dynoxx
