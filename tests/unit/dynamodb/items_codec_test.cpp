#include "dynamodb/codec.hpp"

#include <dynoxx/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dynoxx::dynamodb {
namespace {

TEST(PutItemCodec, leaves_out_what_is_not_asked_for) {
    PutItemRequest request;
    request.table_name = "users";
    request.item = {{"id", AttributeValue("u#1")}};
    EXPECT_EQ(encode(request), R"({"TableName":"users","Item":{"id":{"S":"u#1"}}})");
}

TEST(PutItemCodec, writes_everything_that_is_asked_for) {
    PutItemRequest request;
    request.table_name = "users";
    request.item = {{"id", AttributeValue("u#1")}};
    request.condition_expression = "#0 = :0";
    request.names = {{"#0", "id"}};
    request.values = {{":0", AttributeValue(1)}};
    request.return_values = ReturnValues::AllOld;
    request.return_item_on_condition_failure = true;
    EXPECT_EQ(encode(request), R"({"TableName":"users","Item":{"id":{"S":"u#1"}},"ConditionExpression":"#0 = :0",)"
                               R"("ExpressionAttributeNames":{"#0":"id"},"ExpressionAttributeValues":{":0":{"N":"1"}},)"
                               R"("ReturnValues":"ALL_OLD","ReturnValuesOnConditionCheckFailure":"ALL_OLD"})");
}

TEST(PutItemCodec, reads_the_old_item_if_there_is_one) {
    EXPECT_FALSE(decode_put_item("{}").attributes);
    EXPECT_EQ(decode_put_item(R"({"Attributes":{"a":{"N":"1"}}})").attributes, Item({{"a", AttributeValue(1)}}));
}

TEST(GetItemCodec, writes_key_and_options) {
    GetItemRequest request;
    request.table_name = "t";
    request.key = {{"id", AttributeValue("1")}};
    request.consistent_read = true;
    request.projection_expression = "#a";
    request.names = {{"#a", "name"}};
    EXPECT_EQ(encode(request), R"({"TableName":"t","Key":{"id":{"S":"1"}},"ConsistentRead":true,)"
                               R"("ProjectionExpression":"#a","ExpressionAttributeNames":{"#a":"name"}})");
}

TEST(GetItemCodec, tells_a_missing_item_from_an_empty_one) {
    EXPECT_FALSE(decode_get_item("{}").item);
    EXPECT_FALSE(decode_get_item(R"({"Item":null})").item);
    EXPECT_TRUE(decode_get_item(R"({"Item":{}})").item);
}

TEST(GetItemCodec, refuses_bodies_that_are_not_the_answer) {
    for (const char* body : {"", "[]", "null", "{}{}", "{} x", R"({"Item":[]})", R"({"Item":{"a":"b"}})", "<html>"}) {
        try {
            (void)decode_get_item(body);
            FAIL() << body;
        } catch (const ResponseException& exception) {
            EXPECT_EQ(exception.error().code(), ErrorCode::InvalidResponse);
            EXPECT_THAT(exception.error().message(), testing::HasSubstr("GetItem"));
        }
    }
}

TEST(UpdateItemCodec, writes_the_update) {
    UpdateItemRequest request;
    request.table_name = "t";
    request.key = {{"id", AttributeValue("1")}};
    request.update_expression = "SET a = :a";
    request.values = {{":a", AttributeValue("x")}};
    request.return_values = ReturnValues::UpdatedNew;
    EXPECT_EQ(encode(request), R"({"TableName":"t","Key":{"id":{"S":"1"}},"UpdateExpression":"SET a = :a",)"
                               R"("ExpressionAttributeValues":{":a":{"S":"x"}},"ReturnValues":"UPDATED_NEW"})");
    EXPECT_TRUE(decode_update_item(R"({"Attributes":{}})").attributes);
}

TEST(DeleteItemCodec, writes_the_key) {
    DeleteItemRequest request;
    request.table_name = "t";
    request.key = {{"id", AttributeValue("1")}};
    EXPECT_EQ(encode(request), R"({"TableName":"t","Key":{"id":{"S":"1"}}})");
    EXPECT_FALSE(decode_delete_item("{}").attributes);
}

TEST(QueryCodec, writes_what_differs_from_the_default) {
    QueryRequest request;
    request.table_name = "t";
    EXPECT_EQ(encode(request), R"({"TableName":"t"})");
    request.index_name = "i";
    request.key_condition_expression = "id = :i";
    request.filter_expression = "a > :a";
    request.exclusive_start_key = {{"id", AttributeValue("1")}};
    request.select = Select::Count;
    request.limit = 5;
    request.consistent_read = true;
    request.scan_index_forward = false;
    EXPECT_EQ(encode(request),
              R"({"TableName":"t","IndexName":"i","KeyConditionExpression":"id = :i","FilterExpression":"a > :a",)"
              R"("ExclusiveStartKey":{"id":{"S":"1"}},"Select":"COUNT","Limit":5,"ConsistentRead":true,)"
              R"("ScanIndexForward":false})");
}

TEST(QueryCodec, reads_a_page) {
    const QueryResponse page = decode_query(R"({"Items":[{"a":{"N":"1"}},{}],"Count":2,"ScannedCount":3,)"
                                            R"("LastEvaluatedKey":{"a":{"N":"1"}}})");
    EXPECT_EQ(page.items.size(), 2U);
    EXPECT_EQ(page.count, 2);
    EXPECT_EQ(page.scanned_count, 3);
    EXPECT_EQ(page.last_evaluated_key.size(), 1U);
    EXPECT_TRUE(decode_query(R"({"Count":7})").items.empty());
    EXPECT_THROW((void)decode_query(R"({"Items":{}})"), ResponseException);
    EXPECT_THROW((void)decode_query(R"({"Count":"1"})"), ResponseException);
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
