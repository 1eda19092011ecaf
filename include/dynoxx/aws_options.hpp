#pragma once

#include <dynoxx/aws_service.hpp>
#include <dynoxx/log.hpp>
#include <dynoxx/retry_mode.hpp>
#include <dynoxx/role_options.hpp>

#include <array>
#include <chrono>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace dynoxx {

/// An access key as code gives it. A value; printed without its secrets.
struct StaticCredentials {
    StaticCredentials() {}
    StaticCredentials(std::string key_id, std::string secret, std::string token)
        : access_key_id(std::move(key_id)), secret_access_key(std::move(secret)), session_token(std::move(token)) {}

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
        return put(endpoints_[static_cast<std::size_t>(service)], std::move(url));
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
    [[nodiscard]] const std::optional<std::string>& role_arn() const { return role_arn_; }
    [[nodiscard]] const std::optional<std::string>& role_session_name() const { return role_session_name_; }
    [[nodiscard]] const std::optional<std::string>& external_id() const { return external_id_; }
    [[nodiscard]] const RoleOptions& role_options() const { return role_options_; }
    [[nodiscard]] const std::shared_ptr<const MfaToken>& mfa_token() const { return mfa_token_; }
    [[nodiscard]] const std::optional<std::string>& endpoint() const { return endpoint_; }
    [[nodiscard]] const std::optional<std::string>& endpoint(AwsService service) const {
        return endpoints_[static_cast<std::size_t>(service)];
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
    std::optional<std::string> role_arn_;
    std::optional<std::string> role_session_name_;
    std::optional<std::string> external_id_;
    RoleOptions role_options_;
    std::shared_ptr<const MfaToken> mfa_token_;
    std::optional<std::string> endpoint_;
    std::array<std::optional<std::string>, 7> endpoints_;
    std::optional<Duration> connect_timeout_;
    std::optional<Duration> read_timeout_;
    std::optional<Duration> attempt_timeout_;
    std::optional<Duration> operation_timeout_;
    std::optional<int> max_attempts_;
    std::optional<RetryMode> retry_mode_;
    std::optional<std::string> ca_bundle_;
    std::optional<std::string> config_file_;
    std::optional<std::string> credentials_file_;
    std::shared_ptr<const LogSink> log_;
};

/// Prints the id of the key and no secret: `AKIDEXAMPLE, secret hidden`.
[[nodiscard]] std::string to_string(const StaticCredentials& credentials);
std::ostream& operator<<(std::ostream& out, const StaticCredentials& credentials);

/// Prints what is set, secrets hidden: `AwsOptions{region=eu-west-1, max_attempts=2}`.
[[nodiscard]] std::string to_string(const AwsOptions& options);
std::ostream& operator<<(std::ostream& out, const AwsOptions& options);

}  // namespace dynoxx
