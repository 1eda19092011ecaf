#include "unit/client/chain_setting.hpp"

namespace dynoxx::detail {
namespace {

using namespace std::chrono_literals;
using test::answer;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* role = "arn:aws:iam::123456789012:role/app";
constexpr const char* serial = "arn:aws:iam::123456789012:mfa/ada";

class Roles : public ChainSetting {
 protected:
    Roles() {
        machine.environment.set("AWS_ACCESS_KEY_ID", "BASE");
        machine.environment.set("AWS_SECRET_ACCESS_KEY", "base-secret");
        respond = [this](const auto&, const auto&) {
            return role_answer("AssumeRole", "ASIA" + std::to_string(++answers), machine.clock.system_now());
        };
    }

    void set_profile_with_mfa() {
        set_config(
            "[profile app]\nrole_arn = arn:aws:iam::123456789012:role/app\ncredential_source = Environment\n"
            "duration_seconds = 900\nmfa_serial = arn:aws:iam::123456789012:mfa/ada\n");
    }

    int answers = 0;
};

TEST_F(Roles, are_asked_for_with_everything_that_code_sets) {
    RoleOptions options;
    options.duration = 1800s;
    options.policy = R"({"Version":"2012-10-17"})";
    options.policy_arns = {"arn:aws:iam::aws:policy/ReadOnlyAccess"};
    options.tags = {{"team", "a b"}, {"empty", ""}};
    options.transitive_tags = {"team"};
    options.source_identity = "ada";
    const auto found = find(AwsOptions().role_arn(role).role_session_name("me").external_id("x").role_options(options));
    EXPECT_EQ(found->account_id, "123456789012");
    const std::string body = sent().body;
    EXPECT_THAT(body, HasSubstr("&RoleSessionName=me&DurationSeconds=1800&ExternalId=x&Policy=%7B%22Version"));
    EXPECT_THAT(body, HasSubstr("&PolicyArns.member.1.arn=arn%3Aaws%3Aiam%3A%3Aaws%3Apolicy%2FReadOnlyAccess"));
    EXPECT_THAT(body, HasSubstr("&Tags.member.1.Key=team&Tags.member.1.Value=a%20b&Tags.member.2.Key=empty"
                                "&Tags.member.2.Value=&TransitiveTagKeys.member.1=team&SourceIdentity=ada"));
}

TEST_F(Roles, with_other_options_are_other_credentials) {
    RoleOptions options;
    options.source_identity = "ada";
    EXPECT_EQ(find(AwsOptions().role_arn(role))->access_key_id, "ASIA1");
    EXPECT_EQ(find(AwsOptions().role_arn(role).role_options(options))->access_key_id, "ASIA2");
    EXPECT_EQ(find(AwsOptions().role_arn(role).role_options(options))->access_key_id, "ASIA2");
}

TEST_F(Roles, refuse_a_duration_out_of_range_and_options_without_a_role) {
    RoleOptions options;
    options.duration = 10s;
    EXPECT_THAT(error(AwsOptions().role_arn(role).role_options(options)).message(), HasSubstr("900 s to 43200 s"));
    EXPECT_THAT(error(AwsOptions().role_options(options)).message(), HasSubstr("without AwsOptions::role_arn"));
    options.duration = 0s;
    options.transitive_tags = {"nobody"};
    EXPECT_THAT(error(AwsOptions().role_arn(role).role_options(options)).message(), HasSubstr("nobody"));
}

TEST_F(Roles, with_mfa_ask_the_function_for_the_code_of_the_device_at_each_refresh) {
    set_profile_with_mfa();
    int asked = 0;
    const auto options = AwsOptions().profile("app").mfa_token([&asked](std::string_view device) {
        EXPECT_EQ(device, serial);
        return std::to_string(123455 + ++asked);
    });
    EXPECT_EQ(find(options)->access_key_id, "ASIA1");
    EXPECT_EQ(find(options)->access_key_id, "ASIA1");
    EXPECT_THAT(sent().body, HasSubstr("DurationSeconds=900"));
    EXPECT_THAT(sent().body, HasSubstr("SerialNumber=arn%3Aaws%3Aiam%3A%3A123456789012%3Amfa%2Fada&TokenCode=123456"));
    machine.clock.advance(59min + 30s);
    EXPECT_EQ(find(options)->access_key_id, "ASIA2");
    EXPECT_THAT(sent(1).body, HasSubstr("TokenCode=123457"));
    EXPECT_THAT(log, Not(HasSubstr("12345")));
}

TEST_F(Roles, with_mfa_and_no_function_are_an_error_that_says_where) {
    set_profile_with_mfa();
    const Error failed = error(AwsOptions().profile("app"));
    EXPECT_EQ(failed.code(), ErrorCode::InvalidOption);
    EXPECT_THAT(failed.message(), HasSubstr("/home/ada/.aws/config:5: the profile app has the mfa_serial "));
    EXPECT_THAT(failed.message(), HasSubstr("Set AwsOptions::mfa_token"));
    EXPECT_EQ(transport.sent().size(), 0U);
}

TEST_F(Roles, in_code_take_mfa_as_well) {
    RoleOptions options;
    options.mfa_serial = serial;
    const auto role_with_mfa = AwsOptions().role_arn(role).role_options(options);
    EXPECT_THAT(error(role_with_mfa).message(), HasSubstr("AwsOptions::role_options names the MFA device"));
    EXPECT_EQ(find(AwsOptions(role_with_mfa).mfa_token([](auto) { return "1"; }))->access_key_id, "ASIA1");
    EXPECT_THAT(error(AwsOptions(role_with_mfa).mfa_token([](auto) { return ""; })).message(),
                HasSubstr("gave no code of the device"));
}

TEST_F(Roles, end_with_what_the_function_for_mfa_throws) {
    RoleOptions options;
    options.mfa_serial = serial;
    const auto refuses = [](std::string_view) -> std::string { throw std::runtime_error("nobody is there"); };
    EXPECT_THROW(static_cast<void>(find(AwsOptions().role_arn(role).role_options(options).mfa_token(refuses))),
                 std::runtime_error);
}

TEST_F(Roles, are_asked_for_again_when_sts_fails_once) {
    respond = [this](const auto&, const auto&) {
        return ++answers == 1 ? answer(500) : role_answer("AssumeRole", "ASIA", machine.clock.system_now());
    };
    EXPECT_EQ(find(AwsOptions().role_arn(role))->access_key_id, "ASIA");
    EXPECT_EQ(transport.sent().size(), 2U);
    EXPECT_EQ(transport.sent()[0].origin.host, "sts.eu-west-1.amazonaws.com");
}

}  // namespace
}  // namespace dynoxx::detail
