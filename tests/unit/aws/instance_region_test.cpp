#include "aws/instance_region.hpp"

#include "aws/config_loader.hpp"
#include "support/fake_machine.hpp"
#include "support/fake_transport.hpp"

#include <gtest/gtest.h>

#include <map>

namespace dynoxx::aws {
namespace {

using test::answer;
using test::FakeDriver;

const std::string region_path = "/latest/meta-data/placement/region";

class InstanceRegion : public ::testing::Test {
 protected:
    InstanceRegion() { answers["/latest/api/token"] = answer(200, "token"); }

    std::string find() {
        FakeDriver driver(machine.clock);
        const AwsConfig config = load_config(AwsOptions(), machine.system).value();
        return driver.run(find_instance_region(machine.context(driver), config, transport));
    }

    test::FakeMachine machine;
    std::map<std::string, http::Response> answers;
    test::FakeTransport transport{[this](const auto&, const http::Request& request) {
        const auto found = answers.find(request.path);
        return found == answers.end() ? answer(404) : found->second;
    }};
};

TEST_F(InstanceRegion, is_asked_for_once) {
    answers[region_path] = answer(200, "eu-west-1\n");
    EXPECT_EQ(find(), "eu-west-1");
    EXPECT_EQ(find(), "eu-west-1");
    EXPECT_EQ(transport.count(region_path), 1U);
}

TEST_F(InstanceRegion, is_not_asked_for_where_the_service_is_disabled) {
    answers[region_path] = answer(200, "eu-west-1");
    machine.environment.set("AWS_EC2_METADATA_DISABLED", "true");
    EXPECT_EQ(find(), "");
    EXPECT_TRUE(transport.sent().empty());
}

TEST_F(InstanceRegion, is_empty_where_the_service_says_something_else) {
    EXPECT_EQ(find(), "") << "404";
    answers[region_path] = answer(200, "<html>hello</html>");
    EXPECT_EQ(find(), "");
    answers["/latest/api/token"] = answer(403);
    EXPECT_EQ(find(), "");
    answers["/latest/api/token"] = answer(200, "token");
    answers[region_path] = answer(200, "eu-west-1");
    EXPECT_EQ(find(), "eu-west-1") << "what failed is asked again";
}

}  // namespace
}  // namespace dynoxx::aws
