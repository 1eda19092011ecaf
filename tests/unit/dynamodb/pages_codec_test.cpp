#include "dynamodb/codec.hpp"

#include <dynoxx/error.hpp>

#include <gtest/gtest.h>

namespace dynoxx::dynamodb {
namespace {

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

TEST(ScanCodec, writes_what_differs_from_the_default) {
    ScanRequest request;
    request.table_name = "t";
    EXPECT_EQ(encode(request), R"({"TableName":"t"})");
    request.index_name = "i";
    request.filter_expression = "#a > :a";
    request.projection_expression = "#a";
    request.names = {{"#a", "age"}};
    request.values = {{":a", AttributeValue(18)}};
    request.exclusive_start_key = {{"id", AttributeValue("1")}};
    request.select = Select::SpecificAttributes;
    request.limit = 5;
    request.consistent_read = true;
    EXPECT_EQ(encode(request),
              R"({"TableName":"t","IndexName":"i","FilterExpression":"#a > :a","ProjectionExpression":"#a",)"
              R"("ExpressionAttributeNames":{"#a":"age"},"ExpressionAttributeValues":{":a":{"N":"18"}},)"
              R"("ExclusiveStartKey":{"id":{"S":"1"}},"Select":"SPECIFIC_ATTRIBUTES","Limit":5,)"
              R"("ConsistentRead":true})");
}

TEST(ScanCodec, writes_the_segment_of_a_parallel_scan_also_if_it_is_the_first) {
    ScanRequest request;
    request.table_name = "t";
    request.total_segments = 4;
    EXPECT_EQ(encode(request), R"({"TableName":"t","Segment":0,"TotalSegments":4})");
    request.segment = 3;
    EXPECT_EQ(encode(request), R"({"TableName":"t","Segment":3,"TotalSegments":4})");
}

TEST(ScanCodec, reads_a_page) {
    const ScanResponse page = decode_scan(R"({"Items":[{"a":{"N":"1"}}],"Count":1,"ScannedCount":9,)"
                                          R"("LastEvaluatedKey":{"a":{"N":"1"}}})");
    EXPECT_EQ(page.items, std::vector<Item>{Item({{"a", AttributeValue(1)}})});
    EXPECT_EQ(page.count, 1);
    EXPECT_EQ(page.scanned_count, 9);
    EXPECT_EQ(page.last_evaluated_key, Item({{"a", AttributeValue(1)}}));
    EXPECT_TRUE(decode_scan("{}").last_evaluated_key.empty());
}

}  // namespace
}  // namespace dynoxx::dynamodb
