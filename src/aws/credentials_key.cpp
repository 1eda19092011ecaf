#include <dynoxx/aws_config.hpp>

#include "aws/config_data.hpp"
#include "aws/service.hpp"
#include "runtime/wipe.hpp"
#include "sigv4/sha256.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace dynoxx {

namespace {

using aws::Property;
using aws::Section;

/// Properties whose presence in the selected profile means that a service is asked for credentials.
constexpr std::string_view regional_sources[] = {"role_arn", "web_identity_token_file", "sso_session", "sso_start_url",
                                                 "login_session"};

/// The services that give credentials.
constexpr AwsService credential_services[] = {AwsService::Sts, AwsService::Sso, AwsService::SsoOidc,
                                              AwsService::Signin};

/// The variables that end the chain where both keys are set and code names no profile.
constexpr std::string_view key_variables[] = {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN",
                                              "AWS_ACCOUNT_ID"};

/// Collects `name=value` lines; lengths keep neighbours apart.
class Fingerprint {
 public:
    Fingerprint() = default;
    Fingerprint(const Fingerprint&) = delete;
    Fingerprint& operator=(const Fingerprint&) = delete;
    ~Fingerprint() { runtime::wipe(text_); }

    void add(std::string_view name, std::string_view value) {
        runtime::make_room(text_, name.size() + value.size() + longest_number);
        text_.append(name).append("=").append(std::to_string(value.size())).append(":").append(value).append("\n");
    }

    void add(const Section& section) {
        add("section", section.name);
        std::vector<const Property*> sorted;
        for (const Property& property : section.properties) {
            sorted.push_back(&property);
        }
        std::ranges::sort(sorted, {}, &Property::name);
        for (const Property* property : sorted) {
            add(property->name, property->text());
        }
    }

    void add(const RoleOptions& role) {
        add("duration", std::to_string(role.duration.count()));
        add("mfa_serial", role.mfa_serial);
        add("policy", role.policy);
        for (const std::string& arn : role.policy_arns) {
            add("policy_arn", arn);
        }
        for (const auto& [key, value] : role.tags) {
            add("tag", key);
            add("value", value);
        }
        for (const std::string& key : role.transitive_tags) {
            add("transitive_tag", key);
        }
        add("source_identity", role.source_identity);
    }

    /// Gives SHA-256 of all lines in hexadecimal digits.
    [[nodiscard]] std::string digest() const { return sigv4::sha256_hex(text_); }

 private:
    static constexpr std::size_t longest_number = 24;  // with what stands around it

    std::string text_;
};

/// Adds the selected profile, the profiles that it chains to, and their SSO sessions.
void add_profiles(Fingerprint& into, const AwsConfig::Data& data) {
    std::vector<const Section*> seen;
    const Section* profile = data.selected_profile();
    while (profile != nullptr && std::ranges::find(seen, profile) == seen.end()) {
        seen.push_back(profile);
        into.add(*profile);
        const Property* session = profile->find("sso_session");
        if (const Section* found = session == nullptr ? nullptr : data.profiles->sso_sessions.find(session->value)) {
            into.add(*found);
        }
        const Property* source = profile->find("source_profile");
        profile = source == nullptr ? nullptr : data.profiles->profiles.find(source->value);
    }
}

std::string_view text_of(const std::optional<Setting<std::string>>& setting) {
    return setting ? std::string_view(setting->value) : std::string_view();
}

std::string_view text_of(const Setting<bool>& setting) {
    return setting.value ? "true" : "false";
}

/// Adds how instance metadata is asked for: code may say it.
void add_metadata(Fingerprint& into, const AwsConfig::Data& data) {
    into.add("disabled", text_of(data.ec2_metadata_disabled));
    into.add("endpoint", text_of(data.ec2_metadata_service_endpoint));
    into.add("mode", to_string(data.ec2_metadata_service_endpoint_mode.value));
    into.add("v1_disabled", text_of(data.ec2_metadata_v1_disabled));
    into.add("instance_profile", text_of(data.ec2_instance_profile_name));
}

bool takes_environment_keys(const AwsConfig::Data& data) {
    return data.profile.origin.kind != SettingOrigin::Kind::Code && !data.variable("AWS_ACCESS_KEY_ID").empty() &&
           !data.variable("AWS_SECRET_ACCESS_KEY").empty();
}

/// Adds where a service that gives credentials is and how it is reached.
void add_network(Fingerprint& into, const AwsConfig::Data& data) {
    into.add("region", text_of(data.region));
    for (const AwsService service : credential_services) {
        into.add(to_string(service), text_of(data.endpoints[aws::index_of(service)]));
    }
    into.add("fips", text_of(data.use_fips));
    into.add("dual_stack", text_of(data.use_dual_stack));
    into.add("sts_global", text_of(data.sts_global_endpoint));
    into.add("http_proxy", text_of(data.http_proxy));
    into.add("https_proxy", text_of(data.https_proxy));
    into.add("no_proxy", text_of(data.no_proxy));
    into.add("ca_bundle", text_of(data.ca_bundle));
    into.add("minimum_tls", to_string(data.minimum_tls.value));
    into.add("client_certificate", text_of(data.client_certificate));
    into.add("client_key", text_of(data.client_key));
}

bool asks_service(const AwsConfig::Data& data) {
    if (data.role_arn) {
        return true;
    }
    if (data.static_credentials || data.provider_identity || takes_environment_keys(data)) {
        return false;
    }
    const Section* profile = data.selected_profile();
    return !data.variable("AWS_WEB_IDENTITY_TOKEN_FILE").empty() ||
           !data.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI").empty() ||
           (profile != nullptr &&
            std::ranges::any_of(regional_sources, [&](auto key) { return profile->find(key) != nullptr; }));
}

}  // namespace

std::string AwsConfig::credentials_key() const {
    const Data& data = *data_;
    Fingerprint fingerprint;
    std::string source;
    if (data.static_credentials) {
        source = "static";
        fingerprint.add("access_key_id", data.static_credentials->access_key_id);
        fingerprint.add("secret_access_key", data.static_credentials->secret_access_key);
        fingerprint.add("session_token", data.static_credentials->session_token);
    } else if (data.provider_identity) {
        source = "provider";
        fingerprint.add("identity", *data.provider_identity);
    } else if (takes_environment_keys(data)) {
        source = "environment";
        for (const std::string_view name : key_variables) {
            fingerprint.add(name, data.variable(name));
        }
    } else {
        source = "chain";
        for (const auto& [name, value] : data.credential_environment) {
            fingerprint.add(name, value.reveal());
        }
        // The name alone may decide the order of the chain, so it is not enough that the contents are equal.
        fingerprint.add("profile", data.profile.value);
        fingerprint.add("profile_in_code", data.profile.origin.kind == SettingOrigin::Kind::Code ? "yes" : "no");
        add_profiles(fingerprint, data);
        add_metadata(fingerprint, data);
    }
    if (data.role_arn) {
        source += "+role";
        fingerprint.add("role_arn", *data.role_arn);
        fingerprint.add("role_session_name", data.role_session_name.value_or(""));
        fingerprint.add("external_id", data.external_id.value_or(""));
        fingerprint.add(data.role_options);
    }
    if (data.mfa_token) {
        // The cache keeps the function alive, so that no other one can have its address.
        fingerprint.add("mfa_token", std::to_string(reinterpret_cast<std::uintptr_t>(data.mfa_token.get())));
    }
    if (asks_service(data)) {
        add_network(fingerprint, data);
    }
    return source + ":" + fingerprint.digest();
}

}  // namespace dynoxx
