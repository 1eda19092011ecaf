#pragma once

#include <dynoxx/aws_config.hpp>

#include "aws/profile_file.hpp"
#include "aws/service.hpp"
#include "runtime/secret.hpp"
#include "runtime/wipe.hpp"

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dynoxx {

/// What `AwsConfig` shares among its copies. Credential providers read it instead of files and environment.
struct AwsConfig::Data {
    Data() {}
    Data(const Data&) = default;
    Data& operator=(const Data&) = delete;

    /// Overwrites the passwords of proxies.
    ~Data() {
        for (auto* proxy : {&http_proxy, &https_proxy}) {
            if (*proxy) {
                runtime::wipe((*proxy)->value);
            }
        }
    }

    Setting<std::string> profile{"default", {}};
    std::optional<Setting<std::string>> region{};
    std::array<std::optional<Setting<std::string>>, aws::services.size()> endpoints{};  ///< by `aws::index_of(service)`
    std::optional<Setting<std::string>> common_endpoint{};  ///< of all services that have none of their own
    Setting<bool> use_fips{};
    Setting<bool> use_dual_stack{};
    Setting<bool> sts_global_endpoint{};
    Setting<AccountIdEndpointMode> account_id_endpoint_mode{};
    Setting<Duration> connect_timeout{};
    Setting<Duration> read_timeout{};
    Setting<Duration> attempt_timeout{};
    Setting<Duration> operation_timeout{};
    std::optional<Setting<int>> max_attempts{};  ///< nothing: the service's own default
    Setting<RetryMode> retry_mode{};
    Setting<bool> new_retries{true, {}};
    std::optional<Setting<std::string>> ca_bundle{};

    // What requests say and where they go.
    std::optional<Setting<std::string>> account_id{};
    Setting<bool> ignore_configured_endpoint_urls{};
    Setting<bool> disable_host_prefix_injection{};
    std::optional<Setting<std::string>> sigv4a_signing_region_set{};
    std::optional<Setting<std::string>> auth_scheme_preference{};
    std::optional<Setting<std::string>> app_id{};
    std::optional<Setting<std::string>> user_agent_extra{};
    std::optional<Setting<std::string>> execution_environment{};
    std::optional<Setting<std::string>> lambda_function_name{};
    Setting<DefaultsMode> defaults_mode{};
    Setting<bool> disable_clock_skew_correction{};

    // Connections.
    Setting<int> max_connections{};
    Setting<int> max_idle_connections{64, {}};
    Setting<bool> tcp_keepalive{};
    Setting<TlsVersion> minimum_tls{};
    std::optional<Setting<std::string>> client_certificate{};
    std::optional<Setting<std::string>> client_key{};
    std::optional<Setting<std::string>> http_proxy{};
    std::optional<Setting<std::string>> https_proxy{};
    std::optional<Setting<std::string>> no_proxy{};

    // Bodies.
    Setting<ChecksumRule> request_checksum_calculation{};
    Setting<ChecksumRule> response_checksum_validation{};
    Setting<bool> disable_request_compression{};                 ///< without effect: no operation of ours compresses
    Setting<int> request_min_compression_size_bytes{10240, {}};  ///< as above

    // S3.
    Setting<S3AddressingStyle> s3_addressing_style{};
    Setting<bool> s3_use_accelerate_endpoint{};
    Setting<bool> s3_use_arn_region{};
    Setting<bool> s3_use_dual_stack{};
    Setting<bool> s3_disable_multiregion_access_points{};
    Setting<bool> s3_us_east_1_global_endpoint{};
    Setting<bool> s3_payload_signing_enabled{};

    // Data keys of encrypted attributes.
    Setting<int> data_key_uses{1000, {}};
    Setting<int> data_key_bytes{64 * 1024 * 1024, {}};
    Setting<Duration> data_key_age{std::chrono::seconds(300), {}};
    Setting<int> data_key_entries{256, {}};
    std::shared_ptr<KeyProvider> key_provider{};  ///< only from code; null: KMS

    // The instance metadata service of EC2.
    Setting<bool> ec2_metadata_disabled{};
    std::optional<Setting<std::string>> ec2_metadata_service_endpoint{};
    Setting<MetadataEndpointMode> ec2_metadata_service_endpoint_mode{};
    Setting<bool> imds_use_ipv6{};  ///< the older form of the mode, which is in there
    Setting<bool> ec2_metadata_v1_disabled{};
    Setting<Duration> metadata_service_timeout{Duration(1000), {}};
    Setting<int> metadata_service_num_attempts{1, {}};
    std::optional<Setting<std::string>> ec2_instance_profile_name{};

    LogSink log{};

    // Where credentials come from.
    std::optional<StaticCredentials> static_credentials{};  ///< only from code
    std::optional<std::string> provider_identity{};         ///< only from code: of `provider`
    CredentialsFunction provider{};                         ///< only from code
    std::optional<std::string> role_arn{};                  ///< only from code; roles of profiles: `aws::role_of`
    std::optional<std::string> role_session_name{};         ///< only from code
    std::optional<std::string> external_id{};               ///< only from code
    RoleOptions role_options{};                             ///< only from code
    std::shared_ptr<const MfaToken> mfa_token{};            ///< only from code; null: roles with MFA are an error
    std::map<std::string, runtime::Secret, std::less<>>
        credential_environment{};  ///< the set variables of the settings that sources of credentials read

    Setting<std::string> config_file{};                 ///< path; empty if there is none because `HOME` is not set
    Setting<std::string> credentials_file{};            ///< as above
    std::shared_ptr<const aws::ProfileSet> profiles{};  ///< never null
    std::vector<std::string> warnings{};

    /// Gives the selected profile, or null where `default` does not exist.
    [[nodiscard]] const aws::Section* selected_profile() const noexcept {
        return profiles->profiles.find(profile.value);
    }

    /// Gives how often a request is sent at most where nobody set it.
    [[nodiscard]] int default_max_attempts(AwsService service) const noexcept {
        return service == AwsService::DynamoDB && new_retries.value ? 4 : 3;  // "Retry behavior", from November 2026
    }

    /// Gives the value that a credential variable had when the configuration was loaded; empty if it was not set.
    [[nodiscard]] std::string_view variable(std::string_view name) const {
        const auto found = credential_environment.find(name);
        return found == credential_environment.end() ? std::string_view() : found->second.reveal();
    }
};

}  // namespace dynoxx
