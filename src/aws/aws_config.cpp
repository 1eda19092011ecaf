#include <dynoxx/aws_config.hpp>

#include "aws/config_data.hpp"
#include "aws/config_loader.hpp"
#include "aws/service.hpp"

#include <tuple>
#include <type_traits>

namespace dynoxx {

namespace {

constexpr int default_max_attempts = 3;
constexpr int default_max_attempts_dynamodb = 4;  // "Retry behavior", from November 2026

std::string text_of(const std::string& value) {
    return value.empty() ? "not set" : value;
}

std::string text_of(AwsConfig::Duration value) {
    return value.count() == 0 ? "no limit" : std::to_string(value.count()) + " ms";
}

std::string text_of(bool value) {
    return value ? "true" : "false";
}

template <class Enum>
requires std::is_enum_v<Enum> std::string text_of(Enum value) {
    return std::string(to_string(value));
}

template <class T>
AwsConfig::Line line_of(std::string name, const Setting<T>& setting) {
    return {std::move(name), text_of(setting.value), to_string(setting.origin)};
}

template <class T>
AwsConfig::Line line_of(std::string name, const std::optional<Setting<T>>& setting) {
    return setting ? line_of(std::move(name), *setting) : AwsConfig::Line(std::move(name), "not set", "default");
}

/// Only code sets these.
AwsConfig::Line code_line(std::string name, bool is_set, std::string value) {
    return {std::move(name), is_set ? std::move(value) : "not set", is_set ? "code" : "default"};
}

}  // namespace

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
    const bool more = service == AwsService::DynamoDB && data_->new_retries.value;
    return {more ? default_max_attempts_dynamodb : default_max_attempts, {}};
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

const std::vector<std::string>& AwsConfig::warnings() const noexcept {
    return data_->warnings;
}

std::vector<AwsConfig::Line> AwsConfig::describe() const {
    std::vector<Line> lines;
    lines.push_back(line_of("profile", data_->profile));
    lines.push_back(line_of("region", data_->region));
    for (const aws::ServiceInfo& service : aws::services) {
        lines.push_back(line_of("endpoint_" + std::string(service.section_key), endpoint(service.service)));
    }
    lines.push_back(line_of("use_fips_endpoint", use_fips()));
    lines.push_back(line_of("use_dualstack_endpoint", use_dual_stack()));
    const Setting<bool>& global = sts_global_endpoint();
    lines.emplace_back("sts_regional_endpoints", global.value ? "legacy" : "regional", to_string(global.origin));
    lines.push_back(line_of("account_id_endpoint_mode", account_id_endpoint_mode()));
    const auto& keys = data_->static_credentials;
    lines.push_back(code_line("credentials", keys.has_value(), keys ? to_string(*keys) : ""));
    lines.push_back(code_line("role_arn", data_->role_arn.has_value(), data_->role_arn.value_or("")));
    lines.push_back(
        code_line("role_session_name", data_->role_session_name.has_value(), data_->role_session_name.value_or("")));
    lines.push_back(code_line("external_id", data_->external_id.has_value(), "(hidden)"));
    lines.push_back(code_line("role_options", data_->role_options != RoleOptions(), "(set)"));
    lines.push_back(code_line("mfa_token", data_->mfa_token != nullptr, "(function)"));
    lines.push_back(line_of("connect_timeout", connect_timeout()));
    lines.push_back(line_of("read_timeout", read_timeout()));
    lines.push_back(line_of("attempt_timeout", attempt_timeout()));
    lines.push_back(line_of("operation_timeout", operation_timeout()));
    const std::string others = std::to_string(max_attempts(AwsService::S3).value);
    const std::string dynamodb = std::to_string(max_attempts(AwsService::DynamoDB).value);
    lines.emplace_back("max_attempts", others == dynamodb ? others : others + ", DynamoDB " + dynamodb,
                       to_string(max_attempts(AwsService::S3).origin));
    lines.push_back(line_of("retry_mode", retry_mode()));
    lines.push_back(line_of("new_retries", new_retries()));
    lines.push_back(line_of("ca_bundle", ca_bundle()));
    lines.push_back(line_of("config_file", data_->config_file));
    lines.push_back(line_of("credentials_file", data_->credentials_file));
    return lines;
}

bool operator==(const AwsConfig& a, const AwsConfig& b) {
    const auto values = [](const AwsConfig::Data& d) {
        return std::tie(d.profile, d.region, d.endpoints, d.use_fips, d.use_dual_stack, d.sts_global_endpoint,
                        d.account_id_endpoint_mode, d.connect_timeout, d.read_timeout, d.attempt_timeout,
                        d.operation_timeout, d.max_attempts, d.retry_mode, d.new_retries, d.ca_bundle,
                        d.static_credentials, d.role_arn, d.role_session_name, d.external_id, d.role_options,
                        d.mfa_token, d.credential_environment, d.config_file, d.credentials_file, d.warnings);
    };
    return a.data_ == b.data_ ||
           (values(*a.data_) == values(*b.data_) && a.data_->profiles->profiles == b.data_->profiles->profiles &&
            a.data_->profiles->sso_sessions == b.data_->profiles->sso_sessions);
}

}  // namespace dynoxx
