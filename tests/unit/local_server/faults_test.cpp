#include "local/server/faults.hpp"

#include "local/server/fault_answer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dynoxx::local::server {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

LocalFault fault_of(LocalFaultKind kind, std::string service = {}, std::string operation = {}) {
    LocalFault fault;
    fault.kind = kind;
    fault.service = std::move(service);
    fault.operation = std::move(operation);
    return fault;
}

TEST(Faults, meet_the_requests_that_they_fit_after_those_to_be_skipped) {
    Faults faults;
    LocalFault fault = fault_of(LocalFaultKind::Throttle, "dynamodb", "PutItem");
    fault.skip = 1;
    fault.times = 2;
    faults.add(fault);
    EXPECT_EQ(faults.meet("dynamodb", "GetItem"), nullptr);
    EXPECT_EQ(faults.meet("kms", "PutItem"), nullptr);
    EXPECT_EQ(faults.meet("dynamodb", "PutItem"), nullptr);
    EXPECT_NE(faults.meet("dynamodb", "PutItem"), nullptr);
    EXPECT_NE(faults.meet("dynamodb", "PutItem"), nullptr);
    EXPECT_EQ(faults.meet("dynamodb", "PutItem"), nullptr);
    EXPECT_EQ(faults.all().front().seen, 4U);
    EXPECT_EQ(faults.all().front().met, 2U);
}

TEST(Faults, meet_all_requests_if_they_name_no_service_and_no_end) {
    Faults faults;
    LocalFault fault = fault_of(LocalFaultKind::Close);
    fault.times = 0;
    faults.add(fault);
    for (int i = 0; i < 3; ++i) {
        EXPECT_NE(faults.meet("s3", "GetObject"), nullptr);
        EXPECT_NE(faults.meet("sts", "unknown"), nullptr);
    }
}

TEST(Faults, come_in_the_order_in_which_they_were_added) {
    Faults faults;
    faults.add(fault_of(LocalFaultKind::Throttle, "s3"));
    faults.add(fault_of(LocalFaultKind::Cut, "s3", "GetObject"));
    EXPECT_EQ(faults.meet("s3", "GetObject")->kind, LocalFaultKind::Throttle);
    EXPECT_EQ(faults.meet("s3", "GetObject")->kind, LocalFaultKind::Cut);
    EXPECT_EQ(faults.meet("s3", "GetObject"), nullptr);
}

TEST(Faults, are_removed_by_their_id) {
    Faults faults;
    const std::uint64_t first = faults.add(fault_of(LocalFaultKind::Throttle));
    const std::uint64_t second = faults.add(fault_of(LocalFaultKind::Cut));
    EXPECT_TRUE(faults.remove(first));
    EXPECT_FALSE(faults.remove(first));
    ASSERT_EQ(faults.all().size(), 1U);
    EXPECT_EQ(faults.all().front().id, second);
}

TEST(Faults, name_their_kinds) {
    for (int i = 0; i <= static_cast<int>(LocalFaultKind::PartialBatch); ++i) {
        const auto kind = static_cast<LocalFaultKind>(i);
        EXPECT_EQ(find_fault_kind(to_string(kind)), kind);
    }
    EXPECT_FALSE(find_fault_kind("nonsense"));
}

TEST(Faults, are_complained_about_in_a_sentence) {
    using enum LocalFaultKind;
    EXPECT_EQ(complaint_about(fault_of(Throttle, "s3", "GetObject")), "");
    EXPECT_EQ(complaint_about(fault_of(Throttle, "", "GetObject")),
              "A fault that names an operation must also name the service.");
    EXPECT_EQ(complaint_about(fault_of(Throttle, "ec2")),
              "There is no service \"ec2\"; there are dynamodb, s3, kms and sts.");
    EXPECT_EQ(complaint_about(fault_of(Throttle, "kms", "PutItem")), "There is no operation \"PutItem\" of kms.");
    LocalFault fault = fault_of(Throttle);
    fault.latency = 1ms;
    EXPECT_EQ(complaint_about(fault), "A fault of the kind \"throttle\" has no latency.");
    fault = fault_of(Cut);
    fault.code = "Oops";
    EXPECT_EQ(complaint_about(fault), "A fault of the kind \"cut\" has no status, code or message.");
    fault = fault_of(Cut);
    fault.skew = 1s;
    EXPECT_EQ(complaint_about(fault), "A fault of the kind \"cut\" has no skew.");
    fault = fault_of(Cut);
    fault.processed = 2;
    EXPECT_EQ(complaint_about(fault), "A fault of the kind \"cut\" has no number of processed items.");
    fault = fault_of(Latency);
    EXPECT_EQ(complaint_about(fault), "A latency is above 0 and at most a day.");
    fault.latency = 1ms;
    fault.executes = true;
    EXPECT_EQ(complaint_about(fault), "A fault of the kind \"latency\" is always carried out; leave executes out.");
    fault = fault_of(Error);
    fault.status = 200;
    EXPECT_EQ(complaint_about(fault), "The status of an error is a number from 400 to 599.");
    EXPECT_THAT(complaint_about(fault_of(ClockSkew)), HasSubstr("is not 0"));
    EXPECT_THAT(complaint_about(fault_of(WrongChecksum, "s3")), HasSubstr("Only dynamodb"));
    EXPECT_THAT(complaint_about(fault_of(PartialBatch, "dynamodb", "PutItem")), HasSubstr("name the operation"));
    fault = fault_of(PartialBatch, "dynamodb", "BatchGetItem");
    EXPECT_EQ(complaint_about(fault), "");
    fault.processed = 0;
    EXPECT_THAT(complaint_about(fault), HasSubstr("\"throttle\""));
}

TEST(FaultAnswer, is_in_the_words_of_the_service) {
    const LocalFault throttle = fault_of(LocalFaultKind::Throttle);
    const ServiceError item = error_of(throttle, "dynamodb", "PutItem");
    EXPECT_EQ(item.status, 400);
    EXPECT_EQ(item.code, "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException");
    EXPECT_EQ(error_of(throttle, "dynamodb", "CreateTable").code, "com.amazon.coral.availability#ThrottlingException");
    EXPECT_EQ(error_of(throttle, "s3", "PutObject").code, "SlowDown");
    EXPECT_EQ(error_of(throttle, "s3", "PutObject").status, 503);
    EXPECT_EQ(error_of(throttle, "kms", "Decrypt").code, "ThrottlingException");
    EXPECT_EQ(error_of(throttle, "sts", "AssumeRole").code, "Throttling");
}

TEST(FaultAnswer, says_what_the_fault_says) {
    LocalFault fault = fault_of(LocalFaultKind::Error);
    EXPECT_EQ(error_of(fault, "kms", "Decrypt").code, "KMSInternalException");
    EXPECT_EQ(error_of(fault, "sts", "AssumeRole").status, 500);
    EXPECT_EQ(error_of(fault, "dynamodb", "PutItem").code, "com.amazonaws.dynamodb.v20120810#InternalServerError");
    fault.status = 400;
    fault.code = "LimitExceededException";
    fault.message = "Too many";
    const ServiceError error = error_of(fault, "dynamodb", "CreateTable");
    EXPECT_EQ(error.status, 400);
    EXPECT_EQ(error.code, "com.amazonaws.dynamodb.v20120810#LimitExceededException");
    EXPECT_EQ(error.message, "Too many");
    fault.code = "com.amazon.coral.service#Own";
    EXPECT_EQ(error_of(fault, "dynamodb", "CreateTable").code, "com.amazon.coral.service#Own");
}

}  // namespace
}  // namespace dynoxx::local::server
