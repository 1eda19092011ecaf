#include "runtime/crypto.hpp"
#include "unit/client/chain_setting.hpp"

namespace dynoxx::detail {
namespace {

using namespace std::chrono_literals;
using runtime::format_iso8601;
using test::answer;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string start_url = "https://corp.awsapps.com/start";

class Sso : public ChainSetting {
 protected:
    Sso() {
        set_session_profile();
        respond = [this](const http::Origin& origin, const auto&) {
            return origin.host.starts_with("oidc") ? refreshed() : keys("ASIA" + std::to_string(++answers));
        };
    }

    void set_session_profile() {
        set_config(
            "[default]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = Dev Ops\n"
            "[sso-session corp]\nsso_region = us-east-2\nsso_start_url = https://corp.awsapps.com/start\n");
    }

    void set_legacy_profile() {
        set_config(
            "[default]\nsso_account_id = 123456789012\nsso_role_name = dev\nsso_region = us-east-2\n"
            "sso_start_url = https://corp.awsapps.com/start\n");
    }

    [[nodiscard]] static std::string path_of(const std::string& session) {
        return "/home/ada/.aws/sso/cache/" + runtime::sha1_hex(session) + ".json";
    }

    void set_token(const std::string& session, std::chrono::seconds left, std::chrono::seconds registered = 24h) {
        const auto now = machine.clock.system_now();
        machine.files.set(
            path_of(session),
            R"({"startUrl":"https://corp.awsapps.com/start","accessToken":"first-access","expiresAt":")" +
                format_iso8601(now + left) +
                R"(","clientId":"client","clientSecret":"client-secret","refreshToken":"first-refresh",)" +
                R"("registrationExpiresAt":")" + format_iso8601(now + registered) +
                R"(","extra":{"kept":[1,2.5,true,null]}})");
    }

    [[nodiscard]] std::string bearer(std::size_t index) const {
        return std::string(sent(index).headers.get("x-amz-sso_bearer_token"));
    }

    [[nodiscard]] test::FakeTransport::Answer keys(const std::string& key_id) const {
        const auto end = (machine.clock.system_now() + 1h).time_since_epoch();
        return answer(200, R"({"roleCredentials":{"accessKeyId":")" + key_id +
                               R"(","secretAccessKey":"role-secret","sessionToken":"role-token","expiration":)" +
                               std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(end).count()) +
                               "}}");
    }

    [[nodiscard]] static test::FakeTransport::Answer refreshed() {
        return answer(200, R"({"accessToken":"second-access","expiresIn":28800,"refreshToken":"second-refresh"})");
    }

    void expect_no_secrets(const Error& failed) const {
        for (const char* secret :
             {"first-access", "client-secret", "first-refresh", "second-access", "second-refresh"}) {
            EXPECT_THAT(failed.what() + log, Not(HasSubstr(secret)));
        }
    }

    int answers = 0;
};

TEST_F(Sso, of_a_session_asks_the_portal_in_the_region_of_the_session) {
    set_token("corp", 8h);
    const auto found = find();
    EXPECT_EQ(found->access_key_id, "ASIA1");
    EXPECT_EQ(found->account_id, "123456789012");
    EXPECT_EQ(found->expiration, machine.clock.system_now() + 1h);
    ASSERT_EQ(transport.sent().size(), 1U);
    EXPECT_EQ(transport.sent()[0].origin.host, "portal.sso.us-east-2.amazonaws.com");
    EXPECT_EQ(sent().method, "GET");
    EXPECT_EQ(sent().path, "/federation/credentials");
    EXPECT_EQ(sent().query, "account_id=123456789012&role_name=Dev%20Ops");
    EXPECT_EQ(bearer(0), "first-access");
    EXPECT_EQ(sent().headers.get("Authorization"), "");
}

TEST_F(Sso, of_the_older_form_takes_the_token_of_the_start_url_and_never_refreshes_it) {
    set_legacy_profile();
    set_token(start_url, 1min);
    EXPECT_EQ(find()->access_key_id, "ASIA1");
    EXPECT_EQ(bearer(0), "first-access");
    machine.clock.advance(2h);
    EXPECT_EQ(error().code(), ErrorCode::ExpiredCredentials);
    EXPECT_EQ(transport.sent().size(), 1U);
}

TEST_F(Sso, refreshes_a_token_near_its_end_and_writes_it_back_beside_what_else_the_file_has) {
    set_token("corp", 4min);
    EXPECT_EQ(find()->access_key_id, "ASIA1");
    ASSERT_EQ(transport.sent().size(), 2U);
    EXPECT_EQ(transport.sent()[0].origin.host, "oidc.us-east-2.amazonaws.com");
    EXPECT_EQ(sent().path, "/token");
    EXPECT_EQ(sent().headers.get("Authorization"), "");
    EXPECT_EQ(sent().body, R"({"clientId":"client","clientSecret":"client-secret","grantType":"refresh_token",)"
                           R"("refreshToken":"first-refresh"})");
    EXPECT_EQ(bearer(1), "second-access");
    const std::string written = machine.files.read(path_of("corp")).value().value();
    EXPECT_THAT(written, HasSubstr(R"("accessToken":"second-access")"));
    EXPECT_THAT(written, HasSubstr(R"("refreshToken":"second-refresh")"));
    EXPECT_THAT(written, HasSubstr(R"("expiresAt":")" + format_iso8601(machine.clock.system_now() + 8h) + '"'));
    EXPECT_THAT(written, HasSubstr(R"("extra":{"kept":[1,2.5,true,null]})"));
    EXPECT_THAT(written, HasSubstr(R"("clientSecret":"client-secret")"));
    EXPECT_THAT(written, Not(HasSubstr("first-")));
}

TEST_F(Sso, uses_a_live_token_on_when_its_refresh_fails_and_tries_again_only_after_a_while) {
    set_token("corp", 4min);
    respond = [this](const http::Origin& origin, const auto&) {
        const std::string key_id = "ASIA" + std::to_string(++answers);
        return origin.host.starts_with("oidc") ? answer(400, R"({"error":"invalid_grant"})") : keys(key_id);
    };
    const auto found = find();
    EXPECT_EQ(bearer(1), "first-access");
    chain()->invalidate(found->access_key_id);
    machine.clock.advance(10s);
    static_cast<void>(find());
    EXPECT_EQ(transport.count("/token"), 1U);
    chain()->invalidate(find()->access_key_id);
    machine.clock.advance(30s);
    static_cast<void>(find());
    EXPECT_EQ(transport.count("/token"), 2U);
}

TEST_F(Sso, with_an_ended_token_that_cannot_be_refreshed_says_what_to_run) {
    respond = [](const auto&, const auto&) { return answer(400, R"({"error":"invalid_grant"})"); };
    set_token("corp", -1min);
    const Error refused = error();
    EXPECT_EQ(refused.code(), ErrorCode::ExpiredCredentials);
    EXPECT_THAT(refused.what(), HasSubstr("Run aws sso login --sso-session corp."));
    EXPECT_THAT(refused.what(), HasSubstr("CreateToken: HTTP 400"));
    expect_no_secrets(refused);
    EXPECT_THAT(error().what(), HasSubstr("CreateToken: HTTP 400")) << "too early for another try";
    EXPECT_EQ(transport.sent().size(), 1U);
    set_token("corp", -1min, -1s);
    machine.clock.advance(1min);
    EXPECT_EQ(error().code(), ErrorCode::ExpiredCredentials);
    EXPECT_EQ(transport.sent().size(), 1U) << "the registration of the client has ended";
}

TEST_F(Sso, whose_refresh_nobody_answers_may_be_tried_again) {
    set_token("corp", -1min);
    respond = [](const auto&, const auto&) { return http::Failure(http::FailureKind::Connect, "refused"); };
    const Error failed = error();
    EXPECT_EQ(failed.code(), ErrorCode::CredentialsSourceFailed);
    EXPECT_THAT(failed.what(), HasSubstr("Run aws sso login --sso-session corp."));
}

TEST_F(Sso, refused_by_the_portal_says_what_to_run) {
    set_token("corp", 8h);
    respond = [](const auto&, const auto&) { return answer(401, R"({"message":"Session token not found"})"); };
    const Error failed = error();
    EXPECT_EQ(failed.code(), ErrorCode::ExpiredCredentials);
    EXPECT_THAT(failed.what(), HasSubstr("Run aws sso login --sso-session corp."));
    expect_no_secrets(failed);
    machine.clock.advance(6s);  // for so long an error is kept that only a person can change
    respond = [](const auto&, const auto&) { return answer(403, R"({"message":"No access"})"); };
    EXPECT_EQ(error().code(), ErrorCode::CredentialsSourceFailed);
    EXPECT_THAT(error().message(), HasSubstr("Check sso_account_id and sso_role_name"));
}

TEST_F(Sso, asks_again_when_the_portal_fails_once) {
    set_token("corp", 8h);
    respond = [this](const auto&, const auto&) { return ++answers == 1 ? answer(503) : keys("ASIA"); };
    EXPECT_EQ(find()->access_key_id, "ASIA");
}

TEST_F(Sso, without_a_token_says_where_it_was_looked_for) {
    const Error failed = error();
    EXPECT_EQ(failed.code(), ErrorCode::CredentialsSourceFailed);
    EXPECT_THAT(failed.message(),
                HasSubstr(path_of("corp") + " does not exist. Run aws sso login --sso-session corp."));
    for (const char* text :
         {"{", "[]", R"({"accessToken":"first-access"})", R"({"expiresAt":"2040-01-01T00:00:00Z"})"}) {
        machine.files.set(path_of("corp"), text);
        EXPECT_EQ(error().code(), ErrorCode::CredentialsSourceFailed) << text;
        EXPECT_THAT(error().message(), HasSubstr(path_of("corp")));
    }
    EXPECT_EQ(transport.sent().size(), 0U);
}

TEST_F(Sso, goes_on_with_a_refreshed_token_that_cannot_be_written_and_says_so) {
    set_token("corp", 4min);
    machine.files.read_only = true;
    EXPECT_EQ(find()->access_key_id, "ASIA1");
    EXPECT_EQ(bearer(1), "second-access");
    EXPECT_THAT(log, HasSubstr("the refreshed SSO token is only kept in memory"));
    chain()->invalidate("ASIA1");
    machine.clock.advance(1h);
    EXPECT_EQ(find()->access_key_id, "ASIA2");
    EXPECT_EQ(bearer(2), "second-access");
    EXPECT_EQ(transport.count("/token"), 1U) << "the refresh token in the file may be used up";
}

TEST_F(Sso, of_two_profiles_with_one_session_refreshes_it_once) {
    set_config(
        "[default]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = dev\n"
        "[profile other]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = admin\n"
        "[sso-session corp]\nsso_region = us-east-2\nsso_start_url = https://corp.awsapps.com/start\n");
    set_token("corp", -1min);
    respond = [this](const http::Origin& origin, const auto&) {
        const bool is_late = origin.host.starts_with("oidc") && ++answers == 1;
        return is_late                           ? answer(503)
               : origin.host.starts_with("oidc") ? refreshed()
                                                 : keys("ASIA" + std::to_string(++answers));
    };
    test::FakeDriver driver(machine.clock);
    const auto first = driver.launch(chain()->get(machine.context(driver)));  // waits for its second attempt
    const auto second = driver.launch(chain(AwsOptions().profile("other"))->get(machine.context(driver)));
    EXPECT_FALSE(first->finished());
    EXPECT_FALSE(second->finished());
    driver.finish();
    EXPECT_NE(first->get()->access_key_id, second->get()->access_key_id);
    EXPECT_EQ(transport.count("/token"), 2U) << "one refresh of two attempts";
    EXPECT_EQ(bearer(2), "second-access");
    EXPECT_EQ(bearer(3), "second-access");
}

TEST_F(Sso, with_a_wrong_profile_is_an_error_that_says_where) {
    const struct {
        const char* config;
        const char* expected;
    } cases[] = {
        {"[default]\nsso_session = corp\n[sso-session corp]\nsso_region = x\nsso_start_url = y\n",
         "config:1: the profile default signs in by SSO but has no sso_account_id"},
        {"[default]\nsso_session = corp\n", "config:2: the profile default names the sso_session corp"},
        {"[default]\nsso_session = corp\n[sso-session corp]\nsso_region = x\n",
         "config:3: the sso-session corp signs in by SSO but has no sso_start_url"},
        {"[default]\nsso_session = corp\nsso_region = z\n[sso-session corp]\nsso_region = x\nsso_start_url = y\n",
         "config:3: sso_region is z"},
        {"[default]\nsso_start_url = y\nsso_region = x\nsso_account_id = 1\n", "has no sso_role_name"},
    };
    for (const auto& one : cases) {
        set_config(one.config);
        const Error failed = error();
        EXPECT_EQ(failed.code(), ErrorCode::InvalidOption);
        EXPECT_THAT(failed.message(), HasSubstr(one.expected));
    }
}

}  // namespace
}  // namespace dynoxx::detail
