#include "aws/config_loader.hpp"

#include "aws/config_data.hpp"
#include "aws/endpoint_url.hpp"
#include "aws/examined_config.hpp"
#include "aws/file_locations.hpp"
#include "aws/profile_role.hpp"
#include "aws/setting_reader.hpp"
#include "aws/setting_values.hpp"
#include "aws/settings_table.hpp"
#include "runtime/wipe.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace dynoxx::aws {

namespace {

using Text = std::optional<Setting<std::string>>;
using Duration = AwsConfig::Duration;
using namespace std::chrono_literals;

/// The longest user agent part that services keep.
constexpr std::size_t longest_app_id = 50;

/// How long a connection may take by `defaults_mode`; `legacy` keeps the default of the table.
///
/// @par Source
/// AWS SDKs and Tools Reference Guide, "Smart configuration defaults".
constexpr std::pair<DefaultsMode, Duration> connect_timeouts[] = {
    {DefaultsMode::Standard, 3100ms},
    {DefaultsMode::InRegion, 1100ms},
    {DefaultsMode::CrossRegion, 3100ms},
    {DefaultsMode::Mobile, 30000ms},
};

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

/// The steps of `load_config`; each throws what is wrong, unless there is a list for it.
class Loader {
 public:
    Loader(const AwsOptions& options, const runtime::System& system, std::vector<WrongSetting>* wrong = nullptr)
        : options_(options), environment_(*system.environment), files_(*system.files), wrong_(wrong) {}

    std::shared_ptr<const AwsConfig::Data> load();

 private:
    template <class Step>
    void attempt(std::string_view name, Step step);
    void load_files();
    ProfileFileText read(const Setting<std::string>& path, const SettingRow& row);
    void select_profile();
    void load_settings();
    void load_endpoints();
    void load_endpoint(const SettingRow& row, const EndpointBinding& binding, const Section* section);
    void follow_defaults_mode();
    void follow_other_settings();
    void distrust_proxy_of_requests();
    void load_credential_inputs();

    const Section* services_section();
    Text configured_endpoint(const SettingRow& row, const Section* section);
    void check_endpoint(const SettingRow& row, const Setting<std::string>& url);
    DefaultsMode resolved_defaults_mode();

    [[nodiscard]] SettingReader reader() const { return {environment_, data_->selected_profile()}; }

    const AwsOptions& options_;
    const runtime::Environment& environment_;
    const runtime::FileSystem& files_;
    std::vector<WrongSetting>* wrong_;
    std::shared_ptr<AwsConfig::Data> data_ = std::make_shared<AwsConfig::Data>();
};

std::shared_ptr<const AwsConfig::Data> Loader::load() {
    load_files();
    attempt("profile", [this] { select_profile(); });
    load_settings();
    load_endpoints();
    follow_defaults_mode();
    attempt("client_key", [this] { follow_other_settings(); });
    distrust_proxy_of_requests();
    attempt("", [this] { load_credential_inputs(); });
    data_->log = options_.log();
    return data_;
}

/// Does a step; what it throws goes to the list if there is one.
template <class Step>
void Loader::attempt(std::string_view name, Step step) {
    try {
        step();
    } catch (const Exception& failure) {
        if (wrong_ == nullptr) {
            throw;
        }
        wrong_->emplace_back(std::string(name), failure.error());
    }
}

void Loader::load_files() {
    FileLocations locations = find_shared_files(options_, environment_);
    data_->config_file = std::move(locations.config);
    data_->credentials_file = std::move(locations.credentials);
    ProfileFileText config;
    const runtime::WipeAtEnd wipe_config(config.text);
    ProfileFileText credentials;
    const runtime::WipeAtEnd wipe_credentials(credentials.text);
    attempt("config_file", [&] { config = read(data_->config_file, setting("config_file")); });
    attempt("credentials_file", [&] { credentials = read(data_->credentials_file, setting("credentials_file")); });
    ProfileSet profiles;
    attempt("", [&] { profiles = parse_profile_files(config, credentials).value(); });
    data_->warnings.insert(data_->warnings.end(), profiles.warnings.begin(), profiles.warnings.end());
    data_->profiles = std::make_shared<const ProfileSet>(std::move(profiles));
}

ProfileFileText Loader::read(const Setting<std::string>& path, const SettingRow& row) {
    if (path.value.empty()) {
        return {};
    }
    std::optional<std::string> text = files_.read(path.value).value();
    if (!text && path.origin.kind == SettingOrigin::Kind::Code) {
        throw_error(invalid_setting(ErrorCode::UnreadableFile, row, path, "a file that exists"));
    }
    if (!text && path.origin.kind == SettingOrigin::Kind::Environment) {
        data_->warnings.push_back(to_string(path.origin) + " names " + path.value + ", which does not exist");
    }
    return {path.value, std::move(text).value_or("")};
}

void Loader::select_profile() {
    const SettingRow& row = setting("profile");
    if (auto named = SettingReader(environment_, nullptr).find(row, options_.profile())) {
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
              name_of(row, profile.origin) + " names the profile '" + profile.value + "', which is neither in " +
                  (data_->config_file.value.empty() ? "a config file" : data_->config_file.value) + " nor in " +
                  (data_->credentials_file.value.empty() ? "a credentials file" : data_->credentials_file.value) +
                  ". Profiles there: " + (known.empty() ? "none" : known) + "."));
}

void Loader::load_settings() {
    const SettingSources sources(options_, reader(), environment_.get("HOME").value_or(""));
    for (const SettingRow& row : settings()) {
        attempt(row.name, [&] { load_setting(row, sources, *data_); });
    }
}

void Loader::load_endpoints() {
    const Section* section = nullptr;
    attempt("services", [&] { section = services_section(); });
    const SettingRow& common = setting("endpoint_url");
    if (options_.endpoint()) {
        data_->common_endpoint.emplace(*options_.endpoint(), SettingOrigin::code());
    } else if (!data_->ignore_configured_endpoint_urls.value) {
        data_->common_endpoint = reader().find(common);
    }
    for (const SettingRow& row : settings()) {
        if (const auto* binding = std::get_if<EndpointBinding>(&row.binding)) {
            attempt(row.name, [&] { load_endpoint(row, *binding, section); });
        }
    }
}

void Loader::load_endpoint(const SettingRow& row, const EndpointBinding& binding, const Section* section) {
    Text& endpoint = data_->endpoints[index_of(binding.service)];
    std::optional<std::string> code = options_.endpoint(binding.service);
    if (!code && info_of(binding.service).takes_common_endpoint) {
        code = options_.endpoint();
    }
    if (code) {
        endpoint.emplace(*std::move(code), SettingOrigin::code());
    } else if (!data_->ignore_configured_endpoint_urls.value) {
        endpoint = configured_endpoint(row, section);
    }
    if (endpoint) {
        check_endpoint(row, *endpoint);
    }
}

void Loader::check_endpoint(const SettingRow& row, const Setting<std::string>& url) {
    const bool in_code = url.origin.kind == SettingOrigin::Kind::Code;
    parse_endpoint_url(in_code ? row.code : setting("endpoint_url").name, url).value();
}

const Section* Loader::services_section() {
    const SettingRow& row = setting("services");
    const Text name = reader().find(row);
    if (!name) {
        return nullptr;
    }
    const Section* section = data_->profiles->services.find(name->value);
    if (section == nullptr) {
        throw_error(
            invalid_setting(ErrorCode::InvalidOption, row, *name,
                            "the name of a section [services " + name->value + "] in " + data_->config_file.value));
    }
    return section;
}

/// The variable of the service, the variable of all, the section of the profile, the profile.
Text Loader::configured_endpoint(const SettingRow& row, const Section* section) {
    const SettingRow& common = setting("endpoint_url");
    for (const SettingRow* one : {&row, &common}) {
        if (Text found = reader().variable(one->variables)) {
            return found;
        }
    }
    if (Text found = SettingReader(environment_, section).property(row.keys)) {
        return found;
    }
    return reader().property(common.keys);
}

/// Gives the mode that `auto` means: the region of the machine is taken from the environment, never from the network.
DefaultsMode Loader::resolved_defaults_mode() {
    const DefaultsMode mode = data_->defaults_mode.value;
    if (mode != DefaultsMode::Auto) {
        return mode;
    }
    const Text here = data_->execution_environment ? reader().variable(setting("region").variables) : std::nullopt;
    if (!here || !data_->region) {
        return DefaultsMode::Standard;
    }
    return here->value == data_->region->value ? DefaultsMode::InRegion : DefaultsMode::CrossRegion;
}

void Loader::follow_defaults_mode() {
    const auto* entry =
        std::ranges::find(connect_timeouts, resolved_defaults_mode(), &std::pair<DefaultsMode, Duration>::first);
    if (entry != std::end(connect_timeouts) && data_->connect_timeout.origin.kind == SettingOrigin::Kind::Default) {
        data_->connect_timeout = {entry->second, data_->defaults_mode.origin};
    }
}

void Loader::follow_other_settings() {
    if (data_->s3_use_dual_stack.origin.kind == SettingOrigin::Kind::Default) {
        data_->s3_use_dual_stack = data_->use_dual_stack;
    }
    if (data_->imds_use_ipv6.value &&
        data_->ec2_metadata_service_endpoint_mode.origin.kind == SettingOrigin::Kind::Default) {
        data_->ec2_metadata_service_endpoint_mode = {MetadataEndpointMode::IPv6, data_->imds_use_ipv6.origin};
    }
    if (data_->client_key && !data_->client_certificate) {
        throw_error(Error(ErrorCode::InvalidOption,
                          name_of(setting("client_key"), data_->client_key->origin) +
                              " is set without AwsOptions::" + std::string(setting("client_certificate").code) + "."));
    }
    if (data_->app_id && data_->app_id->value.size() > longest_app_id) {
        data_->warnings.push_back(name_of(setting("sdk_ua_app_id"), data_->app_id->origin) + " has " +
                                  std::to_string(data_->app_id->value.size()) +
                                  " characters: services keep the first " + std::to_string(longest_app_id));
    }
}

/// A web server hands the header `Proxy` of a request to a CGI program as `HTTP_PROXY`, so that a stranger could set
/// it.
void Loader::distrust_proxy_of_requests() {
    if (environment_.get("REQUEST_METHOD") && data_->http_proxy &&
        data_->http_proxy->origin == SettingOrigin::environment("HTTP_PROXY")) {
        runtime::wipe(data_->http_proxy->value);
        data_->http_proxy.reset();
        data_->warnings.push_back("environment variable HTTP_PROXY is ignored in a CGI program; set http_proxy");
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
    if (options_.credentials_provider_identity()) {
        data_->provider_identity = options_.credentials_provider_identity();
        data_->provider = options_.credentials_provider();
        if (data_->provider_identity->empty() || !data_->provider) {
            throw_error(Error(ErrorCode::InvalidOption,
                              "AwsOptions::credentials_provider needs both an identity and a function."));
        }
        if (data_->static_credentials) {
            throw_error(Error(ErrorCode::InvalidOption,
                              "AwsOptions::credentials and AwsOptions::credentials_provider are both set. Set one."));
        }
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
    data_->key_provider = options_.key_provider();
    data_->role_arn = options_.role_arn();
    data_->role_session_name = options_.role_session_name();
    data_->external_id = options_.external_id();
    for (const SettingRow& row : settings()) {
        if (row.group != SettingGroup::Credentials && row.group != SettingGroup::Metadata) {
            continue;
        }
        for (const std::string_view variable : row.variables) {
            if (auto found = reader().variable(std::span(&variable, 1))) {
                data_->credential_environment.emplace(variable, runtime::Secret::take(found->value));
            }
        }
    }
    if (const auto home = environment_.get("HOME"); home && !home->empty()) {
        data_->credential_environment.emplace("HOME",
                                              runtime::Secret(*home));  // where sources keep what they were given
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

ExaminedConfig examine_config(const AwsOptions& options, const runtime::System& system) {
    std::vector<WrongSetting> wrong;
    AwsConfig config(Loader(options, system, &wrong).load());
    return ExaminedConfig(std::move(config), std::move(wrong));
}

}  // namespace dynoxx::aws
