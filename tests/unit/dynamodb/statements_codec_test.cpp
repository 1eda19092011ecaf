#include "dynamodb/codec.hpp"

#include <dynoxx/error.hpp>

#include <gtest/gtest.h>

namespace dynoxx::dynamodb {
namespace {

TEST(ExecuteStatementCodec, leaves_out_what_is_not_asked_for) {
    ExecuteStatementRequest request;
    request.statement = "SELECT * FROM \"t\"";
    EXPECT_EQ(encode(request), R"({"Statement":"SELECT * FROM \"t\""})");
}

TEST(ExecuteStatementCodec, writes_everything_that_is_asked_for) {
    ExecuteStatementRequest request;
    request.statement = "SELECT";
    request.parameters = {AttributeValue("a"), AttributeValue(1)};
    request.consistent_read = true;
    request.next_token = "next";
    request.limit = 5;
    request.return_item_on_condition_failure = true;
    request.return_consumed_capacity = ReturnConsumedCapacity::Total;
    EXPECT_EQ(encode(request),
              R"({"Statement":"SELECT","Parameters":[{"S":"a"},{"N":"1"}],"ConsistentRead":true,"NextToken":"next",)"
              R"("Limit":5,"ReturnValuesOnConditionCheckFailure":"ALL_OLD","ReturnConsumedCapacity":"TOTAL"})");
}

TEST(ExecuteStatementCodec, reads_a_page) {
    const ExecuteStatementResponse page =
        decode_execute_statement(R"({"Items":[{"a":{"N":"1"}},{}],"NextToken":"more",)"
                                 R"("LastEvaluatedKey":{"a":{"N":"1"}},"ConsumedCapacity":{"CapacityUnits":0.5}})");
    EXPECT_EQ(page.items.size(), 2U);
    EXPECT_EQ(page.next_token, "more");
    EXPECT_EQ(page.last_evaluated_key, Item({{"a", AttributeValue(1)}}));
    ASSERT_TRUE(page.consumed_capacity);
    EXPECT_EQ(page.consumed_capacity->capacity_units, 0.5);
    const ExecuteStatementResponse nothing = decode_execute_statement("{}");
    EXPECT_TRUE(nothing.items.empty());
    EXPECT_EQ(nothing.next_token, "");
    EXPECT_FALSE(nothing.consumed_capacity);
    EXPECT_THROW((void)decode_execute_statement(R"({"NextToken":1})"), ResponseException);
}

}  // namespace
}  // namespace dynoxx::dynamodb
