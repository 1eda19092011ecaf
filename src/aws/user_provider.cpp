#include "aws/user_provider.hpp"

#include "aws/config_data.hpp"
#include "aws/feature_ids.hpp"

namespace dynoxx::aws {

namespace {

using runtime::Context;
using runtime::task;

class UserProvider final : public CredentialsProvider {
 public:
    explicit UserProvider(const AwsConfig& config) : config_(config) {}

    [[nodiscard]] task<SharedCredentials> load(Context) override { return ask(*this); }

    [[nodiscard]] std::string describe() const override {
        return "AwsOptions::credentials_provider (" + *config_.data().provider_identity + ")";
    }

 private:
    static task<SharedCredentials> ask(const UserProvider& self) {
        ProvidedCredentials given = self.config_.data().provider();
        co_return self.understand(given);
    }

    [[nodiscard]] SharedCredentials understand(ProvidedCredentials& given) const {
        auto credentials = std::make_shared<Credentials>();
        credentials->access_key_id = given.access_key_id;
        credentials->secret_access_key = runtime::Secret::take(given.secret_access_key);
        credentials->session_token = runtime::Secret::take(given.session_token);
        credentials->account_id = given.account_id;
        credentials->expiration = given.expiration;
        credentials->source = describe();
        credentials->features = feature_id("CREDENTIALS_CODE");
        credentials->refresh = RefreshRule::Strict;
        if (credentials->access_key_id.empty() || credentials->secret_access_key.empty()) {
            throw_error(Error(ErrorCode::InvalidCredentials,
                              describe() + " gave no " +
                                  (credentials->access_key_id.empty() ? "access key id." : "secret access key.")));
        }
        return credentials;
    }

    AwsConfig config_;
};

}  // namespace

std::shared_ptr<CredentialsProvider> user_provider(const AwsConfig& config) {
    return std::make_shared<UserProvider>(config);
}

}  // namespace dynoxx::aws
