#include "aws/config_data.hpp"
#include "client/client_core.hpp"
#include "client/credential_chain.hpp"
#include "integration/client/setting.hpp"
#include "runtime/launch.hpp"

namespace dynoxx::tests {
namespace {

using namespace std::chrono_literals;

class Expiry : public BothEndings {
 protected:
    UserAws aws{};
    DynamoDBClient client = setting.client(aws.options().role_arn(UserAws::role).role_session_name("test"));
};
DYNOXX_BOTH_ENDINGS(Expiry);

TEST_P(Expiry, that_the_client_sees_coming_costs_one_more_assume_role) {
    setting.expect_success(client.get_item(get_request()));
    setting.expect_success(client.get_item(get_request()));
    EXPECT_EQ(aws.requests("sts", "AssumeRole"), 1U);
    aws.advance_clock(3590s);
    setting.clock.advance(3590s);
    setting.expect_success(client.get_item(get_request()));
    setting.expect_success(client.get_item(get_request()));
    EXPECT_EQ(aws.requests("sts", "AssumeRole"), 2U);
    EXPECT_EQ(aws.requests("dynamodb", "refused"), 0U);
}

TEST_P(Expiry, that_only_the_service_sees_refreshes_and_repeats_the_call_once) {
    setting.expect_success(client.get_item(get_request()));
    aws.advance_clock(3700s);
    setting.expect_success(client.get_item(get_request()));
    setting.expect_success(client.get_item(get_request()));
    // Refused by each service: the time of the first signature. Refused by DynamoDB: the expired token.
    EXPECT_EQ(aws.requests("sts", "refused"), 1U);
    EXPECT_EQ(aws.requests("sts", "AssumeRole"), 3U);
    EXPECT_EQ(aws.requests("dynamodb", "refused"), 2U);
    EXPECT_EQ(aws.requests("dynamodb", "GetItem"), 5U);
}

TEST_P(Expiry, of_a_static_session_token_is_a_credentials_error) {
    auto& state = *setting.runtime.state();
    const auto cache = detail::credentials_of(client.config(), state, http::network_transport());
    const aws::SharedCredentials session = runtime::run_blocking<aws::SharedCredentials>(
        setting.runtime.state(), [&cache](runtime::Context context) { return cache->get(context); });
    const std::string secret(session->secret_access_key.reveal());
    const std::string token(session->session_token.reveal());
    const DynamoDBClient fixed = setting.client(aws.options().credentials(session->access_key_id, secret, token));
    setting.expect_success(fixed.get_item(get_request()));
    aws.advance_clock(3700s);
    setting.clock.advance(3700s);
    for (int time = 1; time <= 2; ++time) {
        expect_failure(setting.failure_of(fixed.get_item(get_request())),
                       {ErrorKind::Credentials,
                        ErrorCode::ExpiredCredentials,
                        1,
                        {"AWS credentials have expired. Refresh your session token."}},
                       {secret, token});
    }
    setting.expect_success(setting.client(aws.options()).get_item(get_request()));
}

TEST_P(Expiry, of_a_role_that_cannot_be_assumed_any_more_is_a_credentials_error) {
    const DynamoDBClient wrong = setting.client(aws.options().role_arn("arn:aws:iam::999999999999:role/other"));
    expect_failure(
        setting.failure_of(wrong.get_item(get_request())),
        {ErrorKind::Credentials,
         ErrorCode::CredentialsSourceFailed,
         1,
         {"The role arn:aws:iam::999999999999:role/other could not be assumed", "Check its trust policy", "STS"}},
        {aws.secret_access_key()});
    setting.expect_success(client.get_item(get_request()));
}

}  // namespace
}  // namespace dynoxx::tests
