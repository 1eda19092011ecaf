#include "aws/config_data.hpp"
#include "client/client_core.hpp"
#include "client/credential_chain.hpp"
#include "integration/client/setting.hpp"
#include "runtime/launch.hpp"

#include <mutex>

namespace dynoxx::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class Secrets : public BothEndings {
 protected:
    /// Gives the credentials of a client behind a role.
    [[nodiscard]] aws::SharedCredentials session_of(const DynamoDBClient& client) {
        const auto cache = detail::credentials_of(client.config(), *setting.runtime.state(), http::network_transport());
        return runtime::run_blocking<aws::SharedCredentials>(
            setting.runtime.state(), [&cache](runtime::Context context) { return cache->get(context); });
    }

    UserAws aws{};
};
DYNOXX_BOTH_ENDINGS(Secrets);

TEST_P(Secrets, are_in_no_line_of_the_log) {
    std::mutex mutex;
    std::vector<std::string> lines;
    const DynamoDBClient client =
        setting.client(aws.options().role_arn(UserAws::role).log([&](LogLevel, std::string_view line) {
            const std::lock_guard lock(mutex);
            lines.emplace_back(line);
        }));
    const Table<User> users = client.table<User>();
    const User user = make_user("u#1");
    setting.expect_success(users.put(user));
    setting.expect_success(users.get("u#1", "home"));
    EXPECT_TRUE(setting.failure_of(users.put(user).when(!user_field::id.exists())));
    EXPECT_TRUE(setting.failure_of(client.table<User>(TableOptions().name("nobodys")).get("u#1", "home")));
    setting.expect_success(users.remove("u#1", "home"));

    EXPECT_GE(lines.size(), 8U);
    EXPECT_THAT(lines, ::testing::Contains(HasSubstr("STS AssumeRole: 200")));
    EXPECT_THAT(lines, ::testing::Contains(HasSubstr("KMS GenerateDataKey: 200")));
    EXPECT_THAT(lines, ::testing::Contains(HasSubstr("S3 PutObject: 200")));
    EXPECT_THAT(lines, ::testing::Contains(HasSubstr("DynamoDB PutItem: 400")));
    const aws::SharedCredentials session = session_of(client);
    for (const std::string& line : lines) {
        for (const std::string& secret :
             {aws.secret_access_key(), std::string(session->secret_access_key.reveal()),
              std::string(session->session_token.reveal()), std::string("07-42"), user.email}) {
            EXPECT_THAT(line, Not(HasSubstr(secret)));
        }
    }
}

TEST_P(Secrets, are_not_in_what_a_service_says_about_a_wrong_signature) {
    const aws::SharedCredentials session = session_of(setting.client(aws.options().role_arn(UserAws::role)));
    const std::string token(session->session_token.reveal());
    const DynamoDBClient client =
        setting.client(aws.options().credentials(session->access_key_id, "not-the-secret-of-this-key", token));
    expect_failure(setting.failure_of(client.get_item(get_request())),
                   {ErrorKind::Credentials, ErrorCode::InvalidCredentials, 1, {"AWS signature mismatch"}},
                   {"not-the-secret-of-this-key", std::string(session->secret_access_key.reveal()), token});
}

}  // namespace
}  // namespace dynoxx::tests
