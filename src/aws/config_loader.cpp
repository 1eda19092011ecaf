#include "aws/config_loader.hpp"

#include "aws/config_data.hpp"
#include "aws/endpoint_url.hpp"
#include "aws/file_locations.hpp"
#include "aws/partition.hpp"
#include "aws/service.hpp"
#include "aws/setting_reader.hpp"
#include "aws/text.hpp"

#include <algorithm>

namespace dynoxx::aws {

namespace {

using Text = std::optional<Setting<std::string>>;
using Duration = AwsConfig::Duration;
using namespace std::chrono_literals;

constexpr Duration default_connect_timeout = 3100ms;
constexpr Duration default_read_timeout = 30s;
constexpr Duration no_limit = 0ms;
constexpr Duration longest_timeout = 24h;
constexpr int most_attempts = 1000;
constexpr std::chrono::seconds shortest_session = 900s;
constexpr std::chrono::seconds longest_session = 43'200s;

/// The words of `account_id_endpoint_mode`.
constexpr AccountIdEndpointMode account_id_endpoint_modes[] = {
    AccountIdEndpointMode::Preferred, AccountIdEndpointMode::Required, AccountIdEndpointMode::Disabled};

void check_role_options(const RoleOptions& options) {
    if (options.duration != 0s && (options.duration < shortest_session || options.duration > longest_session)) {
        throw_error(invalid_setting(ErrorCode::InvalidOption, "role_options.duration",
                                    {std::to_string(options.duration.count()) + " s", SettingOrigin::code()},
                                    "900 s to 43200 s"));
    }
    for (const std::string& key : options.transitive_tags) {
        if (std::ranges::find(options.tags, key, &std::pair<std::string, std::string>::first) == options.tags.end()) {
            throw_error(invalid_setting(ErrorCode::InvalidOption, "role_options.transitive_tags",
                                        {key, SettingOrigin::code()}, "keys of role_options.tags"));
        }
    }
}

/// The steps of `load_config`; each throws what is wrong.
class Loader {
 public:
    Loader(const AwsOptions& options, const runtime::System& system)
        : options_(options), environment_(*system.environment), files_(*system.files) {}

    std::shared_ptr<const AwsConfig::Data> load();

 private:
    void load_files();
    ProfileFileText read(const Setting<std::string>& path, std::string_view name);
    void select_profile();
    void load_region();
    void load_endpoints();
    void load_endpoint_kinds();
    void load_timeouts();
    void load_retries();
    void load_ca_bundle();
    void load_credential_inputs();

    const Section* services_section();
    Text configured_endpoint(const ServiceInfo& service, const Section* section);

    [[nodiscard]] SettingReader reader() const { return {environment_, data_->selected_profile()}; }

    const AwsOptions& options_;
    const runtime::Environment& environment_;
    const runtime::FileSystem& files_;
    std::shared_ptr<AwsConfig::Data> data_ = std::make_shared<AwsConfig::Data>();
};

std::shared_ptr<const AwsConfig::Data> Loader::load() {
    load_files();
    select_profile();
    load_region();
    load_endpoints();
    load_endpoint_kinds();
    load_timeouts();
    load_retries();
    load_ca_bundle();
    load_credential_inputs();
    return data_;
}

void Loader::load_files() {
    FileLocations locations = find_shared_files(options_, environment_);
    data_->config_file = std::move(locations.config);
    data_->credentials_file = std::move(locations.credentials);
    ProfileSet profiles =
        parse_profile_files(read(data_->config_file, "config_file"), read(data_->credentials_file, "credentials_file"))
            .value();
    data_->warnings.insert(data_->warnings.end(), profiles.warnings.begin(), profiles.warnings.end());
    data_->profiles = std::make_shared<const ProfileSet>(std::move(profiles));
}

ProfileFileText Loader::read(const Setting<std::string>& path, std::string_view name) {
    if (path.value.empty()) {
        return {};
    }
    std::optional<std::string> text = files_.read(path.value).value();
    if (!text && path.origin.kind == SettingOrigin::Kind::Code) {
        throw_error(invalid_setting(ErrorCode::UnreadableFile, name, path, "a file that exists"));
    }
    if (!text && path.origin.kind == SettingOrigin::Kind::Environment) {
        data_->warnings.push_back(to_string(path.origin) + " names " + path.value + ", which does not exist");
    }
    return {path.value, std::move(text).value_or("")};
}

void Loader::select_profile() {
    if (auto named = SettingReader(environment_, nullptr).find(options_.profile(), {"AWS_PROFILE"}, {})) {
        data_->profile = std::move(*named);
    }
    const Setting<std::string>& profile = data_->profile;
    if (profile.origin.kind == SettingOrigin::Kind::Default || data_->selected_profile() != nullptr) {
        return;
    }
    std::string known;
    for (const Section& section : data_->profiles->profiles.items) {
        known += (known.empty() ? "" : ", ") + section.name;
    }
    throw_error(
        Error(ErrorCode::ProfileNotFound,
              name_of("profile", profile.origin) + " names the profile '" + profile.value + "', which is neither in " +
                  (data_->config_file.value.empty() ? "a config file" : data_->config_file.value) + " nor in " +
                  (data_->credentials_file.value.empty() ? "a credentials file" : data_->credentials_file.value) +
                  ". Profiles there: " + (known.empty() ? "none" : known) + "."));
}

void Loader::load_region() {
    data_->region = reader().find(options_.region(), {"AWS_REGION", "AWS_DEFAULT_REGION"}, "region");
    if (!data_->region) {
        return;
    }
    if (!is_host_label(data_->region->value)) {
        throw_error(invalid_setting(ErrorCode::InvalidOption, "region", *data_->region,
                                    "letters, digits and hyphens, for example eu-west-1"));
    }
}

void Loader::load_endpoints() {
    const Section* section = services_section();
    bool ignored = false;
    constexpr std::string_view ignore_key = "ignore_configured_endpoint_urls";
    if (auto text = reader().find({}, {"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"}, ignore_key)) {
        ignored = to_bool(ignore_key, *text).value().value;
    }
    for (const ServiceInfo& service : services) {
        Text& endpoint = data_->endpoints[index_of(service.service)];
        std::optional<std::string> code = options_.endpoint(service.service);
        if (!code && service.takes_common_endpoint) {
            code = options_.endpoint();
        }
        if (code) {
            endpoint.emplace(*std::move(code), SettingOrigin::code());
        }
        if (!endpoint && !ignored) {
            endpoint = configured_endpoint(service, section);
        }
        if (endpoint) {
            parse_endpoint_url(endpoint->origin.kind == SettingOrigin::Kind::Code ? "endpoint" : "endpoint_url",
                               *endpoint)
                .value();
        }
    }
}

const Section* Loader::services_section() {
    const Text name = reader().property("services");
    if (!name) {
        return nullptr;
    }
    const Section* section = data_->profiles->services.find(name->value);
    if (section == nullptr) {
        throw_error(
            invalid_setting(ErrorCode::InvalidOption, "services", *name,
                            "the name of a section [services " + name->value + "] in " + data_->config_file.value));
    }
    return section;
}

Text Loader::configured_endpoint(const ServiceInfo& service, const Section* section) {
    const std::string variable = "AWS_ENDPOINT_URL_" + std::string(service.environment_suffix);
    if (Text found = reader().variable({variable, "AWS_ENDPOINT_URL"})) {
        return found;
    }
    if (const Property* entry = section == nullptr ? nullptr : section->find(service.section_key)) {
        if (const SubProperty* url = entry->find("endpoint_url"); url != nullptr && !url->value.empty()) {
            return Setting<std::string>(url->value, url->origin);
        }
    }
    return reader().property("endpoint_url");
}

void Loader::load_endpoint_kinds() {
    if (auto text = reader().find({}, {"AWS_USE_FIPS_ENDPOINT"}, "use_fips_endpoint")) {
        data_->use_fips = to_bool("use_fips_endpoint", *text).value();
    }
    if (auto text = reader().find({}, {"AWS_USE_DUALSTACK_ENDPOINT"}, "use_dualstack_endpoint")) {
        data_->use_dual_stack = to_bool("use_dualstack_endpoint", *text).value();
    }
    if (auto text = reader().find({}, {"AWS_STS_REGIONAL_ENDPOINTS"}, "sts_regional_endpoints")) {
        const bool legacy = equals_ignoring_case(text->value, "legacy");
        if (!legacy && !equals_ignoring_case(text->value, "regional")) {
            throw_error(
                invalid_setting(ErrorCode::InvalidOption, "sts_regional_endpoints", *text, "regional or legacy"));
        }
        data_->sts_global_endpoint = {legacy, text->origin};
    }
    if (auto text = reader().find({}, {"AWS_ACCOUNT_ID_ENDPOINT_MODE"}, "account_id_endpoint_mode")) {
        const auto mode = std::ranges::find_if(account_id_endpoint_modes, [&](AccountIdEndpointMode candidate) {
            return equals_ignoring_case(to_string(candidate), text->value);
        });
        if (mode == std::end(account_id_endpoint_modes)) {
            throw_error(invalid_setting(ErrorCode::InvalidOption, "account_id_endpoint_mode", *text,
                                        "preferred, required or disabled"));
        }
        data_->account_id_endpoint_mode = {*mode, text->origin};
    }
}

void Loader::load_timeouts() {
    const struct {
        std::string_view name;
        const std::optional<Duration>& code;
        Duration fallback;
        Setting<Duration>& into;
    } timeouts[] = {
        {"connect_timeout", options_.connect_timeout(), default_connect_timeout, data_->connect_timeout},
        {"read_timeout", options_.read_timeout(), default_read_timeout, data_->read_timeout},
        {"attempt_timeout", options_.attempt_timeout(), no_limit, data_->attempt_timeout},
        {"operation_timeout", options_.operation_timeout(), no_limit, data_->operation_timeout},
    };
    for (const auto& timeout : timeouts) {
        timeout.into = timeout.code ? Setting<Duration>(*timeout.code, SettingOrigin::code())
                                    : Setting<Duration>(timeout.fallback, {});
        if (timeout.into.value < 0ms || timeout.into.value > longest_timeout) {
            throw_error(invalid_setting(ErrorCode::InvalidOption, timeout.name,
                                        {std::to_string(timeout.into.value.count()) + " ms", timeout.into.origin},
                                        "0 (no limit) to one day"));
        }
    }
}

void Loader::load_retries() {
    std::optional<std::string> attempts;
    if (options_.max_attempts()) {
        attempts = std::to_string(*options_.max_attempts());
    }
    if (auto text = reader().find(attempts, {"AWS_MAX_ATTEMPTS"}, "max_attempts")) {
        data_->max_attempts = to_int("max_attempts", *text, 1, most_attempts).value();
    }
    data_->log = options_.log();
    if (options_.retry_mode()) {
        data_->retry_mode = {*options_.retry_mode(), SettingOrigin::code()};
    } else if (auto text = reader().find({}, {"AWS_RETRY_MODE"}, "retry_mode")) {
        const std::string word = to_lower(text->value);
        if (word != "standard" && word != "adaptive" && word != "legacy") {
            throw_error(invalid_setting(ErrorCode::InvalidOption, "retry_mode", *text, "standard or adaptive"));
        }
        if (word == "legacy") {
            data_->warnings.push_back(name_of("retry_mode", text->origin) + " is 'legacy': standard is used");
        }
        data_->retry_mode = {word == "adaptive" ? RetryMode::Adaptive : RetryMode::Standard, text->origin};
    }
    if (auto text = reader().variable({"AWS_NEW_RETRIES_2026"})) {
        data_->new_retries = to_bool("new_retries", *text).value();
    }
}

void Loader::load_ca_bundle() {
    data_->ca_bundle = reader().find(options_.ca_bundle(), {"AWS_CA_BUNDLE"}, "ca_bundle");
    if (data_->ca_bundle) {
        const std::string home = environment_.get("HOME").value_or("");
        data_->ca_bundle->value = expand_home(std::move(data_->ca_bundle->value), home);
    }
}

void Loader::load_credential_inputs() {
    if (const auto& keys = options_.credentials(); keys && *keys != StaticCredentials()) {
        if (keys->access_key_id.empty() || keys->secret_access_key.empty()) {
            throw_error(Error(ErrorCode::InvalidOption,
                              "AwsOptions::credentials needs both an access key id and a secret access key."));
        }
        data_->static_credentials = keys;
    }
    if (!options_.role_arn() && (options_.role_session_name() || options_.external_id())) {
        throw_error(Error(ErrorCode::InvalidOption, std::string("AwsOptions::") +
                                                        (options_.external_id() ? "external_id" : "role_session_name") +
                                                        " is set without AwsOptions::role_arn."));
    }
    if (!options_.role_arn() && options_.role_options() != RoleOptions()) {
        throw_error(Error(ErrorCode::InvalidOption, "AwsOptions::role_options is set without AwsOptions::role_arn."));
    }
    check_role_options(options_.role_options());
    data_->role_options = options_.role_options();
    data_->mfa_token = options_.mfa_token();
    data_->role_arn = options_.role_arn();
    data_->role_session_name = options_.role_session_name();
    data_->external_id = options_.external_id();
    for (const std::string_view variable : credential_variables) {
        if (auto found = reader().variable({variable})) {
            data_->credential_environment.emplace(variable, std::move(found->value));
        }
    }
}

}  // namespace

AwsConfig in_region(const AwsConfig& config, Setting<std::string> region) {
    auto data = std::make_shared<AwsConfig::Data>(config.data());
    data->region = std::move(region);
    return AwsConfig(std::move(data));
}

Result<AwsConfig> load_config(const AwsOptions& options, const runtime::System& system) {
    try {
        return AwsConfig(Loader(options, system).load());
    } catch (const Exception& failure) {
        return failure.error();
    }
}

}  // namespace dynoxx::aws
