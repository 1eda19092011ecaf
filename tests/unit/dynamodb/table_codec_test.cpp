#include "dynamodb/codec.hpp"

#include <dynoxx/error.hpp>

#include <gtest/gtest.h>

namespace dynoxx::dynamodb {
namespace {

CreateTableRequest users() {
    CreateTableRequest request;
    request.table_name = "users";
    request.attributes = {AttributeDefinition("id", ScalarType::S), AttributeDefinition("at", ScalarType::N)};
    request.key_schema = {KeySchemaElement("id", KeyType::Hash)};
    IndexDefinition index;
    index.name = "by-time";
    index.key_schema = {KeySchemaElement("at", KeyType::Hash), KeySchemaElement("id", KeyType::Range)};
    index.projection = ProjectionType::Include;
    index.non_key_attributes = {"name"};
    request.global_indexes = {index};
    return request;
}

TEST(CreateTableCodec, asks_for_no_capacity_by_default) {
    EXPECT_EQ(
        encode(users()),
        R"({"TableName":"users","AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"},)"
        R"({"AttributeName":"at","AttributeType":"N"}],"KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],)"
        R"("GlobalSecondaryIndexes":[{"IndexName":"by-time","KeySchema":[{"AttributeName":"at","KeyType":"HASH"},)"
        R"({"AttributeName":"id","KeyType":"RANGE"}],"Projection":{"ProjectionType":"INCLUDE",)"
        R"("NonKeyAttributes":["name"]}}],"BillingMode":"PAY_PER_REQUEST"})");
}

TEST(CreateTableCodec, gives_capacity_to_the_table_and_its_global_indexes) {
    CreateTableRequest request = users();
    request.read_capacity = 5;
    request.write_capacity = 6;
    const std::string text = encode(request);
    const std::string capacity = R"("ProvisionedThroughput":{"ReadCapacityUnits":5,"WriteCapacityUnits":6})";
    EXPECT_NE(text.find(R"("BillingMode":"PROVISIONED",)" + capacity), std::string::npos);
    EXPECT_NE(text.find(R"("NonKeyAttributes":["name"]},)" + capacity), std::string::npos);
}

TEST(DescribeTableCodec, reads_a_table) {
    DescribeTableRequest request;
    request.table_name = "users";
    EXPECT_EQ(encode(request), R"({"TableName":"users"})");
    const TableDescription table =
        decode_describe_table(
            R"({"Table":{"TableName":"users","TableArn":"arn","TableStatus":"ACTIVE","ItemCount":3,"TableSizeBytes":40,)"
            R"("CreationDateTime":1.5E9,"AttributeDefinitions":[{"AttributeName":"id","AttributeType":"B"}],)"
            R"("KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],"GlobalSecondaryIndexes":[{"IndexName":"g",)"
            R"("KeySchema":[],"Projection":{"ProjectionType":"KEYS_ONLY"},"IndexStatus":"CREATING"}]}})")
            .table;
    EXPECT_EQ(table.name, "users");
    EXPECT_EQ(table.status, TableStatus::Active);
    EXPECT_EQ(table.item_count, 3);
    EXPECT_EQ(table.size_bytes, 40);
    EXPECT_EQ(table.attributes.at(0).type, ScalarType::B);
    EXPECT_EQ(table.key_schema.at(0).name, "id");
    EXPECT_EQ(table.global_indexes.at(0).projection, ProjectionType::KeysOnly);
    EXPECT_FALSE(table.indexes_active);
}

TEST(DescribeTableCodec, takes_unknown_states_but_not_unknown_types) {
    EXPECT_EQ(decode_describe_table(R"({"Table":{"TableStatus":"ARCHIVED"}})").table.status, TableStatus::Other);
    EXPECT_THROW((void)decode_describe_table(R"({"Table":{"KeySchema":[{"KeyType":"X"}]}})"), ResponseException);
    EXPECT_THROW((void)decode_describe_table("{}"), ResponseException);
    EXPECT_THROW((void)decode_create_table(R"({"TableDescription":[]})"), ResponseException);
}

}  // namespace
}  // namespace dynoxx::dynamodb
