#include "unit/client/chain_setting.hpp"

namespace dynoxx::detail {
namespace {

using namespace std::chrono_literals;
using test::answer;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

class WebIdentities : public ChainSetting {
 protected:
    WebIdentities() {
        machine.files.set("/var/token", "first-token\n");
        respond = [this](const auto&, const auto&) {
            return role_answer("AssumeRoleWithWebIdentity", "ASIA" + std::to_string(++answers),
                               machine.clock.system_now());
        };
    }

    void set_environment() {
        machine.environment.set("AWS_WEB_IDENTITY_TOKEN_FILE", "/var/token");
        machine.environment.set("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/pod");
        machine.environment.set("AWS_ROLE_SESSION_NAME", "pod-1");
    }

    int answers = 0;
};

TEST_F(WebIdentities, of_the_environment_are_sent_without_a_signature) {
    set_environment();
    const auto found = find();
    EXPECT_EQ(found->access_key_id, "ASIA1");
    EXPECT_EQ(found->account_id, "123456789012");
    EXPECT_EQ(transport.sent().at(0).origin.host, "sts.eu-west-1.amazonaws.com");
    EXPECT_EQ(sent().headers.get("Authorization"), "");
    EXPECT_EQ(sent().headers.get("X-Amz-Date"), "");
    EXPECT_EQ(sent().body,
              "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2F"
              "pod&RoleSessionName=pod-1&WebIdentityToken=first-token");
}

TEST_F(WebIdentities, of_a_profile_serve_as_the_base_of_another_role) {
    set_config(
        "[profile app]\nrole_arn = arn:aws:iam::123456789012:role/app\nsource_profile = pod\n"
        "[profile pod]\nrole_arn = arn:aws:iam::123456789012:role/pod\nweb_identity_token_file = /var/token\n");
    respond = [this](const auto&, const http::Request& request) {
        const bool is_first = request.body.find("WithWebIdentity") != std::string::npos;
        return role_answer(is_first ? "AssumeRoleWithWebIdentity" : "AssumeRole", is_first ? "POD" : "APP",
                           machine.clock.system_now());
    };
    EXPECT_EQ(find(AwsOptions().profile("app"))->access_key_id, "APP");
    EXPECT_THAT(std::string(sent(1).headers.get("Authorization")), HasSubstr("Credential=POD/"));
}

TEST_F(WebIdentities, read_the_token_at_each_refresh) {
    set_environment();
    EXPECT_EQ(find()->access_key_id, "ASIA1");
    machine.files.set("/var/token", "second-token");
    machine.clock.advance(59min + 30s);
    EXPECT_EQ(find()->access_key_id, "ASIA2");
    EXPECT_THAT(sent(1).body, HasSubstr("WebIdentityToken=second-token"));
}

TEST_F(WebIdentities, are_asked_for_again_when_the_identity_provider_does_not_answer) {
    set_environment();
    respond = [this](const auto&, const auto&) {
        return ++answers == 1
                   ? answer(400, "<ErrorResponse><Error><Code>IDPCommunicationError</Code></Error></ErrorResponse>")
                   : role_answer("AssumeRoleWithWebIdentity", "ASIA", machine.clock.system_now());
    };
    EXPECT_EQ(find()->access_key_id, "ASIA");
    EXPECT_EQ(transport.sent().size(), 2U);
}

TEST_F(WebIdentities, without_a_token_say_which_file_and_who_names_it) {
    set_environment();
    for (const std::string_view token : {"", " \r\n"}) {
        machine.files.set("/var/token", std::string(token));
        const Error failed = error();
        EXPECT_EQ(failed.code(), ErrorCode::CredentialsSourceFailed);
        EXPECT_THAT(failed.message(),
                    HasSubstr("/var/token (environment variable AWS_WEB_IDENTITY_TOKEN_FILE) is empty"));
    }
    machine.environment.set("AWS_WEB_IDENTITY_TOKEN_FILE", "/var/nothing");
    EXPECT_THAT(error().message(),
                HasSubstr("/var/nothing (environment variable AWS_WEB_IDENTITY_TOKEN_FILE) does not exist"));
    EXPECT_EQ(transport.sent().size(), 0U);
}

TEST_F(WebIdentities, may_end_with_a_line_end_but_are_one_line) {
    set_environment();
    machine.files.set("/var/token", "first-token\r\n\r\n");
    EXPECT_EQ(find()->access_key_id, "ASIA1");
    EXPECT_THAT(sent().body, EndsWith("&WebIdentityToken=first-token"));
    machine.environment.set("AWS_ROLE_SESSION_NAME", "another");
    for (const char* inside : {"\r\n", "\n", "\r", " "}) {
        machine.files.set("/var/token", "first" + std::string(inside) + "token\n");
        const Error failed = error();
        EXPECT_EQ(failed.code(), ErrorCode::CredentialsSourceFailed);
        EXPECT_THAT(failed.message(), HasSubstr("/var/token (environment variable AWS_WEB_IDENTITY_TOKEN_FILE) has a "
                                                "line end, a blank or another character that no token has"));
        EXPECT_THAT(failed.what() + log, Not(HasSubstr("first")));
    }
    EXPECT_EQ(transport.sent().size(), 1U);
}

TEST_F(WebIdentities, without_a_role_say_what_is_missing_when_they_are_needed) {
    machine.environment.set("AWS_WEB_IDENTITY_TOKEN_FILE", "/var/token");
    EXPECT_THAT(error().message(), HasSubstr("AWS_ROLE_ARN is not set"));
    machine.environment.set("AWS_ACCESS_KEY_ID", "KEY");
    machine.environment.set("AWS_SECRET_ACCESS_KEY", "secret");
    EXPECT_EQ(find()->access_key_id, "KEY");
}

TEST_F(WebIdentities, that_are_refused_fail_without_the_token_in_error_and_log) {
    set_environment();
    respond = [](const auto&, const auto&) {
        return answer(400,
                      "<ErrorResponse><Error><Code>ExpiredTokenException</Code><Message>expired</Message></Error></"
                      "ErrorResponse>");
    };
    const Error failed = error();
    EXPECT_EQ(failed.code(), ErrorCode::CredentialsSourceFailed);
    EXPECT_EQ(failed.attempts(), 1);
    EXPECT_THAT(failed.what(), HasSubstr("Check its trust policy and the token in /var/token."));
    EXPECT_THAT(failed.what() + log, Not(HasSubstr("first-token")));
}

}  // namespace
}  // namespace dynoxx::detail
