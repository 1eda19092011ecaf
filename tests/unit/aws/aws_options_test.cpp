#include <dynoxx/aws_options.hpp>

#include <gtest/gtest.h>

namespace dynoxx {
namespace {

using namespace std::chrono_literals;

TEST(AwsOptions, chains_on_temporaries_and_on_names) {
    AwsOptions named;
    named.region("eu-west-1").max_attempts(2);
    EXPECT_EQ(named, AwsOptions().region("eu-west-1").max_attempts(2));
    EXPECT_EQ(*named.region(), "eu-west-1");
}

TEST(AwsOptions, keeps_one_endpoint_for_each_service) {
    const AwsOptions options = AwsOptions().endpoint("http://all").endpoint(AwsService::S3, "http://s3");
    EXPECT_EQ(*options.endpoint(), "http://all");
    EXPECT_EQ(*options.endpoint(AwsService::S3), "http://s3");
    EXPECT_FALSE(options.endpoint(AwsService::Kms));
}

TEST(AwsOptions, counts_an_empty_text_as_not_set) {
    EXPECT_EQ(AwsOptions().profile("x").profile(""), AwsOptions());
}

TEST(AwsOptions, prints_what_is_set_without_secrets) {
    const std::string text = to_string(AwsOptions()
                                           .region("eu-west-1")
                                           .credentials("AKIDEXAMPLE", "very-secret", "a-token")
                                           .external_id("between-us")
                                           .endpoint(AwsService::S3, "http://localhost:9000")
                                           .read_timeout(2s));
    EXPECT_EQ(text,
              "AwsOptions{credentials=(AKIDEXAMPLE, secret and token hidden), external_id=(hidden), region=eu-west-1, "
              "endpoint_s3=http://localhost:9000, read_timeout=2000ms}");
}

TEST(AwsService, has_the_name_that_messages_use) {
    EXPECT_EQ(to_string(AwsService::DynamoDB), "DynamoDB");
    EXPECT_EQ(to_string(AwsService::S3), "S3");
    EXPECT_EQ(to_string(AwsService::Kms), "KMS");
    EXPECT_EQ(to_string(AwsService::Sts), "STS");
    EXPECT_EQ(to_string(AwsService::Sso), "SSO");
    EXPECT_EQ(to_string(AwsService::SsoOidc), "SSO OIDC");
    EXPECT_EQ(to_string(AwsService::Signin), "Sign-in");
}

TEST(AwsOptions, shows_the_identity_of_a_provider) {
    const AwsOptions options = AwsOptions().credentials_provider("vault", [] { return ProvidedCredentials(); });
    EXPECT_EQ(to_string(options), "AwsOptions{credentials_provider=vault}");
    EXPECT_EQ(AwsOptions(options), options);
    EXPECT_NE(options, AwsOptions());
}

}  // namespace
}  // namespace dynoxx
