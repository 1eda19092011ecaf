#include "aws/imds_settings.hpp"

#include "aws/config_data.hpp"
#include "aws/endpoint_url.hpp"
#include "aws/setting_reader.hpp"
#include "aws/text.hpp"

namespace dynoxx::aws {

namespace {

using Text = std::optional<Setting<std::string>>;

constexpr std::string_view ipv4_host = "169.254.169.254";
constexpr std::string_view ipv6_host = "fd00:ec2::254";
constexpr int longest_timeout_seconds = 3600;
constexpr int most_attempts = 100;

/// Reads the variables that the configuration kept.
class KeptEnvironment final : public runtime::Environment {
 public:
    explicit KeptEnvironment(const AwsConfig::Data& data) : data_(data) {}

    [[nodiscard]] std::optional<std::string> get(std::string_view name) const override {
        const std::string_view value = data_.variable(name);
        return value.empty() ? std::nullopt : std::optional<std::string>(value);
    }

 private:
    const AwsConfig::Data& data_;
};

bool flag(std::string_view name, const Text& text) {
    return text && to_bool(name, *text).value().value;
}

bool uses_ipv6(const SettingReader& reader) {
    constexpr std::string_view name = "ec2_metadata_service_endpoint_mode";
    if (const Text mode = reader.find({}, {"AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"}, name)) {
        const bool ipv6 = equals_ignoring_case(mode->value, "IPv6");
        if (!ipv6 && !equals_ignoring_case(mode->value, "IPv4")) {
            throw_error(invalid_setting(ErrorCode::InvalidOption, name, *mode, "IPv4 or IPv6"));
        }
        return ipv6;
    }
    return flag("imds_use_ipv6", reader.property("imds_use_ipv6"));
}

void set_endpoint(ImdsSettings& settings, const SettingReader& reader) {
    constexpr std::string_view name = "ec2_metadata_service_endpoint";
    const bool ipv6 = uses_ipv6(reader);
    settings.origin = http::Origin("http", std::string(ipv6 ? ipv6_host : ipv4_host), 80);
    if (const Text url = reader.find({}, {"AWS_EC2_METADATA_SERVICE_ENDPOINT"}, name)) {
        EndpointUrl endpoint = parse_endpoint_url(name, *url).value();
        settings.origin = std::move(endpoint.origin);
        settings.base_path = std::move(endpoint.base_path);
    }
}

}  // namespace

ImdsSettings imds_settings(const AwsConfig& config) {
    const KeptEnvironment environment(config.data());
    const SettingReader reader(environment, config.data().selected_profile());
    ImdsSettings settings;
    settings.disabled = flag("ec2_metadata_disabled", reader.variable({"AWS_EC2_METADATA_DISABLED"}));
    set_endpoint(settings, reader);
    settings.v1_disabled =
        flag("ec2_metadata_v1_disabled", reader.find({}, {"AWS_EC2_METADATA_V1_DISABLED"}, "ec2_metadata_v1_disabled"));
    constexpr std::string_view timeout = "metadata_service_timeout";
    if (const Text text = reader.find({}, {"AWS_METADATA_SERVICE_TIMEOUT"}, timeout)) {
        settings.timeout = std::chrono::seconds(to_int(timeout, *text, 1, longest_timeout_seconds).value().value);
    }
    constexpr std::string_view attempts = "metadata_service_num_attempts";
    if (const Text text = reader.find({}, {"AWS_METADATA_SERVICE_NUM_ATTEMPTS"}, attempts)) {
        settings.max_attempts = to_int(attempts, *text, 1, most_attempts).value().value;
    }
    if (const Text name = reader.find({}, {"AWS_EC2_INSTANCE_PROFILE_NAME"}, "ec2_instance_profile_name")) {
        settings.instance_profile = name->value;
    }
    return settings;
}

}  // namespace dynoxx::aws
