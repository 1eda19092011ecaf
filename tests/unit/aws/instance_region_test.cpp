#include "aws/instance_region.hpp"

#include "aws/config_loader.hpp"
#include "support/fake_machine.hpp"
#include "support/fake_transport.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dynoxx::aws {
namespace {

using http::Failure;
using http::FailureKind;
using test::answer;
using test::FakeDriver;
using test::FakeTransport;
using ::testing::HasSubstr;
using ::testing::SizeIs;

const std::string path = "/latest/meta-data/placement/region";

class InstanceRegions : public ::testing::Test {
 protected:
    InstancePlace get() {
        FakeDriver driver(machine.clock);
        return driver.run(start(driver));
    }

    runtime::task<InstancePlace> start(FakeDriver& driver) {
        return machine.state.service<InstanceRegion>().get(machine.context(driver), config, transport);
    }

    test::FakeMachine machine;
    AwsConfig config = load_config(AwsOptions(), machine.system).value();
    FakeTransport::Answer region = answer(200, "eu-west-1");
    FakeTransport transport{[this](const auto&, const auto& request) {
        return request.method == "PUT" ? FakeTransport::Answer(answer(200, "token")) : region;
    }};
};

TEST_F(InstanceRegions, are_asked_for_once) {
    EXPECT_EQ(get().region, "eu-west-1");
    EXPECT_EQ(get().region, "eu-west-1");
    EXPECT_EQ(transport.count(path), 1U);
}

TEST_F(InstanceRegions, are_asked_for_once_also_where_nobody_answers) {
    region = Failure(FailureKind::Connect, "refused");
    for (int i = 0; i < 2; ++i) {
        const InstancePlace place = get();
        EXPECT_EQ(place.region, "");
        EXPECT_EQ(place.missing, "refused");
    }
    EXPECT_EQ(transport.count(path), 1U);
}

TEST_F(InstanceRegions, that_were_not_given_are_asked_for_again_after_a_few_seconds) {
    region = Failure(FailureKind::Connect, "refused");
    EXPECT_EQ(get().region, "");
    region = answer(200, "eu-west-1");
    machine.clock.advance(std::chrono::milliseconds(2999));  // 1 s to 5 s, by the jitter
    EXPECT_EQ(get().region, "");
    machine.clock.advance(std::chrono::milliseconds(1));
    EXPECT_EQ(get().region, "eu-west-1");
    machine.clock.advance(std::chrono::hours(24));
    EXPECT_EQ(get().region, "eu-west-1");
    EXPECT_EQ(transport.count(path), 2U);
}

TEST_F(InstanceRegions, are_those_of_the_service_that_the_configuration_names) {
    EXPECT_EQ(get().region, "eu-west-1");
    machine.environment.set("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://127.0.0.1:1338/imds");
    config = load_config(AwsOptions(), machine.system).value();
    region = answer(200, "us-east-1");
    EXPECT_EQ(get().region, "us-east-1");
    EXPECT_EQ(transport.sent().back().origin.port, 1338);
}

TEST_F(InstanceRegions, are_asked_for_by_the_next_when_nobody_runs_the_first_any_more) {
    machine.environment.set("AWS_METADATA_SERVICE_NUM_ATTEMPTS", "2");
    config = load_config(AwsOptions(), machine.system).value();
    region = answer(500);
    FakeDriver stopped(machine.clock);
    const auto leader = stopped.launch(start(stopped));  // waits for its second attempt
    FakeDriver waiting(machine.clock);
    const auto waiter = waiting.launch(start(waiting));
    region = answer(200, "eu-west-1");
    waiting.finish();
    EXPECT_EQ(waiter->get().region, "eu-west-1");
    EXPECT_FALSE(leader->finished());
    stopped.finish();
}

TEST_F(InstanceRegions, are_not_asked_for_where_that_is_disabled) {
    machine.environment.set("AWS_EC2_METADATA_DISABLED", "true");
    config = load_config(AwsOptions(), machine.system).value();
    EXPECT_THAT(get().missing, HasSubstr("AWS_EC2_METADATA_DISABLED"));
    EXPECT_THAT(transport.sent(), SizeIs(0));
}

TEST_F(InstanceRegions, are_names_of_regions) {
    region = answer(200, "<html>sign in</html>");
    EXPECT_EQ(get().region, "");
}

TEST_F(InstanceRegions, of_a_service_that_refuses_are_not_known) {
    region = answer(401);
    EXPECT_THAT(get().missing, HasSubstr("401"));
}

TEST_F(InstanceRegions, are_asked_for_again_after_a_call_that_was_cancelled) {
    region = Failure(FailureKind::Cancelled, "cancelled");
    EXPECT_THROW(static_cast<void>(get()), CancelledException);
    region = answer(200, "eu-west-1");
    EXPECT_EQ(get().region, "eu-west-1");
}

TEST_F(InstanceRegions, are_waited_for_by_the_calls_that_come_meanwhile) {
    machine.environment.set("AWS_METADATA_SERVICE_NUM_ATTEMPTS", "2");
    config = load_config(AwsOptions(), machine.system).value();
    region = answer(500);
    FakeDriver leading(machine.clock);
    const auto leader = leading.launch(start(leading));  // waits for its second attempt
    FakeDriver waiting(machine.clock);
    const auto waiter = waiting.launch(start(waiting));
    FakeDriver cancelled(machine.clock);
    const auto leaver = cancelled.launch(start(cancelled));
    cancelled.cancel();
    cancelled.pump();
    EXPECT_THROW(static_cast<void>(leaver->get()), CancelledException);
    region = answer(200, "eu-west-1");
    leading.finish();
    waiting.pump();
    EXPECT_EQ(leader->get().region, "eu-west-1");
    EXPECT_EQ(waiter->get().region, "eu-west-1");
    EXPECT_EQ(transport.count(path), 2U);
}

}  // namespace
}  // namespace dynoxx::aws
