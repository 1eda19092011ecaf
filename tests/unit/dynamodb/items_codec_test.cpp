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

}  // namespace
}  // namespace dynoxx::dynamodb
