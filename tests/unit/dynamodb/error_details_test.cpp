#include "dynamodb/error_details.hpp"

#include "support/fake_transport.hpp"

#include <gtest/gtest.h>

namespace dynoxx::dynamodb {
namespace {

Error completed(ErrorCode code, const std::string& body) {
    Error error(code, "refused");
    complete_error(error, test::answer(400, body));
    return error;
}

TEST(ErrorDetails, have_the_item_of_a_failed_condition) {
    const Error error = completed(ErrorCode::ConditionalCheckFailed, R"({"Item":{"id":{"S":"1"}}})");
    ASSERT_NE(error.item(), nullptr);
    EXPECT_EQ(*error.item(), Item({{"id", AttributeValue("1")}}));
    EXPECT_EQ(completed(ErrorCode::ConditionalCheckFailed, "{}").item(), nullptr);
}

TEST(ErrorDetails, have_a_reason_for_each_operation_of_a_cancelled_transaction) {
    const Error error = completed(
        ErrorCode::TransactionCanceled,
        R"({"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException","Message":"Transaction cancelled",)"
        R"("CancellationReasons":[{"Code":"None"},{"Code":"ConditionalCheckFailed","Message":"The conditional request )"
        R"(failed","Item":{"id":{"S":"1"}}},{"Code":"TransactionConflict","Message":null}]})");
    const std::vector<CancellationReason>& reasons = error.cancellation_reasons();
    ASSERT_EQ(reasons.size(), 3U);
    EXPECT_EQ(reasons[0].code, "None");
    EXPECT_EQ(reasons[0].message, "");
    EXPECT_FALSE(reasons[0].item);
    EXPECT_EQ(reasons[1].code, "ConditionalCheckFailed");
    EXPECT_EQ(reasons[1].message, "The conditional request failed");
    EXPECT_EQ(reasons[1].item, Item({{"id", AttributeValue("1")}}));
    EXPECT_EQ(reasons[2].code, "TransactionConflict");
    EXPECT_EQ(reasons[2].message, "");
}

TEST(ErrorDetails, keep_the_places_of_reasons_that_cannot_be_read) {
    const Error error =
        completed(ErrorCode::TransactionCanceled,
                  R"({"Item":[],"CancellationReasons":[1,{"Code":2,"Message":[]},{"Code":"None","Item":{"id":"1"}}]})");
    EXPECT_EQ(error.item(), nullptr);
    const std::vector<CancellationReason>& reasons = error.cancellation_reasons();
    ASSERT_EQ(reasons.size(), 3U);
    EXPECT_EQ(reasons[0].code, "");
    EXPECT_EQ(reasons[1].code, "");
    EXPECT_EQ(reasons[2].code, "None");
    EXPECT_FALSE(reasons[2].item);
}

TEST(ErrorDetails, are_none_if_the_answer_cannot_be_read) {
    for (const char* body : {"", "<html>", "[]", "null", R"({"CancellationReasons":{}})", R"({"Item":"x"})"}) {
        const Error error = completed(ErrorCode::TransactionCanceled, body);
        EXPECT_EQ(error.item(), nullptr) << body;
        EXPECT_TRUE(error.cancellation_reasons().empty()) << body;
    }
}

TEST(ErrorDetails, are_not_looked_for_in_other_refusals) {
    EXPECT_EQ(completed(ErrorCode::ValidationFailed, R"({"Item":{"id":{"S":"1"}}})").item(), nullptr);
}

}  // namespace
}  // namespace dynoxx::dynamodb
