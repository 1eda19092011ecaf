#include "sts/codec.hpp"

#include "runtime/timestamp.hpp"

#include <dynoxx/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dynoxx::sts {
namespace {

std::string assumed(std::string_view expiration = "2030-01-02T03:04:05Z", std::string_view secret = "sec+ret") {
    std::string text =
        R"(<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <AssumeRoleResult>
    <AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/demo/Bob</Arn><AssumedRoleId>A:Bob</AssumedRoleId></AssumedRoleUser>
    <Credentials>
      <AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>SECRET</SecretAccessKey><SessionToken>to/ken&amp;</SessionToken>
      <Expiration>EXPIRATION</Expiration>
    </Credentials>
  </AssumeRoleResult>
  <ResponseMetadata><RequestId>r</RequestId></ResponseMetadata>
</AssumeRoleResponse>)";
    text.replace(text.find("EXPIRATION"), 10, expiration);
    text.replace(text.find("SECRET"), 6, secret);
    return text;
}

TEST(AssumeRoleCodec, writes_a_form_of_what_is_given) {
    AssumeRoleRequest request;
    request.role_arn = "arn:aws:iam::1:role/a b";
    request.role_session_name = "me";
    EXPECT_EQ(encode(request),
              "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fa%20b"
              "&RoleSessionName=me");
    request.duration = std::chrono::hours(1);
    request.external_id = "x&y";
    request.policy_arns = {"p"};
    request.serial_number = "mfa";
    request.token_code = "123456";
    EXPECT_THAT(encode(request), testing::EndsWith("&DurationSeconds=3600&ExternalId=x%26y&PolicyArns.member.1.arn=p"
                                                   "&SerialNumber=mfa&TokenCode=123456"));
}

TEST(AssumeRoleCodec, reads_credentials_and_wipes_the_text) {
    std::string body = assumed();
    const AssumedRole role = decode_assume_role(body);
    EXPECT_EQ(role.access_key_id, "ASIA");
    EXPECT_EQ(role.secret_access_key.reveal(), "sec+ret");
    EXPECT_EQ(role.session_token.reveal(), "to/ken&");
    EXPECT_EQ(role.expiration, runtime::parse_iso8601("2030-01-02T03:04:05Z"));
    EXPECT_EQ(role.assumed_role_arn, "arn:aws:sts::123456789012:assumed-role/demo/Bob");
    EXPECT_EQ(role.account_id, "123456789012");
    EXPECT_TRUE(body.empty());
}

TEST(AssumeRoleCodec, refuses_what_is_not_the_answer) {
    for (std::string body : {std::string(), std::string("{}"), std::string("<a>"), std::string("<a/>"),
                             std::string("<AssumeRoleResponse/>"), assumed("soon"), assumed("2030-01-02T03:04:05Z", ""),
                             assumed().substr(0, 400)}) {
        EXPECT_THROW((void)decode_assume_role(body), ResponseException);
    }
}

TEST(AssumeRoleWithWebIdentityCodec, writes_the_token) {
    AssumeRoleWithWebIdentityRequest request;
    request.role_arn = "r";
    request.role_session_name = "s";
    request.web_identity_token = "a.b=";
    EXPECT_EQ(encode(request),
              "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=r&RoleSessionName=s"
              "&WebIdentityToken=a.b%3D");
}

TEST(GetCallerIdentityCodec, writes_and_reads) {
    EXPECT_EQ(encode(GetCallerIdentityRequest()), "Action=GetCallerIdentity&Version=2011-06-15");
    const CallerIdentity identity = decode_get_caller_identity(
        "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:x</Arn><UserId>u</UserId><Account>1</Account>"
        "</GetCallerIdentityResult></GetCallerIdentityResponse>");
    EXPECT_EQ(identity.account, "1");
    EXPECT_EQ(identity.arn, "arn:x");
    EXPECT_EQ(identity.user_id, "u");
    EXPECT_THROW((void)decode_get_caller_identity("<html/>"), ResponseException);
}

}  // namespace
}  // namespace dynoxx::sts
