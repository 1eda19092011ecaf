#include "integration/client/setting.hpp"

#include <string>
#include <tuple>
#include <vector>

namespace dynoxx::tests {
namespace {

using namespace std::chrono_literals;
using local::LocalFault;
using local::LocalFaultKind;

LocalFault fault_of(LocalFaultKind kind, std::string service = "dynamodb", std::string operation = "GetItem") {
    LocalFault fault;
    fault.kind = kind;
    fault.service = std::move(service);
    fault.operation = std::move(operation);
    return fault;
}

struct Case {
    std::string name;
    LocalFaultKind kind;
    Expected when_it_stays;  ///< four attempts of DynamoDB's default
};

const Case cases[] = {
    {"throttled", LocalFaultKind::Throttle, {ErrorKind::Service, ErrorCode::Throttled, 4, {}}},
    {"answered_500", LocalFaultKind::Error, {ErrorKind::Service, ErrorCode::ServiceError, 4, {}}},
    {"closed",
     LocalFaultKind::Close,
     {ErrorKind::Connection, ErrorCode::ConnectionFailed, 4, {"Connection failed to DynamoDB"}}},
    {"cut",
     LocalFaultKind::Cut,
     {ErrorKind::Response, ErrorCode::InvalidResponse, 4, {"Invalid response from DynamoDB."}}},
    {"answered_with_garbage",
     LocalFaultKind::Garbage,
     {ErrorKind::Response, ErrorCode::InvalidResponse, 4, {"Invalid response from DynamoDB."}}},
    {"answered_with_a_wrong_checksum",
     LocalFaultKind::WrongChecksum,
     {ErrorKind::Response, ErrorCode::ChecksumMismatch, 4, {"CRC32 does not match"}}},
};

class InjectedFault : public ::testing::TestWithParam<std::tuple<Case, Ending>> {
 protected:
    Setting setting{std::get<1>(GetParam())};
    UserAws aws{};
    DynamoDBClient client = setting.client(aws.options());
};

INSTANTIATE_TEST_SUITE_P(Each, InjectedFault,
                         ::testing::Combine(::testing::ValuesIn(cases), ::testing::ValuesIn(both_endings)),
                         [](const auto& tested) {
                             return std::get<0>(tested.param).name + "_" + to_string(std::get<1>(tested.param));
                         });

TEST_P(InjectedFault, costs_an_attempt_each_as_long_as_there_are_some) {
    LocalFault fault = fault_of(std::get<0>(GetParam()).kind);
    fault.times = 3;
    aws.add_fault(fault);
    setting.expect_success(client.get_item(get_request()));
    EXPECT_EQ(aws.requests("dynamodb", "GetItem"), 4U);
    setting.expect_success(client.get_item(get_request()));
    EXPECT_EQ(aws.requests("dynamodb", "GetItem"), 5U);
}

TEST_P(InjectedFault, that_stays_is_reported_after_the_last_attempt) {
    LocalFault fault = fault_of(std::get<0>(GetParam()).kind);
    fault.times = 0;
    aws.add_fault(fault);
    expect_failure(setting.failure_of(client.get_item(get_request())), std::get<0>(GetParam()).when_it_stays,
                   {aws.secret_access_key()});
    EXPECT_EQ(aws.requests("dynamodb", "GetItem"), 4U);
    aws.clear_faults();
    setting.expect_success(client.get_item(get_request()));
}

class InjectedFaults : public BothEndings {
 protected:
    const User user = make_user("u#1");
    UserAws aws{};
    DynamoDBClient client = setting.client(aws.options());
    Table<User> users = client.table<User>();
};
DYNOXX_BOTH_ENDINGS(InjectedFaults);

TEST_P(InjectedFaults, of_each_service_are_retried_within_one_put) {
    aws.add_fault(fault_of(LocalFaultKind::Throttle, "kms", "GenerateDataKey"));
    aws.add_fault(fault_of(LocalFaultKind::Throttle, "s3", "PutObject"));
    aws.add_fault(fault_of(LocalFaultKind::Error, "dynamodb", "PutItem"));
    setting.expect_success(users.put(user));
    EXPECT_EQ(aws.requests("kms", "GenerateDataKey"), 2U);
    EXPECT_EQ(aws.requests("s3", "PutObject"), 2U);
    EXPECT_EQ(aws.requests("dynamodb", "PutItem"), 2U);
}

TEST_P(InjectedFaults, that_lose_only_the_answer_are_seen_through_by_the_new_object_of_the_item) {
    LocalFault fault = fault_of(LocalFaultKind::Close, "dynamodb", "PutItem");
    fault.executes = true;
    aws.add_fault(fault);
    setting.expect_success(users.put(user).when(!user_field::id.exists()));
    EXPECT_EQ(aws.requests("dynamodb", "PutItem"), 2U);  // the second is refused, because the first has written
    EXPECT_EQ(aws.requests("s3", "DeleteObject"), 0U);
}

TEST_P(InjectedFaults, that_lose_an_answer_on_a_reused_connection_do_not_repeat_what_must_not_be_repeated) {
    setting.expect_success(users.put(user));
    LocalFault fault = fault_of(LocalFaultKind::Close, "dynamodb", "UpdateItem");
    fault.executes = true;
    aws.add_fault(fault);
    const auto add = users.update("u#1", "home").set(user_field::logins += 1);
    const auto failure = setting.failure_of(UpdateOperation<User>(add).retry(Retry::None));
    expect_failure(failure, {ErrorKind::Connection, ErrorCode::ConnectionFailed, 1, {}});
    EXPECT_EQ(aws.requests("dynamodb", "UpdateItem"), 1U);
    setting.expect_success(users.get("u#1", "home"));
}

TEST_P(InjectedFaults, of_the_clock_are_corrected_by_the_date_of_the_answer) {
    LocalFault fault = fault_of(LocalFaultKind::ClockSkew);
    fault.skew = 1h;
    fault.times = 2;
    aws.add_fault(fault);
    setting.expect_success(client.get_item(get_request()));
    EXPECT_EQ(aws.requests("dynamodb", "GetItem"), 2U);
    EXPECT_EQ(aws.requests("dynamodb", "refused"), 1U);
}

TEST_P(InjectedFaults, that_leave_a_part_of_a_batch_are_made_up_for) {
    LocalFault fault = fault_of(LocalFaultKind::PartialBatch, "dynamodb", "BatchWriteItem");
    fault.processed = 2;
    fault.times = 2;
    aws.add_fault(fault);
    std::vector<User> many;
    for (int i = 0; i < 5; ++i) {
        many.push_back(make_user("many"));
        many.back().place = std::to_string(i);
    }
    setting.expect_success(users.batch_put(many));
    EXPECT_EQ(aws.requests("dynamodb", "BatchWriteItem"), 3U);
    setting.expect_success(users.query("many"));
    EXPECT_EQ(users.query("many").count().run(), 5);
}

}  // namespace
}  // namespace dynoxx::tests
