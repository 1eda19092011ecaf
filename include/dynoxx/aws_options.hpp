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
#include <dynoxx/switch.hpp>
#include <dynoxx/tls_version.hpp>

#include <chrono>
#include <iosfwd>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace dynoxx {

class KeyProvider;

/// An access key as code gives it. A value; printed without its secrets.
struct StaticCredentials {
    StaticCredentials() {}
    StaticCredentials(std::string key_id, std::string secret, std::string token)
        : access_key_id(std::move(key_id)), secret_access_key(std::move(secret)), session_token(std::move(token)) {}
    StaticCredentials(const StaticCredentials&) = default;
    StaticCredentials(StaticCredentials&&) noexcept = default;
    StaticCredentials& operator=(StaticCredentials other) noexcept;

    /// Overwrites both secrets.
    ~StaticCredentials();

    std::string access_key_id{};
    std::string secret_access_key{};
    std::string session_token{};  ///< empty for a long-term key

    friend bool operator==(const StaticCredentials&, const StaticCredentials&) = default;
};

/// What code asks for; everything that is left out is looked up in the environment and in the shared files.
///
/// A value: copyable, comparable, printable (secrets are hidden). Setting something never fails and never reads
/// anything; `AwsConfig::load` checks the values. Empty texts count as not set, as in the environment.
///
/// @par Example
/// @code
/// auto options = dynoxx::AwsOptions().profile("prod").region("eu-west-1").read_timeout(2s);
/// @endcode
class AwsOptions {
 public:
    using Duration = std::chrono::milliseconds;

    /// Sets the region, for example `eu-west-1`. Default: `AWS_REGION`, `AWS_DEFAULT_REGION`, `region` of the profile.
    AwsOptions& region(std::string name) & { return put(region_, std::move(name)); }
    AwsOptions region(std::string name) && { return std::move(region(std::move(name))); }

    /// Sets the profile of the shared files. Default: `AWS_PROFILE`, then `default`. It must exist.
    AwsOptions& profile(std::string name) & { return put(profile_, std::move(name)); }
    AwsOptions profile(std::string name) && { return std::move(profile(std::move(name))); }

    /// Sets an access key; no other source of credentials is asked then.
    AwsOptions& credentials(std::string access_key_id, std::string secret_access_key,
                            std::string session_token = {}) & {
        credentials_.emplace(std::move(access_key_id), std::move(secret_access_key), std::move(session_token));
        return *this;
    }
    AwsOptions credentials(std::string access_key_id, std::string secret_access_key,
                           std::string session_token = {}) && {
        return std::move(credentials(std::move(access_key_id), std::move(secret_access_key), std::move(session_token)));
    }

    /// Sets a source of credentials of the user's own; no other is asked then.
    ///
    /// @param identity says which source it is, in messages too, so it must be no secret: two configurations with the
    /// same identity share what the first of them got
    AwsOptions& credentials_provider(std::string identity, CredentialsFunction provider) & {
        provider_identity_ = std::move(identity);
        provider_ = std::make_shared<const CredentialsFunction>(std::move(provider));
        return *this;
    }
    AwsOptions credentials_provider(std::string identity, CredentialsFunction provider) && {
        return std::move(credentials_provider(std::move(identity), std::move(provider)));
    }

    /// Sets a role to assume with the credentials that are found otherwise.
    AwsOptions& role_arn(std::string arn) & { return put(role_arn_, std::move(arn)); }
    AwsOptions role_arn(std::string arn) && { return std::move(role_arn(std::move(arn))); }

    /// Sets the session name of `role_arn`, 2 to 64 characters. Default: made from the time.
    AwsOptions& role_session_name(std::string name) & { return put(role_session_name_, std::move(name)); }
    AwsOptions role_session_name(std::string name) && { return std::move(role_session_name(std::move(name))); }

    /// Sets the external id that the trust policy of `role_arn` asks for. Default: none.
    AwsOptions& external_id(std::string id) & { return put(external_id_, std::move(id)); }
    AwsOptions external_id(std::string id) && { return std::move(external_id(std::move(id))); }

    /// Sets what else `role_arn` is assumed with. Default: nothing.
    AwsOptions& role_options(RoleOptions options) & {
        role_options_ = std::move(options);
        return *this;
    }
    AwsOptions role_options(RoleOptions options) && { return std::move(role_options(std::move(options))); }

    /// Sets where the code of an MFA device comes from, for roles with `mfa_serial`. Default: such roles are an error.
    AwsOptions& mfa_token(MfaToken source) & {
        mfa_token_ = std::make_shared<const MfaToken>(std::move(source));
        return *this;
    }
    AwsOptions mfa_token(MfaToken source) && { return std::move(mfa_token(std::move(source))); }

    /// Sets the endpoint of DynamoDB, S3, KMS and STS, for example `http://localhost:4566`. S3 uses path style then.
    /// IAM Identity Center and sign-in keep theirs: whoever stands in for the others seldom stands in for these.
    AwsOptions& endpoint(std::string url) & { return put(endpoint_, std::move(url)); }
    AwsOptions endpoint(std::string url) && { return std::move(endpoint(std::move(url))); }

    /// Sets the endpoint of one service; it wins over the endpoint of all.
    AwsOptions& endpoint(AwsService service, std::string url) & {
        if (url.empty()) {
            endpoints_.erase(service);
        } else {
            endpoints_[service] = std::move(url);
        }
        return *this;
    }
    AwsOptions endpoint(AwsService service, std::string url) && { return std::move(endpoint(service, std::move(url))); }

    /// Sets the time to make a connection, TLS included. Default 3.1 s; 0 means no limit; at most one day.
    AwsOptions& connect_timeout(Duration time) & { return put(connect_timeout_, time); }
    AwsOptions connect_timeout(Duration time) && { return std::move(connect_timeout(time)); }

    /// Sets the longest silence while an answer is awaited. Default 30 s; 0 means no limit; at most one day.
    AwsOptions& read_timeout(Duration time) & { return put(read_timeout_, time); }
    AwsOptions read_timeout(Duration time) && { return std::move(read_timeout(time)); }

    /// Sets the time of one attempt. Default 0, which means no limit; at most one day.
    AwsOptions& attempt_timeout(Duration time) & { return put(attempt_timeout_, time); }
    AwsOptions attempt_timeout(Duration time) && { return std::move(attempt_timeout(time)); }

    /// Sets the time of an operation, retries and waits included. Default 0, which means no limit; at most one day.
    AwsOptions& operation_timeout(Duration time) & { return put(operation_timeout_, time); }
    AwsOptions operation_timeout(Duration time) && { return std::move(operation_timeout(time)); }

    /// Sets how often a request is sent at most, the first time included. Default 3 (DynamoDB 4); range 1 to 1000.
    AwsOptions& max_attempts(int count) & { return put(max_attempts_, count); }
    AwsOptions max_attempts(int count) && { return std::move(max_attempts(count)); }

    /// Sets how failed attempts are repeated. Default: `AWS_RETRY_MODE`, `retry_mode`, then standard.
    AwsOptions& retry_mode(RetryMode mode) & { return put(retry_mode_, mode); }
    AwsOptions retry_mode(RetryMode mode) && { return std::move(retry_mode(mode)); }

    /// Sets a file of PEM certificates to trust instead of the system's. Default: `AWS_CA_BUNDLE`, `ca_bundle`.
    AwsOptions& ca_bundle(std::string path) & { return put(ca_bundle_, std::move(path)); }
    AwsOptions ca_bundle(std::string path) && { return std::move(ca_bundle(std::move(path))); }

    /// Sets the path of the config file, which must exist. Default: `AWS_CONFIG_FILE`, then `~/.aws/config`.
    AwsOptions& config_file(std::string path) & { return put(config_file_, std::move(path)); }
    AwsOptions config_file(std::string path) && { return std::move(config_file(std::move(path))); }

    /// Sets the path of the credentials file, which must exist. Default: `AWS_SHARED_CREDENTIALS_FILE`, then
    /// `~/.aws/credentials`.
    AwsOptions& credentials_file(std::string path) & { return put(credentials_file_, std::move(path)); }
    AwsOptions credentials_file(std::string path) && { return std::move(credentials_file(std::move(path))); }

    /// Sets the account, twelve digits, where credentials do not name one. Default: `AWS_ACCOUNT_ID`, `aws_account_id`.
    AwsOptions& account_id(std::string digits) & { return put(account_id_, std::move(digits)); }
    AwsOptions account_id(std::string digits) && { return std::move(account_id(std::move(digits))); }

    /// Sets whether the host of DynamoDB names the account. Default: where the account is known.
    AwsOptions& account_id_endpoint_mode(AccountIdEndpointMode mode) & { return put(account_id_endpoint_mode_, mode); }
    AwsOptions account_id_endpoint_mode(AccountIdEndpointMode mode) && {
        return std::move(account_id_endpoint_mode(mode));
    }

    /// Sets whether FIPS endpoints are used. Default: off.
    AwsOptions& use_fips(Switch choice) & { return put(use_fips_, choice == Switch::On); }
    AwsOptions use_fips(Switch choice) && { return std::move(use_fips(choice)); }

    /// Sets whether endpoints with IPv6 and IPv4 are used. Default: off.
    AwsOptions& use_dual_stack(Switch choice) & { return put(use_dual_stack_, choice == Switch::On); }
    AwsOptions use_dual_stack(Switch choice) && { return std::move(use_dual_stack(choice)); }

    /// Sets whether endpoints of the environment and of the files are ignored. Default: off.
    AwsOptions& ignore_configured_endpoint_urls(Switch choice) & {
        return put(ignore_configured_endpoint_urls_, choice == Switch::On);
    }
    AwsOptions ignore_configured_endpoint_urls(Switch choice) && {
        return std::move(ignore_configured_endpoint_urls(choice));
    }

    /// Sets whether STS is reached by its one global host from the oldest regions. Default: off.
    AwsOptions& sts_global_endpoint(Switch choice) & { return put(sts_global_endpoint_, choice == Switch::On); }
    AwsOptions sts_global_endpoint(Switch choice) && { return std::move(sts_global_endpoint(choice)); }

    /// Sets whether the host keeps what an operation would put before it. Default: off.
    AwsOptions& disable_host_prefix_injection(Switch choice) & {
        return put(disable_host_prefix_injection_, choice == Switch::On);
    }
    AwsOptions disable_host_prefix_injection(Switch choice) && {
        return std::move(disable_host_prefix_injection(choice));
    }

    /// Sets the regions in which a SigV4a signature holds, with commas between them, or `*`. Default: by rules.
    AwsOptions& sigv4a_signing_region_set(std::string regions) & {
        return put(sigv4a_signing_region_set_, std::move(regions));
    }
    AwsOptions sigv4a_signing_region_set(std::string regions) && {
        return std::move(sigv4a_signing_region_set(std::move(regions)));
    }

    /// Sets the order of authentication schemes, with commas between them: `sigv4a, sigv4`. Default: by rules.
    AwsOptions& auth_scheme_preference(std::string schemes) & {
        return put(auth_scheme_preference_, std::move(schemes));
    }
    AwsOptions auth_scheme_preference(std::string schemes) && {
        return std::move(auth_scheme_preference(std::move(schemes)));
    }

    /// Sets the name of the program in the user agent, at most 50 characters. Default: `AWS_SDK_UA_APP_ID`,
    /// `sdk_ua_app_id`.
    AwsOptions& app_id(std::string id) & { return put(app_id_, std::move(id)); }
    AwsOptions app_id(std::string id) && { return std::move(app_id(std::move(id))); }

    /// Sets a text that ends the user agent. Default: none.
    AwsOptions& user_agent_extra(std::string text) & { return put(user_agent_extra_, std::move(text)); }
    AwsOptions user_agent_extra(std::string text) && { return std::move(user_agent_extra(std::move(text))); }

    /// Sets which defaults count where nothing is set. Default: `AWS_DEFAULTS_MODE`, `defaults_mode`, then legacy.
    AwsOptions& defaults_mode(DefaultsMode mode) & { return put(defaults_mode_, mode); }
    AwsOptions defaults_mode(DefaultsMode mode) && { return std::move(defaults_mode(mode)); }

    /// Sets whether the clock of the machine is taken as right, whatever the service says. Default: off.
    AwsOptions& disable_clock_skew_correction(Switch choice) & {
        return put(disable_clock_skew_correction_, choice == Switch::On);
    }
    AwsOptions disable_clock_skew_correction(Switch choice) && {
        return std::move(disable_clock_skew_correction(choice));
    }

    /// Sets how many connections to one host there may be at once. Default 0, which means no limit; at most 100000.
    AwsOptions& max_connections(int count) & { return put(max_connections_, count); }
    AwsOptions max_connections(int count) && { return std::move(max_connections(count)); }

    /// Sets how many idle connections to one host are kept. Default 64; range 0 to 100000.
    AwsOptions& max_idle_connections(int count) & { return put(max_idle_connections_, count); }
    AwsOptions max_idle_connections(int count) && { return std::move(max_idle_connections(count)); }

    /// Sets whether TCP tests idle connections. Default: off.
    AwsOptions& tcp_keepalive(Switch choice) & { return put(tcp_keepalive_, choice == Switch::On); }
    AwsOptions tcp_keepalive(Switch choice) && { return std::move(tcp_keepalive(choice)); }

    /// Sets the oldest version of TLS that is accepted. Default: TLS 1.2.
    AwsOptions& minimum_tls(TlsVersion version) & { return put(minimum_tls_, version); }
    AwsOptions minimum_tls(TlsVersion version) && { return std::move(minimum_tls(version)); }

    /// Sets a file of PEM certificates with which connections identify the program. Default: none.
    AwsOptions& client_certificate(std::string path) & { return put(client_certificate_, std::move(path)); }
    AwsOptions client_certificate(std::string path) && { return std::move(client_certificate(std::move(path))); }

    /// Sets the PEM file with the key of `client_certificate`. Default: the same file.
    AwsOptions& client_key(std::string path) & { return put(client_key_, std::move(path)); }
    AwsOptions client_key(std::string path) && { return std::move(client_key(std::move(path))); }

    /// Sets the proxy for `http` endpoints, `http://[user:password@]host[:port]`. Default: `http_proxy`, `all_proxy`.
    AwsOptions& http_proxy(std::string url) & { return put(http_proxy_, std::move(url)); }
    AwsOptions http_proxy(std::string url) && { return std::move(http_proxy(std::move(url))); }

    /// Sets the proxy for `https` endpoints. Default: the variables `https_proxy` and `all_proxy`, in either case.
    AwsOptions& https_proxy(std::string url) & { return put(https_proxy_, std::move(url)); }
    AwsOptions https_proxy(std::string url) && { return std::move(https_proxy(std::move(url))); }

    /// Sets the hosts that no proxy is used for, with commas between them. Default: the variable `no_proxy`.
    AwsOptions& no_proxy(std::string hosts) & { return put(no_proxy_, std::move(hosts)); }
    AwsOptions no_proxy(std::string hosts) && { return std::move(no_proxy(std::move(hosts))); }

    /// Sets which requests to S3 have a checksum. Default: all that can have one.
    AwsOptions& request_checksum_calculation(ChecksumRule rule) & { return put(request_checksum_calculation_, rule); }
    AwsOptions request_checksum_calculation(ChecksumRule rule) && {
        return std::move(request_checksum_calculation(rule));
    }

    /// Sets which answers of S3 are compared with their checksum. Default: all that can have one.
    AwsOptions& response_checksum_validation(ChecksumRule rule) & { return put(response_checksum_validation_, rule); }
    AwsOptions response_checksum_validation(ChecksumRule rule) && {
        return std::move(response_checksum_validation(rule));
    }

    /// Sets how requests to S3 name their bucket. Default: `s3` / `addressing_style`, then auto.
    AwsOptions& s3_addressing_style(S3AddressingStyle style) & { return put(s3_addressing_style_, style); }
    AwsOptions s3_addressing_style(S3AddressingStyle style) && { return std::move(s3_addressing_style(style)); }

    /// Sets whether S3 is reached by its accelerate host. Default: off.
    AwsOptions& s3_use_accelerate_endpoint(Switch choice) & {
        return put(s3_use_accelerate_endpoint_, choice == Switch::On);
    }
    AwsOptions s3_use_accelerate_endpoint(Switch choice) && { return std::move(s3_use_accelerate_endpoint(choice)); }

    /// Sets whether the region of an access point ARN counts instead of the configured one. Default: off.
    AwsOptions& s3_use_arn_region(Switch choice) & { return put(s3_use_arn_region_, choice == Switch::On); }
    AwsOptions s3_use_arn_region(Switch choice) && { return std::move(s3_use_arn_region(choice)); }

    /// Sets whether S3 is reached by endpoints with IPv6 and IPv4. Default: as `use_dual_stack`.
    AwsOptions& s3_use_dual_stack(Switch choice) & { return put(s3_use_dual_stack_, choice == Switch::On); }
    AwsOptions s3_use_dual_stack(Switch choice) && { return std::move(s3_use_dual_stack(choice)); }

    /// Sets whether ARNs of multi-region access points are refused. Default: off.
    AwsOptions& s3_disable_multiregion_access_points(Switch choice) & {
        return put(s3_disable_multiregion_access_points_, choice == Switch::On);
    }
    AwsOptions s3_disable_multiregion_access_points(Switch choice) && {
        return std::move(s3_disable_multiregion_access_points(choice));
    }

    /// Sets whether S3 in us-east-1 is reached by its global host. Default: off.
    AwsOptions& s3_us_east_1_global_endpoint(Switch choice) & {
        return put(s3_us_east_1_global_endpoint_, choice == Switch::On);
    }
    AwsOptions s3_us_east_1_global_endpoint(Switch choice) && {
        return std::move(s3_us_east_1_global_endpoint(choice));
    }

    /// Sets whether bodies to S3 are signed also over `https`. Default: off.
    AwsOptions& s3_payload_signing_enabled(Switch choice) & {
        return put(s3_payload_signing_enabled_, choice == Switch::On);
    }
    AwsOptions s3_payload_signing_enabled(Switch choice) && { return std::move(s3_payload_signing_enabled(choice)); }

    /// Sets how many values one data key seals, and how many it opens before KMS is asked for it again. Default 1000;
    /// range 0 to 1000000000. 0, as 1, means a data key for each value, and nothing is kept.
    AwsOptions& data_key_uses(int count) & { return put(data_key_uses_, count); }
    AwsOptions data_key_uses(int count) && { return std::move(data_key_uses(count)); }

    /// Sets how many bytes of plaintext one data key seals, and how many it opens before KMS is asked for it again.
    /// Default 67108864, which is 64 MiB; range 0 to 2147483647. A larger value gets a data key of its own.
    AwsOptions& data_key_bytes(int bytes) & { return put(data_key_bytes_, bytes); }
    AwsOptions data_key_bytes(int bytes) && { return std::move(data_key_bytes(bytes)); }

    /// Sets how long a data key is kept. Default 300 s; range 1 ms to one hour.
    AwsOptions& data_key_age(Duration time) & { return put(data_key_age_, time); }
    AwsOptions data_key_age(Duration time) && { return std::move(data_key_age(time)); }

    /// Sets how many data keys are kept, those to seal with and those that were opened each. Default 256; range 0 to
    /// 100000. 0 means that nothing is kept.
    AwsOptions& data_key_entries(int count) & { return put(data_key_entries_, count); }
    AwsOptions data_key_entries(int count) && { return std::move(data_key_entries(count)); }

    /// Sets where data keys come from instead of KMS. Default, and null: KMS.
    AwsOptions& key_provider(std::shared_ptr<KeyProvider> provider) & {
        key_provider_ = std::move(provider);
        return *this;
    }
    AwsOptions key_provider(std::shared_ptr<KeyProvider> provider) && {
        return std::move(key_provider(std::move(provider)));
    }

    /// Sets whether the instance metadata service of EC2 is never asked. Default: off.
    AwsOptions& ec2_metadata_disabled(Switch choice) & { return put(ec2_metadata_disabled_, choice == Switch::On); }
    AwsOptions ec2_metadata_disabled(Switch choice) && { return std::move(ec2_metadata_disabled(choice)); }

    /// Sets the URL of the instance metadata service. Default: by its mode.
    AwsOptions& ec2_metadata_service_endpoint(std::string url) & {
        return put(ec2_metadata_service_endpoint_, std::move(url));
    }
    AwsOptions ec2_metadata_service_endpoint(std::string url) && {
        return std::move(ec2_metadata_service_endpoint(std::move(url)));
    }

    /// Sets by which protocol the instance metadata service is reached. Default: IPv4.
    AwsOptions& ec2_metadata_service_endpoint_mode(MetadataEndpointMode mode) & {
        return put(ec2_metadata_service_endpoint_mode_, mode);
    }
    AwsOptions ec2_metadata_service_endpoint_mode(MetadataEndpointMode mode) && {
        return std::move(ec2_metadata_service_endpoint_mode(mode));
    }

    /// Sets whether the instance metadata service is never asked without a token. Default: off.
    AwsOptions& ec2_metadata_v1_disabled(Switch choice) & {
        return put(ec2_metadata_v1_disabled_, choice == Switch::On);
    }
    AwsOptions ec2_metadata_v1_disabled(Switch choice) && { return std::move(ec2_metadata_v1_disabled(choice)); }

    /// Sets the time of a request to the instance metadata service. Default 1 s; range 1 ms to one hour.
    AwsOptions& metadata_service_timeout(Duration time) & { return put(metadata_service_timeout_, time); }
    AwsOptions metadata_service_timeout(Duration time) && { return std::move(metadata_service_timeout(time)); }

    /// Sets how often the instance metadata service is asked at most. Default 1; range 1 to 1000.
    AwsOptions& metadata_service_num_attempts(int count) & { return put(metadata_service_num_attempts_, count); }
    AwsOptions metadata_service_num_attempts(int count) && { return std::move(metadata_service_num_attempts(count)); }

    /// Sets the instance profile whose credentials are asked for. Default: the one of the instance.
    AwsOptions& ec2_instance_profile_name(std::string name) & {
        return put(ec2_instance_profile_name_, std::move(name));
    }
    AwsOptions ec2_instance_profile_name(std::string name) && {
        return std::move(ec2_instance_profile_name(std::move(name)));
    }

    /// Sets where log lines go: one for each attempt of a request, and one for each object in S3 that could not be
    /// removed or must stay after a failed write. Default: nowhere.
    AwsOptions& log(LogSink sink) & {
        log_ = std::make_shared<const LogSink>(std::move(sink));
        return *this;
    }
    AwsOptions log(LogSink sink) && { return std::move(log(std::move(sink))); }

    // What was set; nothing where nothing was.
    [[nodiscard]] const std::optional<std::string>& region() const { return region_; }
    [[nodiscard]] const std::optional<std::string>& profile() const { return profile_; }
    [[nodiscard]] const std::optional<StaticCredentials>& credentials() const { return credentials_; }
    [[nodiscard]] const std::optional<std::string>& credentials_provider_identity() const { return provider_identity_; }
    [[nodiscard]] CredentialsFunction credentials_provider() const {
        return provider_ ? *provider_ : CredentialsFunction();
    }
    [[nodiscard]] const std::optional<std::string>& role_arn() const { return role_arn_; }
    [[nodiscard]] const std::optional<std::string>& role_session_name() const { return role_session_name_; }
    [[nodiscard]] const std::optional<std::string>& external_id() const { return external_id_; }
    [[nodiscard]] const RoleOptions& role_options() const { return role_options_; }
    [[nodiscard]] const std::shared_ptr<const MfaToken>& mfa_token() const { return mfa_token_; }
    [[nodiscard]] const std::optional<std::string>& endpoint() const { return endpoint_; }
    [[nodiscard]] std::optional<std::string> endpoint(AwsService service) const {
        const auto found = endpoints_.find(service);
        return found == endpoints_.end() ? std::nullopt : std::optional(found->second);
    }
    [[nodiscard]] const std::optional<Duration>& connect_timeout() const { return connect_timeout_; }
    [[nodiscard]] const std::optional<Duration>& read_timeout() const { return read_timeout_; }
    [[nodiscard]] const std::optional<Duration>& attempt_timeout() const { return attempt_timeout_; }
    [[nodiscard]] const std::optional<Duration>& operation_timeout() const { return operation_timeout_; }
    [[nodiscard]] const std::optional<int>& max_attempts() const { return max_attempts_; }
    [[nodiscard]] const std::optional<RetryMode>& retry_mode() const { return retry_mode_; }
    [[nodiscard]] const std::optional<std::string>& ca_bundle() const { return ca_bundle_; }
    [[nodiscard]] const std::optional<std::string>& config_file() const { return config_file_; }
    [[nodiscard]] const std::optional<std::string>& credentials_file() const { return credentials_file_; }
    [[nodiscard]] const std::optional<std::string>& account_id() const { return account_id_; }
    [[nodiscard]] const std::optional<AccountIdEndpointMode>& account_id_endpoint_mode() const {
        return account_id_endpoint_mode_;
    }
    [[nodiscard]] const std::optional<bool>& use_fips() const { return use_fips_; }
    [[nodiscard]] const std::optional<bool>& use_dual_stack() const { return use_dual_stack_; }
    [[nodiscard]] const std::optional<bool>& ignore_configured_endpoint_urls() const {
        return ignore_configured_endpoint_urls_;
    }
    [[nodiscard]] const std::optional<bool>& sts_global_endpoint() const { return sts_global_endpoint_; }
    [[nodiscard]] const std::optional<bool>& disable_host_prefix_injection() const {
        return disable_host_prefix_injection_;
    }
    [[nodiscard]] const std::optional<std::string>& sigv4a_signing_region_set() const {
        return sigv4a_signing_region_set_;
    }
    [[nodiscard]] const std::optional<std::string>& auth_scheme_preference() const { return auth_scheme_preference_; }
    [[nodiscard]] const std::optional<std::string>& app_id() const { return app_id_; }
    [[nodiscard]] const std::optional<std::string>& user_agent_extra() const { return user_agent_extra_; }
    [[nodiscard]] const std::optional<DefaultsMode>& defaults_mode() const { return defaults_mode_; }
    [[nodiscard]] const std::optional<bool>& disable_clock_skew_correction() const {
        return disable_clock_skew_correction_;
    }
    [[nodiscard]] const std::optional<int>& max_connections() const { return max_connections_; }
    [[nodiscard]] const std::optional<int>& max_idle_connections() const { return max_idle_connections_; }
    [[nodiscard]] const std::optional<bool>& tcp_keepalive() const { return tcp_keepalive_; }
    [[nodiscard]] const std::optional<TlsVersion>& minimum_tls() const { return minimum_tls_; }
    [[nodiscard]] const std::optional<std::string>& client_certificate() const { return client_certificate_; }
    [[nodiscard]] const std::optional<std::string>& client_key() const { return client_key_; }
    [[nodiscard]] const std::optional<std::string>& http_proxy() const { return http_proxy_; }
    [[nodiscard]] const std::optional<std::string>& https_proxy() const { return https_proxy_; }
    [[nodiscard]] const std::optional<std::string>& no_proxy() const { return no_proxy_; }
    [[nodiscard]] const std::optional<ChecksumRule>& request_checksum_calculation() const {
        return request_checksum_calculation_;
    }
    [[nodiscard]] const std::optional<ChecksumRule>& response_checksum_validation() const {
        return response_checksum_validation_;
    }
    [[nodiscard]] const std::optional<S3AddressingStyle>& s3_addressing_style() const { return s3_addressing_style_; }
    [[nodiscard]] const std::optional<bool>& s3_use_accelerate_endpoint() const { return s3_use_accelerate_endpoint_; }
    [[nodiscard]] const std::optional<bool>& s3_use_arn_region() const { return s3_use_arn_region_; }
    [[nodiscard]] const std::optional<bool>& s3_use_dual_stack() const { return s3_use_dual_stack_; }
    [[nodiscard]] const std::optional<bool>& s3_disable_multiregion_access_points() const {
        return s3_disable_multiregion_access_points_;
    }
    [[nodiscard]] const std::optional<bool>& s3_us_east_1_global_endpoint() const {
        return s3_us_east_1_global_endpoint_;
    }
    [[nodiscard]] const std::optional<bool>& s3_payload_signing_enabled() const { return s3_payload_signing_enabled_; }
    [[nodiscard]] const std::optional<int>& data_key_uses() const { return data_key_uses_; }
    [[nodiscard]] const std::optional<int>& data_key_bytes() const { return data_key_bytes_; }
    [[nodiscard]] const std::optional<Duration>& data_key_age() const { return data_key_age_; }
    [[nodiscard]] const std::optional<int>& data_key_entries() const { return data_key_entries_; }
    [[nodiscard]] const std::shared_ptr<KeyProvider>& key_provider() const { return key_provider_; }
    [[nodiscard]] const std::optional<bool>& ec2_metadata_disabled() const { return ec2_metadata_disabled_; }
    [[nodiscard]] const std::optional<std::string>& ec2_metadata_service_endpoint() const {
        return ec2_metadata_service_endpoint_;
    }
    [[nodiscard]] const std::optional<MetadataEndpointMode>& ec2_metadata_service_endpoint_mode() const {
        return ec2_metadata_service_endpoint_mode_;
    }
    [[nodiscard]] const std::optional<bool>& ec2_metadata_v1_disabled() const { return ec2_metadata_v1_disabled_; }
    [[nodiscard]] const std::optional<Duration>& metadata_service_timeout() const { return metadata_service_timeout_; }
    [[nodiscard]] const std::optional<int>& metadata_service_num_attempts() const {
        return metadata_service_num_attempts_;
    }
    [[nodiscard]] const std::optional<std::string>& ec2_instance_profile_name() const {
        return ec2_instance_profile_name_;
    }

    [[nodiscard]] LogSink log() const { return log_ ? *log_ : LogSink(); }

    friend bool operator==(const AwsOptions&, const AwsOptions&) = default;

 private:
    AwsOptions& put(std::optional<std::string>& member, std::string value) {
        if (value.empty()) {
            member.reset();
        } else {
            member = std::move(value);
        }
        return *this;
    }

    template <class T>
    AwsOptions& put(std::optional<T>& member, T value) {
        member = value;
        return *this;
    }

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
    std::optional<bool> ec2_metadata_disabled_;
    std::optional<std::string> ec2_metadata_service_endpoint_;
    std::optional<MetadataEndpointMode> ec2_metadata_service_endpoint_mode_;
    std::optional<bool> ec2_metadata_v1_disabled_;
    std::optional<Duration> metadata_service_timeout_;
    std::optional<int> metadata_service_num_attempts_;
    std::optional<std::string> ec2_instance_profile_name_;
    std::shared_ptr<const LogSink> log_;
};

/// Prints the id of the key and no secret: `AKIDEXAMPLE, secret hidden`.
[[nodiscard]] std::string to_string(const StaticCredentials& credentials);
std::ostream& operator<<(std::ostream& out, const StaticCredentials& credentials);

/// Prints what is set, secrets hidden: `AwsOptions{region=eu-west-1, max_attempts=2}`.
[[nodiscard]] std::string to_string(const AwsOptions& options);
std::ostream& operator<<(std::ostream& out, const AwsOptions& options);

}  // namespace dynoxx
