#include <dynoxx/aws_options.hpp>

#include "aws/service.hpp"

#include <ostream>
#include <string_view>

namespace dynoxx {

namespace {

/// Collects `name=value` pairs of what is set.
class Printer {
 public:
    void add(std::string_view name, const std::optional<std::string>& value) {
        if (value) {
            append(name, *value);
        }
    }

    void add(std::string_view name, const std::optional<AwsOptions::Duration>& value) {
        if (value) {
            append(name, std::to_string(value->count()) + "ms");
        }
    }

    void add(std::string_view name, const std::optional<int>& value) {
        if (value) {
            append(name, std::to_string(*value));
        }
    }

    void append(std::string_view name, std::string_view value) {
        text_.append(text_.empty() ? "" : ", ").append(name).append("=").append(value);
    }

    [[nodiscard]] std::string text() const { return "AwsOptions{" + text_ + "}"; }

 private:
    std::string text_;
};

}  // namespace

std::string to_string(const StaticCredentials& credentials) {
    return credentials.access_key_id +
           (credentials.session_token.empty() ? ", secret hidden" : ", secret and token hidden");
}

std::ostream& operator<<(std::ostream& out, const StaticCredentials& credentials) {
    return out << to_string(credentials);
}

std::string to_string(const AwsOptions& options) {
    Printer printer;
    printer.add("region", options.region());
    printer.add("profile", options.profile());
    if (options.credentials()) {
        printer.append("credentials", "(" + to_string(*options.credentials()) + ")");
    }
    printer.add("role_arn", options.role_arn());
    printer.add("role_session_name", options.role_session_name());
    if (options.external_id()) {
        printer.append("external_id", "(hidden)");
    }
    if (options.role_options() != RoleOptions()) {
        printer.append("role_options", "(set)");
    }
    if (options.mfa_token()) {
        printer.append("mfa_token", "(function)");
    }
    printer.add("endpoint", options.endpoint());
    for (const aws::ServiceInfo& service : aws::services) {
        printer.add("endpoint_" + std::string(service.section_key), options.endpoint(service.service));
    }
    printer.add("connect_timeout", options.connect_timeout());
    printer.add("read_timeout", options.read_timeout());
    printer.add("attempt_timeout", options.attempt_timeout());
    printer.add("operation_timeout", options.operation_timeout());
    printer.add("max_attempts", options.max_attempts());
    if (options.retry_mode()) {
        printer.append("retry_mode", to_string(*options.retry_mode()));
    }
    printer.add("ca_bundle", options.ca_bundle());
    printer.add("config_file", options.config_file());
    printer.add("credentials_file", options.credentials_file());
    return printer.text();
}

std::ostream& operator<<(std::ostream& out, const AwsOptions& options) {
    return out << to_string(options);
}

}  // namespace dynoxx
