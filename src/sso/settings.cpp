#include "sso/settings.hpp"

#include "runtime/crypto.hpp"

#include <algorithm>

namespace dynoxx::sso {

namespace {

using aws::Property;
using aws::Section;
using Found = std::optional<SsoSettings>;

constexpr std::string_view properties[] = {"sso_session", "sso_start_url", "sso_region", "sso_account_id",
                                           "sso_role_name"};

Setting<std::string> value_of(const Section& section, std::string_view key) {
    const Property* property = section.find(key);
    return property == nullptr ? Setting<std::string>() : Setting<std::string>(property->value, property->origin);
}

/// Gives a property that must be there.
Setting<std::string> required(const Section& section, std::string_view kind, std::string_view key,
                              std::string_view hint) {
    Setting<std::string> found = value_of(section, key);
    if (found.value.empty()) {
        throw_error(Error(ErrorCode::InvalidOption, to_string(section.origin) + ": the " + std::string(kind) + " " +
                                                        section.name + " signs in by SSO but has no " +
                                                        std::string(key) + ". " + std::string(hint)));
    }
    return found;
}

const Section& session_of(const Section& profile, const Setting<std::string>& name, const AwsConfig& config) {
    const Section* session = config.data().profiles->sso_sessions.find(name.value);
    if (session == nullptr) {
        throw_error(Error(ErrorCode::InvalidOption, to_string(name.origin) + ": the profile " + profile.name +
                                                        " names the sso_session " + name.value + ", but " +
                                                        config.data().config_file.value +
                                                        " has no section [sso-session " + name.value + "]."));
    }
    return *session;
}

void refuse_difference(const Section& profile, const Section& session, std::string_view key) {
    const Setting<std::string> own = value_of(profile, key);
    if (!own.value.empty() && own.value != value_of(session, key).value) {
        throw_error(Error(ErrorCode::InvalidOption, to_string(own.origin) + ": " + std::string(key) + " is " +
                                                        own.value + ", but the [sso-session " + session.name +
                                                        "] of the profile has another. Remove one of them."));
    }
}

SsoSettings read(const Section& profile, const AwsConfig& config) {
    SsoSettings settings;
    settings.profile = profile.name;
    const Setting<std::string> name = value_of(profile, "sso_session");
    settings.session = name.value;
    const bool is_legacy = name.value.empty();
    const Section& session = is_legacy ? profile : session_of(profile, name, config);
    const std::string_view kind = is_legacy ? "profile" : "sso-session";
    settings.start_url = required(session, kind, "sso_start_url", "Add it, or run aws configure sso.").value;
    settings.region = required(session, kind, "sso_region", "Add it, or run aws configure sso.");
    refuse_difference(profile, session, "sso_start_url");
    refuse_difference(profile, session, "sso_region");
    constexpr std::string_view token_only = "Without it there is a token, but no credentials.";
    settings.account_id = required(profile, "profile", "sso_account_id", token_only).value;
    settings.role_name = required(profile, "profile", "sso_role_name", token_only).value;
    const std::string_view home = config.data().variable("HOME");
    if (home.empty()) {
        throw_error(Error(ErrorCode::InvalidOption, "The profile " + profile.name +
                                                        " signs in by SSO, but the environment variable HOME, below "
                                                        "which its token is, is not set."));
    }
    settings.token_path = std::string(home) + "/.aws/sso/cache/" +
                          runtime::sha1_hex(is_legacy ? settings.start_url : settings.session) + ".json";
    return settings;
}

}  // namespace

std::string SsoSettings::command() const {
    return session.empty() ? "aws sso login --profile " + profile : "aws sso login --sso-session " + session;
}

Result<Found> settings_of(const Section& profile, const AwsConfig& config) {
    const auto is_set = [&profile](std::string_view key) { return !value_of(profile, key).value.empty(); };
    if (std::ranges::none_of(properties, is_set)) {
        return Found();
    }
    try {
        return Found(read(profile, config));
    } catch (const Exception& exception) {
        return exception.error();
    }
}

}  // namespace dynoxx::sso
