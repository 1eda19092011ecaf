#include "dynamodb/codec.hpp"

#include <dynoxx/error.hpp>

#include <gtest/gtest.h>

namespace dynoxx::dynamodb {
namespace {

TransactWriteItemsRequest every_kind() {
    TransactPut put;
    put.table_name = "a";
    put.item = {{"id", AttributeValue("1")}};
    put.condition_expression = "#i <> :i";
    put.names = {{"#i", "id"}};
    put.values = {{":i", AttributeValue("0")}};
    put.return_item_on_condition_failure = true;
    TransactUpdate update;
    update.table_name = "b";
    update.key = {{"id", AttributeValue("2")}};
    update.update_expression = "SET n = :n";
    update.values = {{":n", AttributeValue(3)}};
    TransactDelete remove;
    remove.table_name = "c";
    remove.key = {{"id", AttributeValue("4")}};
    ConditionCheck check;
    check.table_name = "d";
    check.key = {{"id", AttributeValue("5")}};
    check.condition_expression = "n = id";
    TransactWriteItemsRequest request;
    request.items = {put, update, remove, check};
    return request;
}

TEST(TransactWriteItemsCodec, writes_every_kind_of_operation) {
    EXPECT_EQ(encode(every_kind()),
              R"({"TransactItems":[{"Put":{"TableName":"a","Item":{"id":{"S":"1"}},)"
              R"("ConditionExpression":"#i <> :i","ExpressionAttributeNames":{"#i":"id"},)"
              R"("ExpressionAttributeValues":{":i":{"S":"0"}},"ReturnValuesOnConditionCheckFailure":"ALL_OLD"}},)"
              R"({"Update":{"TableName":"b","Key":{"id":{"S":"2"}},"UpdateExpression":"SET n = :n",)"
              R"("ExpressionAttributeValues":{":n":{"N":"3"}}}},{"Delete":{"TableName":"c","Key":{"id":{"S":"4"}}}},)"
              R"({"ConditionCheck":{"TableName":"d","Key":{"id":{"S":"5"}},"ConditionExpression":"n = id"}}]})");
}

TEST(TransactWriteItemsCodec, writes_the_token) {
    TransactWriteItemsRequest request;
    request.client_request_token = "once";
    EXPECT_EQ(encode(request), R"({"TransactItems":[],"ClientRequestToken":"once"})");
}

TEST(TransactWriteItemsCodec, refuses_bodies_that_are_not_the_answer) {
    EXPECT_NO_THROW((void)decode_transact_write_items("{}"));
    EXPECT_THROW((void)decode_transact_write_items("[]"), ResponseException);
    EXPECT_THROW((void)decode_transact_write_items(""), ResponseException);
}

TEST(TransactGetItemsCodec, writes_keys_and_projections) {
    TransactGet one;
    one.table_name = "a";
    one.key = {{"id", AttributeValue("1")}};
    TransactGet two = one;
    two.projection_expression = "#n";
    two.names = {{"#n", "name"}};
    TransactGetItemsRequest request;
    request.items = {one, two};
    EXPECT_EQ(encode(request), R"({"TransactItems":[{"Get":{"TableName":"a","Key":{"id":{"S":"1"}}}},)"
                               R"({"Get":{"TableName":"a","Key":{"id":{"S":"1"}},"ProjectionExpression":"#n",)"
                               R"("ExpressionAttributeNames":{"#n":"name"}}}]})");
}

TEST(TransactGetItemsCodec, keeps_the_place_of_an_item_that_is_not_there) {
    const TransactGetItemsResponse response =
        decode_transact_get_items(R"({"Responses":[{},{"Item":{"a":{"N":"1"}}},{"Item":null}]})");
    ASSERT_EQ(response.items.size(), 3U);
    EXPECT_FALSE(response.items[0]);
    EXPECT_EQ(response.items[1], Item({{"a", AttributeValue(1)}}));
    EXPECT_FALSE(response.items[2]);
}

TEST(TransactGetItemsCodec, refuses_what_is_not_the_answer) {
    for (const char* body : {R"({"Responses":{}})", R"({"Responses":[null]})", R"({"Responses":[[]]})",
                             R"({"Responses":[{"Item":[]}]})", R"({"Responses":[{"Item":{"a":{}}}]})"}) {
        EXPECT_THROW((void)decode_transact_get_items(body), ResponseException) << body;
    }
}

}  // namespace
}  // namespace dynoxx::dynamodb
