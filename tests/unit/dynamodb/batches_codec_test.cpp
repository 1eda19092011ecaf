#include "dynamodb/codec.hpp"

#include <dynoxx/error.hpp>

#include <gtest/gtest.h>

namespace dynoxx::dynamodb {
namespace {

TEST(BatchGetItemCodec, writes_the_keys_of_each_table) {
    BatchGetItemRequest request;
    request.request_items["a"].keys = {{{"id", AttributeValue("1")}}, {{"id", AttributeValue("2")}}};
    KeysAndAttributes& all = request.request_items["b"];
    all.keys = {{{"id", AttributeValue("3")}}};
    all.consistent_read = true;
    all.projection_expression = "#n";
    all.names = {{"#n", "name"}};
    EXPECT_EQ(encode(request), R"({"RequestItems":{"a":{"Keys":[{"id":{"S":"1"}},{"id":{"S":"2"}}]},)"
                               R"("b":{"Keys":[{"id":{"S":"3"}}],"ConsistentRead":true,"ProjectionExpression":"#n",)"
                               R"("ExpressionAttributeNames":{"#n":"name"}}}})");
}

TEST(BatchGetItemCodec, reads_items_and_what_to_ask_for_again) {
    const std::string unprocessed = R"({"b":{"Keys":[{"id":{"S":"3"}}],"ConsistentRead":true,)"
                                    R"("ProjectionExpression":"#n","ExpressionAttributeNames":{"#n":"name"}}})";
    const BatchGetItemResponse response = decode_batch_get_item(
        R"({"Responses":{"a":[{"id":{"S":"1"}},{"id":{"S":"2"}}],"c":[]},"UnprocessedKeys":)" + unprocessed + "}");
    ASSERT_EQ(response.responses.size(), 2U);
    EXPECT_EQ(response.responses.at("a").at(1), Item({{"id", AttributeValue("2")}}));
    EXPECT_TRUE(response.responses.at("c").empty());
    BatchGetItemRequest again;
    again.request_items = response.unprocessed_keys;
    EXPECT_EQ(encode(again), R"({"RequestItems":)" + unprocessed + "}");
}

TEST(BatchGetItemCodec, takes_an_answer_without_parts) {
    const BatchGetItemResponse response = decode_batch_get_item("{}");
    EXPECT_TRUE(response.responses.empty());
    EXPECT_TRUE(response.unprocessed_keys.empty());
}

TEST(BatchGetItemCodec, refuses_what_is_not_the_answer) {
    for (const char* body :
         {R"({"Responses":[]})", R"({"Responses":{"a":{}}})", R"({"Responses":{"a":[1]}})",
          R"({"Responses":{"a":[{"id":"1"}]}})", R"({"UnprocessedKeys":[]})", R"({"UnprocessedKeys":{"a":[]}})",
          R"({"UnprocessedKeys":{"a":{"Keys":{}}}})", R"({"UnprocessedKeys":{"a":{"Keys":[1]}}})",
          R"({"UnprocessedKeys":{"a":{"ConsistentRead":"true"}}})",
          R"({"UnprocessedKeys":{"a":{"ProjectionExpression":1}}})",
          R"({"UnprocessedKeys":{"a":{"ExpressionAttributeNames":[]}}})",
          R"({"UnprocessedKeys":{"a":{"ExpressionAttributeNames":{"#n":1}}}})"}) {
        EXPECT_THROW((void)decode_batch_get_item(body), ResponseException) << body;
    }
}

TEST(BatchWriteItemCodec, writes_puts_and_deletes) {
    BatchWriteItemRequest request;
    request.request_items["t"] = {WriteRequest::put({{"a", AttributeValue(1)}}),
                                  WriteRequest::remove({{"b", AttributeValue(2)}})};
    EXPECT_EQ(encode(request), R"({"RequestItems":{"t":[{"PutRequest":{"Item":{"a":{"N":"1"}}}},)"
                               R"({"DeleteRequest":{"Key":{"b":{"N":"2"}}}}]}})");
}

TEST(BatchWriteItemCodec, refuses_a_write_of_nothing) {
    BatchWriteItemRequest request;
    request.request_items["t"] = {WriteRequest()};
    EXPECT_THROW((void)encode(request), ConfigurationException);
}

TEST(BatchWriteItemCodec, reads_what_was_not_processed) {
    const BatchWriteItemResponse response = decode_batch_write_item(
        R"({"UnprocessedItems":{"t":[{"PutRequest":{"Item":{}}},{"DeleteRequest":{"Key":{"b":{"N":"2"}}}}]}})");
    ASSERT_EQ(response.unprocessed_items.at("t").size(), 2U);
    EXPECT_TRUE(response.unprocessed_items.at("t")[0].item);
    EXPECT_TRUE(response.unprocessed_items.at("t")[1].key);
    EXPECT_TRUE(decode_batch_write_item("{}").unprocessed_items.empty());
    EXPECT_THROW((void)decode_batch_write_item(R"({"UnprocessedItems":{"t":[{}]}})"), ResponseException);
    EXPECT_THROW((void)decode_batch_write_item(R"({"UnprocessedItems":{"t":{}}})"), ResponseException);
}

}  // namespace
}  // namespace dynoxx::dynamodb
