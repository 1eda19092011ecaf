#include <dynoxx/aws_options.hpp>

#include "aws/setting_values.hpp"
#include "aws/settings_table.hpp"
#include "runtime/wipe.hpp"

#include <ostream>
#include <string_view>
#include <type_traits>

namespace dynoxx {

namespace {

std::string text_of(const std::string& value) {
    return aws::without_password(value);
}

std::string text_of(AwsOptions::Duration value) {
    return std::to_string(value.count()) + "ms";
}

std::string text_of(int value) {
    return std::to_string(value);
}

std::string text_of(bool value) {
    return value ? "true" : "false";
}

template <class Enum>
requires std::is_enum_v<Enum> std::string text_of(Enum value) {
    return std::string(to_string(value));
}

/// Collects `name=value` pairs of what is set.
class Printer {
 public:
    explicit Printer(const AwsOptions& options) : options_(options) {}

    template <class T>
    void add(std::string_view name, const std::optional<T>& value) {
        if (value) {
            append(name, text_of(*value));
        }
    }

    /// Adds what the table has a function for; the others are added by name.
    template <class Binding>
    void add_row(const aws::SettingRow& row, const Binding& binding) {
        if constexpr (requires { (options_.*binding.code)(); }) {
            if (binding.code != nullptr) {
                add(row.code, (options_.*binding.code)());
            }
        }
    }

    void add_row(const aws::SettingRow& row, const aws::EndpointBinding& binding) {
        add(row.name, options_.endpoint(binding.service));
    }

    void append(std::string_view name, std::string_view value) {
        text_.append(text_.empty() ? "" : ", ").append(name).append("=").append(value);
    }

    [[nodiscard]] std::string text() const { return "AwsOptions{" + text_ + "}"; }

 private:
    const AwsOptions& options_;
    std::string text_;
};

}  // namespace

StaticCredentials& StaticCredentials::operator=(StaticCredentials other) noexcept {
    access_key_id.swap(other.access_key_id);
    secret_access_key.swap(other.secret_access_key);
    session_token.swap(other.session_token);
    return *this;
}

StaticCredentials::~StaticCredentials() {
    runtime::wipe(secret_access_key);
    runtime::wipe(session_token);
}

std::string to_string(const StaticCredentials& credentials) {
    return credentials.access_key_id +
           (credentials.session_token.empty() ? ", secret hidden" : ", secret and token hidden");
}

std::ostream& operator<<(std::ostream& out, const StaticCredentials& credentials) {
    return out << to_string(credentials);
}

std::string to_string(const AwsOptions& options) {
    Printer printer(options);
    printer.add("config_file", options.config_file());
    printer.add("credentials_file", options.credentials_file());
    printer.add("profile", options.profile());
    if (options.credentials()) {
        printer.append("credentials", "(" + to_string(*options.credentials()) + ")");
    }
    printer.add("credentials_provider", options.credentials_provider_identity());
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
    if (options.key_provider()) {
        printer.append("key_provider", "(set)");
    }
    printer.add("endpoint", options.endpoint());
    for (const aws::SettingRow& row : aws::settings()) {
        std::visit([&](const auto& binding) { printer.add_row(row, binding); }, row.binding);
    }
    return printer.text();
}

std::ostream& operator<<(std::ostream& out, const AwsOptions& options) {
    return out << to_string(options);
}

}  // namespace dynoxx
