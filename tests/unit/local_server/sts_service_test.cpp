#include "local/sts/service.hpp"

#include "support/manual_clock.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dynoxx::local::sts {
namespace {

using testing::HasSubstr;

class StsServiceTest : public testing::Test {
 protected:
    StsServiceTest() {
        root.arn = "arn:aws:iam::123456789012:root";
        root.user_id = "123456789012";
    }

    http::Response call(std::string_view form) {
        return service.handle(support::Parameters::parse(form, support::Plus::IsBlank), root);
    }

    test::ManualClock clock{};
    support::IdSource ids{7};
    auth::CredentialStore store{};
    auth::Identity root{};
    Service service{"123456789012", store, clock, ids};
};

constexpr std::string_view assume =
    "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fpath%2Fworker&"
    "RoleSessionName=me";

TEST_F(StsServiceTest, hands_out_credentials_that_the_store_knows) {
    const http::Response got = call(std::string(assume) + "&DurationSeconds=900");
    EXPECT_EQ(got.status, 200);
    EXPECT_THAT(got.body, HasSubstr("<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"));
    EXPECT_THAT(got.body, HasSubstr("<Arn>arn:aws:sts::123456789012:assumed-role/worker/me</Arn>"));
    EXPECT_THAT(got.body, HasSubstr("<Expiration>2026-01-31T07:23:09Z</Expiration>"));
    const std::size_t at = got.body.find("<AccessKeyId>") + 13;
    const auth::KnownCredentials* known = store.find(got.body.substr(at, 20));
    ASSERT_NE(known, nullptr);
    EXPECT_EQ(known->identity.arn, "arn:aws:sts::123456789012:assumed-role/worker/me");
    EXPECT_THAT(got.body, HasSubstr("<SessionToken>" + known->session_token + "<"));
}

TEST_F(StsServiceTest, bounds_the_duration_and_the_names) {
    EXPECT_THAT(call(std::string(assume) + "&DurationSeconds=899").body,
                HasSubstr("have value greater than or equal to 900"));
    EXPECT_THAT(call(std::string(assume) + "&DurationSeconds=43201").body,
                HasSubstr("have value less than or equal to 43200"));
    EXPECT_THAT(call("Action=AssumeRole&RoleSessionName=me").body, HasSubstr("Value null at 'roleArn'"));
    EXPECT_THAT(call("Action=AssumeRole&RoleArn=arn:aws:iam::123456789012:role/x&RoleSessionName=a%20b").body,
                HasSubstr("at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression"));
    EXPECT_THAT(call("Action=AssumeRole&RoleArn=nonsensenonsensenonsense&RoleSessionName=me").body,
                HasSubstr("is invalid"));
}

TEST_F(StsServiceTest, refuses_a_role_of_another_account) {
    const http::Response got = call("Action=AssumeRole&RoleArn=arn:aws:iam::999999999999:role/x&RoleSessionName=me");
    EXPECT_EQ(got.status, 403);
    EXPECT_THAT(got.body, HasSubstr("<Code>AccessDenied</Code>"));
}

TEST_F(StsServiceTest, names_the_caller) {
    EXPECT_THAT(
        call("Action=GetCallerIdentity").body,
        HasSubstr(
            "<Arn>arn:aws:iam::123456789012:root</Arn><UserId>123456789012</UserId><Account>123456789012</Account>"));
}

TEST_F(StsServiceTest, refuses_an_unknown_action) {
    EXPECT_THAT(call("Action=Nothing&Version=1").body, HasSubstr("<Code>InvalidAction</Code>"));
}

TEST_F(StsServiceTest, says_denials_in_its_own_words) {
    const http::Response got = service.refuse(auth::Denied(auth::Denial::ExpiredToken, "expired"));
    EXPECT_EQ(got.status, 403);
    EXPECT_THAT(got.body, HasSubstr("<Type>Sender</Type><Code>ExpiredToken</Code><Message>expired</Message>"));
}

}  // namespace
}  // namespace dynoxx::local::sts
