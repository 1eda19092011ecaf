#include "aws/profile_role.hpp"

#include "aws/setting_reader.hpp"

#include <algorithm>

namespace dynoxx::aws {

namespace {

constexpr std::string_view credential_sources[] = {"Environment", "Ec2InstanceMetadata", "EcsContainer"};

std::string value_of(const Section& profile, std::string_view key) {
    const Property* property = profile.find(key);
    return property == nullptr ? std::string() : property->value;
}

}  // namespace

Result<std::optional<ProfileRole>> role_of(const Section& profile) {
    const Property* arn = profile.find("role_arn");
    if (arn == nullptr || arn->value.empty()) {
        return std::optional<ProfileRole>();
    }
    ProfileRole role;
    role.role_arn = arn->value;
    role.source_profile = value_of(profile, "source_profile");
    role.credential_source = value_of(profile, "credential_source");
    if (role.source_profile.empty() && role.credential_source.empty() &&
        !value_of(profile, "web_identity_token_file").empty()) {
        return std::optional<ProfileRole>();
    }
    if (role.source_profile.empty() == role.credential_source.empty()) {
        return Error(ErrorCode::InvalidOption,
                     arn->origin.text + ": the profile '" + profile.name + "' has role_arn with " +
                         (role.source_profile.empty() ? "neither source_profile nor" : "both source_profile and") +
                         " credential_source; exactly one of them must say where the base credentials come from.");
    }
    if (const Property* source = profile.find("credential_source");
        !role.credential_source.empty() &&
        std::ranges::find(credential_sources, source->value) == std::end(credential_sources)) {
        return invalid_setting(setting("credential_source"), {source->value, source->origin});
    }
    role.role_session_name = value_of(profile, "role_session_name");
    role.external_id = value_of(profile, "external_id");
    if (const Property* serial = profile.find("mfa_serial")) {
        role.mfa_serial = serial->value;
        role.mfa_origin = serial->origin;
    }
    if (const Property* text = profile.find("duration_seconds"); text != nullptr && !text->value.empty()) {
        const auto seconds = whole_number(text->value, static_cast<int>(shortest_session.count()),
                                          static_cast<int>(longest_session.count()));
        if (!seconds) {
            return invalid_setting(setting("duration_seconds"), {text->value, text->origin});
        }
        role.duration = std::chrono::seconds(*seconds);
    }
    return std::optional<ProfileRole>(std::move(role));
}

}  // namespace dynoxx::aws
