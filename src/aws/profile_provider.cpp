#include "aws/profile_provider.hpp"

#include "aws/feature_ids.hpp"
#include "aws/static_provider.hpp"

namespace dynoxx::aws {

namespace {

std::string_view value_of(const Section& profile, std::string_view name) {
    const Property* property = profile.find(name);
    return property == nullptr ? std::string_view() : property->text();
}

}  // namespace

std::shared_ptr<CredentialsProvider> profile_keys_provider(const Section& profile) {
    const std::string_view key_id = value_of(profile, "aws_access_key_id");
    const std::string_view secret = value_of(profile, "aws_secret_access_key");
    const std::string name = "profile " + profile.name;
    if (key_id.empty() && secret.empty()) {
        return std::make_shared<StaticProvider>(nullptr, name + " (it has no aws_access_key_id)");
    }
    if (key_id.empty() || secret.empty()) {
        const Property* found = profile.find(key_id.empty() ? "aws_secret_access_key" : "aws_access_key_id");
        throw_error(Error(ErrorCode::InvalidCredentials,
                          to_string(found->origin) + ": the profile " + profile.name + " has " + found->name +
                              ", but no " + (key_id.empty() ? "aws_access_key_id" : "aws_secret_access_key") +
                              ". Set both or neither."));
    }
    auto credentials = std::make_shared<Credentials>();
    credentials->access_key_id = key_id;
    credentials->secret_access_key = runtime::Secret(secret);
    credentials->session_token = runtime::Secret(value_of(profile, "aws_session_token"));
    credentials->account_id = value_of(profile, "aws_account_id");
    credentials->source = name;
    credentials->features = feature_id("CREDENTIALS_PROFILE");
    return std::make_shared<StaticProvider>(std::move(credentials), name);
}

}  // namespace dynoxx::aws
