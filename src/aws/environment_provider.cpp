#include "aws/environment_provider.hpp"

#include "aws/config_data.hpp"
#include "aws/feature_ids.hpp"
#include "aws/static_provider.hpp"

namespace dynoxx::aws {

std::shared_ptr<CredentialsProvider> environment_provider(const AwsConfig& config) {
    const AwsConfig::Data& data = config.data();
    const std::string_view key_id = data.variable("AWS_ACCESS_KEY_ID");
    const std::string_view secret = data.variable("AWS_SECRET_ACCESS_KEY");
    if (key_id.empty() && secret.empty()) {
        return std::make_shared<StaticProvider>(nullptr, "environment (AWS_ACCESS_KEY_ID is not set)");
    }
    if (key_id.empty() || secret.empty()) {
        throw_error(Error(ErrorCode::InvalidCredentials,
                          std::string("The environment variable ") +
                              (key_id.empty() ? "AWS_SECRET_ACCESS_KEY is set, but AWS_ACCESS_KEY_ID is not"
                                              : "AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is not") +
                              ". Set both or neither."));
    }
    auto credentials = std::make_shared<Credentials>();
    credentials->access_key_id = key_id;
    credentials->secret_access_key = runtime::Secret(secret);
    credentials->session_token = runtime::Secret(data.variable("AWS_SESSION_TOKEN"));
    credentials->account_id = data.variable("AWS_ACCOUNT_ID");
    credentials->source = "environment";
    credentials->features = feature_id("CREDENTIALS_ENV_VARS");
    return std::make_shared<StaticProvider>(std::move(credentials), "environment");
}

}  // namespace dynoxx::aws
