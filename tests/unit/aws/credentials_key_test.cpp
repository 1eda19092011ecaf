#include "aws/config_loader.hpp"
#include "support/fake_system.hpp"

#include <gtest/gtest.h>

namespace dynoxx {
namespace {

using test::FakeSystem;

std::string key(const AwsOptions& options, const FakeSystem& fake = {}) {
    return aws::load_config(options, fake.system()).value().credentials_key();
}

FakeSystem with_files(std::string config, std::string credentials = {}) {
    FakeSystem fake;
    fake.environment.set("HOME", "/h");
    fake.files.set("/h/.aws/config", std::move(config));
    fake.files.set("/h/.aws/credentials", std::move(credentials));
    return fake;
}

TEST(CredentialsKey, ignores_what_credentials_do_not_depend_on) {
    EXPECT_EQ(key(AwsOptions()), key(AwsOptions().region("eu-west-1").endpoint("http://h").max_attempts(9)));
    EXPECT_EQ(key(AwsOptions().credentials("a", "b")), key(AwsOptions().credentials("a", "b").region("eu-west-1")));
}

TEST(CredentialsKey, tells_keys_apart_and_holds_no_secret) {
    const std::string one = key(AwsOptions().credentials("AKID", "very-secret"));
    EXPECT_NE(one, key(AwsOptions().credentials("AKID", "other-secret")));
    EXPECT_NE(one, key(AwsOptions().credentials("AKID", "very-secret", "token")));
    EXPECT_NE(key(AwsOptions().credentials("ab", "c")), key(AwsOptions().credentials("a", "bc")));
    EXPECT_EQ(one.find("very-secret"), std::string::npos);
}

TEST(CredentialsKey, includes_the_region_only_where_sts_is_asked) {
    const AwsOptions role = AwsOptions().role_arn("arn:aws:iam::123456789012:role/r");
    EXPECT_NE(key(AwsOptions(role).region("eu-west-1")), key(AwsOptions(role).region("us-east-1")));
    EXPECT_NE(key(AwsOptions(role).endpoint(AwsService::Sts, "http://sts")), key(role));
    const FakeSystem file = with_files("[default]\nrole_arn = r\nsource_profile = default\n");
    EXPECT_NE(key(AwsOptions().region("eu-west-1"), file), key(AwsOptions().region("us-east-1"), file));
}

TEST(CredentialsKey, includes_how_a_service_is_reached_only_where_one_is_asked) {
    const AwsOptions reached[] = {AwsOptions().https_proxy("http://proxy:1"),
                                  AwsOptions().no_proxy("localhost"),
                                  AwsOptions().ca_bundle("/ca.pem"),
                                  AwsOptions().minimum_tls(TlsVersion::Tls13),
                                  AwsOptions().client_certificate("/c.pem"),
                                  AwsOptions().use_fips(Switch::On),
                                  AwsOptions().use_dual_stack(Switch::On),
                                  AwsOptions().endpoint(AwsService::Sso, "http://sso"),
                                  AwsOptions().endpoint(AwsService::Signin, "http://signin")};
    const FakeSystem keys = with_files("", "[default]\naws_access_key_id = a\naws_secret_access_key = b\n");
    for (const char* property : {"role_arn", "web_identity_token_file", "sso_session", "login_session"}) {
        const FakeSystem file = with_files("[default]\n" + std::string(property) + " = x\n");
        for (const AwsOptions& options : reached) {
            EXPECT_NE(key(options, file), key(AwsOptions(), file)) << property << " " << options;
            EXPECT_EQ(key(options, keys), key(AwsOptions(), keys)) << options;
        }
    }
}

TEST(CredentialsKey, depends_on_the_keys_of_the_environment_alone_where_there_are_some) {
    FakeSystem fake = with_files("[default]\nrole_arn = r\nsource_profile = default\n[profile other]\n");
    fake.environment.set("AWS_ACCESS_KEY_ID", "AKID");
    const std::string incomplete = key(AwsOptions(), fake);
    fake.environment.set("AWS_SECRET_ACCESS_KEY", "very-secret");
    const std::string complete = key(AwsOptions(), fake);
    EXPECT_NE(complete, incomplete);
    EXPECT_NE(complete, key(AwsOptions().profile("other"), fake)) << "code names a profile, which comes first";
    fake.environment.set("AWS_PROFILE", "other");
    fake.environment.set("AWS_EC2_METADATA_DISABLED", "true");
    EXPECT_EQ(complete, key(AwsOptions().region("eu-west-1").https_proxy("http://proxy:1"), fake));
    EXPECT_EQ(complete.find("very-secret"), std::string::npos);
}

TEST(CredentialsKey, follows_the_chain_of_profiles_and_no_other) {
    const std::string config =
        "[default]\nrole_arn = r\nsource_profile = base\n[profile base]\nsso_session = s\n"
        "[sso-session s]\nsso_region = eu-west-1\n";
    const std::string one = key(AwsOptions(), with_files(config));
    EXPECT_EQ(one, key(AwsOptions(), with_files(config + "[profile other]\naws_access_key_id = x\n")));
    EXPECT_NE(one, key(AwsOptions(), with_files(config, "[base]\naws_access_key_id = x\n")));
    EXPECT_NE(one, key(AwsOptions(), with_files(config + "sso_start_url = u\n")));
}

TEST(CredentialsKey, follows_the_environment) {
    FakeSystem fake;
    const std::string without = key(AwsOptions(), fake);
    fake.environment.set("AWS_REGION", "eu-west-1");
    EXPECT_EQ(without, key(AwsOptions(), fake));
    fake.environment.set("AWS_ACCESS_KEY_ID", "AKID");
    EXPECT_NE(without, key(AwsOptions(), fake));
    EXPECT_EQ(aws::load_config(AwsOptions(), fake.system()).value(),
              aws::load_config(AwsOptions(), fake.system()).value());
}

}  // namespace
}  // namespace dynoxx
