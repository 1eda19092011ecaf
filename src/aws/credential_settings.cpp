#include "aws/credential_settings.hpp"

namespace dynoxx::aws {

std::string shown_role_options(const AwsConfig::Data& data) {
    const RoleOptions& options = data.role_options;
    std::string text;
    const auto add = [&text](bool is_set, const std::string& name) {
        text += is_set ? (text.empty() ? "" : ", ") + name : "";
    };
    add(options.duration.count() != 0, "duration " + std::to_string(options.duration.count()) + " s");
    add(!options.mfa_serial.empty(), "mfa_serial " + options.mfa_serial);
    add(!options.policy.empty(), "policy");
    add(!options.policy_arns.empty(), "policy_arns");
    add(!options.tags.empty(), "tags");
    add(!options.transitive_tags.empty(), "transitive_tags");
    add(!options.source_identity.empty(), "source_identity " + options.source_identity);
    return text;
}

std::string shown_mfa_token(const AwsConfig::Data& data) {
    return data.mfa_token ? "a function" : "";
}

}  // namespace dynoxx::aws
