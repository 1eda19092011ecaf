#include "client/credential_chain.hpp"

#include "aws/chain_provider.hpp"
#include "aws/config_data.hpp"
#include "aws/config_loader.hpp"
#include "aws/container_provider.hpp"
#include "aws/environment_provider.hpp"
#include "aws/feature_ids.hpp"
#include "aws/imds_provider.hpp"
#include "aws/process_provider.hpp"
#include "aws/profile_provider.hpp"
#include "aws/profile_role.hpp"
#include "aws/static_provider.hpp"
#include "aws/user_provider.hpp"
#include "runtime/state.hpp"
#include "signin/login_provider.hpp"
#include "sso/sso_provider.hpp"
#include "sts/assume_role_provider.hpp"
#include "sts/web_identity_provider.hpp"

#include <algorithm>
#include <vector>

namespace dynoxx::detail {

namespace {

using aws::CredentialsProvider;
using Provider = std::shared_ptr<CredentialsProvider>;

/// Builds the sources of one configuration.
class ChainBuilder {
 public:
    ChainBuilder(const AwsConfig& config, runtime::State& state, http::Transport& transport)
        : config_(config), data_(config.data()), state_(state), transport_(transport) {}

    [[nodiscard]] Provider build() {
        Provider base = from_code();
        if (!base) {
            base = configured();
        }
        if (!data_.role_arn) {
            return base;
        }
        sts::AssumeRoleSettings role;
        role.role_arn = *data_.role_arn;
        role.role_session_name = data_.role_session_name.value_or(std::string());
        role.external_id = data_.external_id.value_or(std::string());
        role.options = data_.role_options;
        require_mfa_token(role.options.mfa_serial, "AwsOptions::role_options names the MFA device");
        return assume(std::move(role), std::move(base));
    }

 private:
    /// Gives null where code names no credentials.
    [[nodiscard]] Provider from_code() const {
        if (data_.provider_identity) {
            return aws::user_provider(config_);
        }
        if (!data_.static_credentials) {
            return nullptr;
        }
        const StaticCredentials& keys = *data_.static_credentials;
        auto credentials = std::make_shared<aws::Credentials>();
        credentials->access_key_id = keys.access_key_id;
        credentials->secret_access_key = runtime::Secret(keys.secret_access_key);
        credentials->session_token = runtime::Secret(keys.session_token);
        credentials->source = "code";
        credentials->features = aws::feature_id("CREDENTIALS_CODE");
        return std::make_shared<aws::StaticProvider>(std::move(credentials), "code");
    }

    [[nodiscard]] Provider configured() {
        const aws::Section* profile = data_.selected_profile();
        std::vector<Provider> sources;
        if (data_.profile.origin.kind != SettingOrigin::Kind::Code) {
            sources.push_back(aws::environment_provider(config_));
        }
        if (profile != nullptr) {
            sources.push_back(selected(*profile));
        } else {
            sources.push_back(std::make_shared<aws::StaticProvider>(
                nullptr, "profile " + data_.profile.value + " (not in " + data_.credentials_file.value + " or " +
                             data_.config_file.value + ")"));
        }
        if (auto settings = sts::web_identity_of(config_)) {
            sources.push_back(web_identity(*std::move(settings)));
        }
        sources.push_back(aws::container_provider(config_, transport_));
        sources.push_back(aws::imds_provider(config_, transport_));
        return std::make_shared<aws::ChainProvider>(std::move(sources));
    }

    /// The sources of the selected profile: what is found first is the one.
    [[nodiscard]] Provider selected(const aws::Section& profile) {
        if (const std::optional<aws::ProfileRole> role = aws::role_of(profile).value()) {
            return of_role(profile, *role);
        }
        if (auto settings = sts::web_identity_of(profile)) {
            return web_identity(*std::move(settings));
        }
        if (auto settings = sso::settings_of(profile, config_).value()) {
            const AwsConfig config = aws::in_region(config_, settings->region);
            return std::make_shared<sso::SsoProvider>(unsigned_caller(config), *std::move(settings), data_.log);
        }
        if (auto settings = signin::settings_of(profile, config_)) {
            return std::make_shared<signin::LoginProvider>(unsigned_caller(config_), *std::move(settings), data_.log);
        }
        if (has(profile, "credential_process")) {
            return aws::process_provider(profile);
        }
        return aws::profile_keys_provider(profile);
    }

    /// The sources of a profile that another one names: its own keys come first.
    [[nodiscard]] Provider chained(const aws::Section& profile) {
        refuse_circle(profile);
        const bool has_keys = has(profile, "aws_access_key_id") || has(profile, "aws_secret_access_key");
        return has_keys ? aws::profile_keys_provider(profile) : selected(profile);
    }

    [[nodiscard]] static bool has(const aws::Section& profile, std::string_view name) {
        const aws::Property* property = profile.find(name);
        return property != nullptr && !property->text().empty();
    }

    void refuse_circle(const aws::Section& profile) const {
        if (std::ranges::find(visited_, profile.name) != visited_.end()) {
            throw_error(
                Error(ErrorCode::InvalidOption, to_string(profile.origin) + ": the profile " + profile.name +
                                                    " is its own source_profile, by way of others. End the chain "
                                                    "with a profile that has keys."));
        }
    }

    [[nodiscard]] Provider of_role(const aws::Section& profile, const aws::ProfileRole& role) {
        visited_.push_back(profile.name);
        sts::AssumeRoleSettings settings;
        settings.role_arn = role.role_arn;
        settings.role_session_name = role.role_session_name;
        settings.external_id = role.external_id;
        settings.options.duration = role.duration.value_or(std::chrono::seconds(0));
        settings.options.mfa_serial = role.mfa_serial;
        require_mfa_token(role.mfa_serial,
                          to_string(role.mfa_origin) + ": the profile " + profile.name + " has the mfa_serial");
        return assume(std::move(settings), base_of(profile, role));
    }

    void require_mfa_token(const std::string& serial, std::string_view who) const {
        if (!serial.empty() && (!data_.mfa_token || !*data_.mfa_token)) {
            throw_error(Error(ErrorCode::InvalidOption, std::string(who) + " " + serial +
                                                            ", but nothing gives the code of the device. Set "
                                                            "AwsOptions::mfa_token."));
        }
    }

    [[nodiscard]] Provider base_of(const aws::Section& profile, const aws::ProfileRole& role) {
        if (role.source_profile.empty()) {
            return named_source(role.credential_source);
        }
        if (role.source_profile == profile.name) {
            return aws::profile_keys_provider(profile);
        }
        const aws::Section* source = data_.profiles->profiles.find(role.source_profile);
        if (source == nullptr) {
            throw_error(Error(ErrorCode::ProfileNotFound, to_string(profile.origin) + ": the profile " + profile.name +
                                                              " has source_profile = " + role.source_profile +
                                                              ", which is in neither file."));
        }
        return chained(*source);
    }

    /// Gives the source that `credential_source` names; `aws::role_of` has checked the name.
    [[nodiscard]] Provider named_source(std::string_view name) const {
        if (name == "Environment") {
            return aws::environment_provider(config_);
        }
        return name == "EcsContainer" ? aws::container_provider(config_, transport_)
                                      : aws::imds_provider(config_, transport_);
    }

    [[nodiscard]] Provider web_identity(sts::WebIdentitySettings settings) const {
        return std::make_shared<sts::WebIdentityProvider>(unsigned_caller(config_), std::move(settings));
    }

    /// Gives what sends the requests that carry their own proof.
    [[nodiscard]] std::unique_ptr<aws::Caller> unsigned_caller(const AwsConfig& config) const {
        return std::make_unique<aws::Caller>(config, nullptr, transport_, data_.log);
    }

    [[nodiscard]] Provider assume(sts::AssumeRoleSettings role, Provider base) const {
        role.mfa_token = data_.mfa_token;
        auto cache = std::make_shared<aws::CredentialsCache>(state_.system(), std::move(base));
        return std::make_shared<sts::AssumeRoleProvider>(
            std::make_unique<aws::Caller>(config_, std::move(cache), transport_, data_.log), std::move(role));
    }

    const AwsConfig& config_;
    const AwsConfig::Data& data_;
    runtime::State& state_;
    http::Transport& transport_;
    std::vector<std::string> visited_;
};

}  // namespace

std::shared_ptr<aws::CredentialsCache> credentials_of(const AwsConfig& config, runtime::State& state,
                                                      http::Transport& transport) {
    return state.service<aws::CredentialsCaches>().get(config.credentials_key(),
                                                       [&] { return ChainBuilder(config, state, transport).build(); });
}

}  // namespace dynoxx::detail
