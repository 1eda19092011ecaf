#include <dynoxx/aws_config.hpp>

#include "aws/config_data.hpp"
#include "aws/config_loader.hpp"
#include "aws/service.hpp"
#include "aws/setting_values.hpp"
#include "aws/settings_table.hpp"

#include <algorithm>
#include <tuple>

namespace dynoxx {

std::string_view to_string(RetryMode mode) noexcept {
    return mode == RetryMode::Adaptive ? "adaptive" : "standard";
}

std::string_view to_string(AccountIdEndpointMode mode) noexcept {
    switch (mode) {
        case AccountIdEndpointMode::Preferred:
            return "preferred";
        case AccountIdEndpointMode::Required:
            return "required";
        case AccountIdEndpointMode::Disabled:
            break;
    }
    return "disabled";
}

std::string_view to_string(DefaultsMode mode) noexcept {
    switch (mode) {
        case DefaultsMode::Legacy:
            return "legacy";
        case DefaultsMode::Standard:
            return "standard";
        case DefaultsMode::InRegion:
            return "in-region";
        case DefaultsMode::CrossRegion:
            return "cross-region";
        case DefaultsMode::Mobile:
            return "mobile";
        case DefaultsMode::Auto:
            break;
    }
    return "auto";
}

std::string_view to_string(ChecksumRule rule) noexcept {
    return rule == ChecksumRule::WhenRequired ? "when_required" : "when_supported";
}

std::string_view to_string(S3AddressingStyle style) noexcept {
    switch (style) {
        case S3AddressingStyle::Auto:
            return "auto";
        case S3AddressingStyle::Path:
            return "path";
        case S3AddressingStyle::Virtual:
            break;
    }
    return "virtual";
}

std::string_view to_string(TlsVersion version) noexcept {
    return version == TlsVersion::Tls13 ? "1.3" : "1.2";
}

std::string_view to_string(MetadataEndpointMode mode) noexcept {
    return mode == MetadataEndpointMode::IPv6 ? "ipv6" : "ipv4";
}

AwsConfig::AwsConfig(std::shared_ptr<const Data> data) : data_(std::move(data)) {}

AwsConfig AwsConfig::load(const AwsOptions& options) {
    Result<AwsConfig> result = try_load(options);
    if (result.has_error()) {
        throw_error(result.error());
    }
    return *std::move(result);
}

Result<AwsConfig> AwsConfig::try_load(const AwsOptions& options) {
    return aws::load_config(options, runtime::system());
}

const Setting<std::string>& AwsConfig::profile() const noexcept {
    return data_->profile;
}

const std::optional<Setting<std::string>>& AwsConfig::region() const noexcept {
    return data_->region;
}

Result<std::string> AwsConfig::required_region() const {
    if (data_->region) {
        return data_->region->value;
    }
    const auto file = [](const Setting<std::string>& path, const char* missing) {
        return path.value.empty() ? missing : path.value;
    };
    return Error(ErrorCode::MissingRegion,
                 "No AWS region is configured. Looked at AwsOptions::region, the environment variables AWS_REGION and "
                 "AWS_DEFAULT_REGION, and region of the profile '" +
                     data_->profile.value + "' in " + file(data_->credentials_file, "~/.aws/credentials") + " and " +
                     file(data_->config_file, "~/.aws/config") + ". Set one of them.");
}

const std::optional<Setting<std::string>>& AwsConfig::endpoint(AwsService service) const noexcept {
    return data_->endpoints[aws::index_of(service)];
}

const Setting<bool>& AwsConfig::use_fips() const noexcept {
    return data_->use_fips;
}

const Setting<bool>& AwsConfig::use_dual_stack() const noexcept {
    return data_->use_dual_stack;
}

const Setting<bool>& AwsConfig::sts_global_endpoint() const noexcept {
    return data_->sts_global_endpoint;
}

const Setting<AccountIdEndpointMode>& AwsConfig::account_id_endpoint_mode() const noexcept {
    return data_->account_id_endpoint_mode;
}

const Setting<AwsConfig::Duration>& AwsConfig::connect_timeout() const noexcept {
    return data_->connect_timeout;
}

const Setting<AwsConfig::Duration>& AwsConfig::read_timeout() const noexcept {
    return data_->read_timeout;
}

const Setting<AwsConfig::Duration>& AwsConfig::attempt_timeout() const noexcept {
    return data_->attempt_timeout;
}

const Setting<AwsConfig::Duration>& AwsConfig::operation_timeout() const noexcept {
    return data_->operation_timeout;
}

Setting<int> AwsConfig::max_attempts(AwsService service) const {
    if (data_->max_attempts) {
        return *data_->max_attempts;
    }
    return {data_->default_max_attempts(service), {}};
}

const Setting<RetryMode>& AwsConfig::retry_mode() const noexcept {
    return data_->retry_mode;
}

const Setting<bool>& AwsConfig::new_retries() const noexcept {
    return data_->new_retries;
}

const std::optional<Setting<std::string>>& AwsConfig::ca_bundle() const noexcept {
    return data_->ca_bundle;
}

const std::optional<Setting<std::string>>& AwsConfig::account_id() const noexcept {
    return data_->account_id;
}

const Setting<bool>& AwsConfig::ignore_configured_endpoint_urls() const noexcept {
    return data_->ignore_configured_endpoint_urls;
}

const Setting<bool>& AwsConfig::disable_host_prefix_injection() const noexcept {
    return data_->disable_host_prefix_injection;
}

const std::optional<Setting<std::string>>& AwsConfig::sigv4a_signing_region_set() const noexcept {
    return data_->sigv4a_signing_region_set;
}

const std::optional<Setting<std::string>>& AwsConfig::auth_scheme_preference() const noexcept {
    return data_->auth_scheme_preference;
}

const std::optional<Setting<std::string>>& AwsConfig::app_id() const noexcept {
    return data_->app_id;
}

const std::optional<Setting<std::string>>& AwsConfig::user_agent_extra() const noexcept {
    return data_->user_agent_extra;
}

const std::optional<Setting<std::string>>& AwsConfig::execution_environment() const noexcept {
    return data_->execution_environment;
}

const Setting<DefaultsMode>& AwsConfig::defaults_mode() const noexcept {
    return data_->defaults_mode;
}

const Setting<bool>& AwsConfig::disable_clock_skew_correction() const noexcept {
    return data_->disable_clock_skew_correction;
}

const Setting<int>& AwsConfig::max_connections() const noexcept {
    return data_->max_connections;
}

const Setting<int>& AwsConfig::max_idle_connections() const noexcept {
    return data_->max_idle_connections;
}

const Setting<bool>& AwsConfig::tcp_keepalive() const noexcept {
    return data_->tcp_keepalive;
}

const Setting<TlsVersion>& AwsConfig::minimum_tls() const noexcept {
    return data_->minimum_tls;
}

const std::optional<Setting<std::string>>& AwsConfig::client_certificate() const noexcept {
    return data_->client_certificate;
}

const std::optional<Setting<std::string>>& AwsConfig::client_key() const noexcept {
    return data_->client_key;
}

const std::optional<Setting<std::string>>& AwsConfig::http_proxy() const noexcept {
    return data_->http_proxy;
}

const std::optional<Setting<std::string>>& AwsConfig::https_proxy() const noexcept {
    return data_->https_proxy;
}

const std::optional<Setting<std::string>>& AwsConfig::no_proxy() const noexcept {
    return data_->no_proxy;
}

const Setting<ChecksumRule>& AwsConfig::request_checksum_calculation() const noexcept {
    return data_->request_checksum_calculation;
}

const Setting<ChecksumRule>& AwsConfig::response_checksum_validation() const noexcept {
    return data_->response_checksum_validation;
}

const Setting<S3AddressingStyle>& AwsConfig::s3_addressing_style() const noexcept {
    return data_->s3_addressing_style;
}

const Setting<bool>& AwsConfig::s3_use_accelerate_endpoint() const noexcept {
    return data_->s3_use_accelerate_endpoint;
}

const Setting<bool>& AwsConfig::s3_use_arn_region() const noexcept {
    return data_->s3_use_arn_region;
}

const Setting<bool>& AwsConfig::s3_use_dual_stack() const noexcept {
    return data_->s3_use_dual_stack;
}

const Setting<bool>& AwsConfig::s3_disable_multiregion_access_points() const noexcept {
    return data_->s3_disable_multiregion_access_points;
}

const Setting<bool>& AwsConfig::s3_us_east_1_global_endpoint() const noexcept {
    return data_->s3_us_east_1_global_endpoint;
}

const Setting<bool>& AwsConfig::s3_payload_signing_enabled() const noexcept {
    return data_->s3_payload_signing_enabled;
}

const Setting<bool>& AwsConfig::ec2_metadata_disabled() const noexcept {
    return data_->ec2_metadata_disabled;
}

const std::optional<Setting<std::string>>& AwsConfig::ec2_metadata_service_endpoint() const noexcept {
    return data_->ec2_metadata_service_endpoint;
}

const Setting<MetadataEndpointMode>& AwsConfig::ec2_metadata_service_endpoint_mode() const noexcept {
    return data_->ec2_metadata_service_endpoint_mode;
}

const Setting<bool>& AwsConfig::ec2_metadata_v1_disabled() const noexcept {
    return data_->ec2_metadata_v1_disabled;
}

const Setting<AwsConfig::Duration>& AwsConfig::metadata_service_timeout() const noexcept {
    return data_->metadata_service_timeout;
}

const Setting<int>& AwsConfig::metadata_service_num_attempts() const noexcept {
    return data_->metadata_service_num_attempts;
}

const std::optional<Setting<std::string>>& AwsConfig::ec2_instance_profile_name() const noexcept {
    return data_->ec2_instance_profile_name;
}

const std::vector<std::string>& AwsConfig::warnings() const noexcept {
    return data_->warnings;
}

std::vector<AwsConfig::Line> AwsConfig::describe() const {
    std::vector<Line> lines;
    for (const aws::SettingRow& row : aws::settings()) {
        lines.push_back(aws::show_setting(row, *data_));
    }
    return lines;
}

bool operator==(const AwsConfig& a, const AwsConfig& b) {
    if (a.data_ == b.data_) {
        return true;
    }
    const auto others = [](const AwsConfig::Data& d) {
        return std::tie(d.profile, d.endpoints, d.static_credentials, d.provider_identity, d.role_arn,
                        d.role_session_name, d.external_id, d.role_options, d.mfa_token, d.key_provider,
                        d.credential_environment, d.warnings, d.profiles->profiles, d.profiles->sso_sessions);
    };
    return others(*a.data_) == others(*b.data_) && std::ranges::all_of(aws::settings(), [&](const auto& row) {
               return aws::is_same_setting(row, *a.data_, *b.data_);
           });
}

}  // namespace dynoxx
