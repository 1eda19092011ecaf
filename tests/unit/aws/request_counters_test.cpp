#include "aws/request_counters.hpp"

#include "runtime/state.hpp"
#include "support/fake_machine.hpp"

#include <gtest/gtest.h>

namespace dynoxx::aws {
namespace {

TEST(RequestCounters, count_by_service_and_operation) {
    test::FakeMachine machine;
    RequestCounters& counters = machine.state.service<RequestCounters>();
    for (int i = 0; i < 3; ++i) {
        counters.count("DynamoDB", "GetItem");
    }
    counters.count("DynamoDB", "PutItem");
    counters.count("S3", "GetItem");
    const RequestCounters::Counts expected{
        {{"DynamoDB", "GetItem"}, 3}, {{"DynamoDB", "PutItem"}, 1}, {{"S3", "GetItem"}, 1}};
    EXPECT_EQ(counters.counts(), expected);
}

}  // namespace
}  // namespace dynoxx::aws
