#include "aws/user_agent.hpp"

#include "aws/config_loader.hpp"
#include "aws/credentials.hpp"
#include "aws/endpoints.hpp"
#include "support/fake_system.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dynoxx::aws {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class UserAgent : public ::testing::Test {
 protected:
    [[nodiscard]] std::string of(AwsService service, const AwsOptions& options = AwsOptions()) const {
        return user_agent(load_config(options, fake.system()).value(), service, endpoint, credentials,
                          system_part("6.1.0-x"), own_endpoint);
    }

    test::FakeSystem fake;
    Endpoint endpoint;
    Credentials credentials;
    bool own_endpoint = false;
};

TEST_F(UserAgent, names_library_system_and_compiler) {
    const std::string text = of(AwsService::Kms);
    EXPECT_THAT(text, StartsWith("dynoxx/0.1.0 ua/2.1 os/linux#6.1.0-x lang/c++#20 md/"));
    EXPECT_THAT(text, HasSubstr(" md/arch#"));
    EXPECT_THAT(text, EndsWith(" m/E"));
}

TEST_F(UserAgent, tells_which_features_are_in_use) {
    EXPECT_THAT(of(AwsService::Kms, AwsOptions().retry_mode(RetryMode::Adaptive)), EndsWith(" m/F"));
    EXPECT_THAT(of(AwsService::DynamoDB), EndsWith(" m/E,d,P"));
    EXPECT_THAT(of(AwsService::DynamoDB, AwsOptions().account_id_endpoint_mode(AccountIdEndpointMode::Disabled)),
                EndsWith(" m/E,d,Q"));
    EXPECT_THAT(of(AwsService::S3), EndsWith(" m/E,Z,b"));
    EXPECT_THAT(of(AwsService::S3, AwsOptions()
                                       .request_checksum_calculation(ChecksumRule::WhenRequired)
                                       .response_checksum_validation(ChecksumRule::WhenRequired)),
                EndsWith(" m/E,a,c"));
    credentials.features = "g";
    credentials.account_id = "123456789012";
    endpoint.has_account_id = true;
    own_endpoint = true;
    EXPECT_THAT(of(AwsService::DynamoDB), EndsWith(" m/E,N,d,P,O,T,g"));
}

TEST_F(UserAgent, names_the_program_and_where_it_runs) {
    fake.environment.set("AWS_EXECUTION_ENV", "AWS_Lambda_provided.al2023");
    EXPECT_THAT(of(AwsService::Kms, AwsOptions().app_id("my shop").user_agent_extra("tool/1 more")),
                EndsWith(" m/E app/my-shop exec-env/AWS_Lambda_provided.al2023 tool/1 more"));
}

TEST_F(UserAgent, lets_no_setting_end_the_header) {
    fake.environment.set("AWS_EXECUTION_ENV", "a\r\nb: c");
    const std::string text = of(AwsService::Kms, AwsOptions().app_id("a\r\nX: y").user_agent_extra("z\nX: y"));
    EXPECT_THAT(text, Not(HasSubstr("\n")));
    EXPECT_THAT(text, Not(HasSubstr("\r")));
    EXPECT_THAT(text, EndsWith(" app/a--X--y exec-env/a--b--c z-X: y"));
}

TEST_F(UserAgent, knows_the_system) {
    EXPECT_NE(system_version(), "");
}

}  // namespace
}  // namespace dynoxx::aws
