#include "aws/profile_role.hpp"

#include "aws/setting_reader.hpp"

#include <algorithm>

namespace dynoxx::aws {

namespace {

constexpr int shortest_session = 900;
constexpr int longest_session = 43'200;
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
        return invalid_setting(ErrorCode::InvalidOption, "credential_source", {source->value, source->origin},
                               "Environment, Ec2InstanceMetadata or EcsContainer");
    }
    role.role_session_name = value_of(profile, "role_session_name");
    role.external_id = value_of(profile, "external_id");
    if (const Property* serial = profile.find("mfa_serial")) {
        role.mfa_serial = serial->value;
        role.mfa_origin = serial->origin;
    }
    if (const Property* text = profile.find("duration_seconds"); text != nullptr && !text->value.empty()) {
        const auto seconds = to_int("duration_seconds", {text->value, text->origin}, shortest_session, longest_session);
        if (seconds.has_error()) {
            return seconds.error();
        }
        role.duration = std::chrono::seconds(seconds->value);
    }
    return std::optional<ProfileRole>(std::move(role));
}

}  // namespace dynoxx::aws
