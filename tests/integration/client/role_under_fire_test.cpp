// The flight for a role's credentials, with a failure at each step: what the call that needed them is told.
#include "client/client_core.hpp"
#include "integration/client/setting.hpp"
#include "support/faulty_transport.hpp"

namespace dynoxx::tests {
namespace {

using test::Fault;
using test::FaultyTransport;

constexpr int always = 1000;

struct Scenario {
    const char* name;
    Fault fault;
    int times;
    std::optional<ErrorCode> failure;
    const char* phrase;
    int assume_roles;  ///< requests to STS
    int get_items;     ///< requests to DynamoDB
};

const Scenario scenarios[] = {
    {"is_not_reached_once", Fault::NotSent, 1, {}, "", 2, 1},
    {"is_not_reached", Fault::NotSent, always, ErrorCode::CredentialsSourceFailed, "Connection failed to STS", 3, 0},
    {"loses_an_answer", Fault::AnswerLost, 1, {}, "", 2, 1},
    {"loses_every_answer", Fault::AnswerLost, always, ErrorCode::CredentialsSourceFailed, "Connection failed to STS", 3,
     0},
    {"fails_inside_once", Fault::ServerError, 1, {}, "", 2, 1},
    {"fails_inside", Fault::ServerError, always, ErrorCode::CredentialsSourceFailed, "HTTP status 500", 3, 0},
    {"refuses", Fault::Refused, always, ErrorCode::CredentialsSourceFailed, "could not be assumed", 1, 0},
};

class RoleUnderFire : public ::testing::TestWithParam<std::tuple<Scenario, Ending>> {
 protected:
    UserAws aws;
    FaultyTransport transport;
    Setting setting{std::get<1>(GetParam())};
    DynamoDBClient client{std::make_shared<detail::ClientCore>(
        aws.options().role_arn(UserAws::role).role_session_name("test"), setting.runtime, transport)};
};

INSTANTIATE_TEST_SUITE_P(Each, RoleUnderFire,
                         ::testing::Combine(::testing::ValuesIn(scenarios), ::testing::ValuesIn(both_endings)),
                         [](const auto& tested) {
                             return std::string(std::get<0>(tested.param).name) + "_" +
                                    to_string(std::get<1>(tested.param));
                         });

TEST_P(RoleUnderFire, ends_a_call_as_the_table_says_and_keeps_no_failure) {
    const Scenario& scenario = std::get<0>(GetParam());
    transport.fail("AssumeRole", scenario.fault, 1, scenario.times);
    const std::optional<Error> failure = setting.failure_of(client.get_item(get_request()));
    if (scenario.failure) {
        expect_failure(failure, {ErrorKind::Credentials, *scenario.failure, scenario.assume_roles, {scenario.phrase}});
    } else {
        EXPECT_FALSE(failure) << failure->what();
    }
    EXPECT_EQ(transport.count("AssumeRole"), scenario.assume_roles);
    EXPECT_EQ(transport.count("GetItem"), scenario.get_items);

    transport.fail("", scenario.fault);
    setting.expect_success(client.get_item(get_request()));
    EXPECT_EQ(transport.count("AssumeRole"), scenario.failure ? 1 : 0) << "a failure is not kept, credentials are";
}

}  // namespace
}  // namespace dynoxx::tests
