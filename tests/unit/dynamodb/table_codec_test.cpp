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

TEST(CreateTableCodec, takes_the_own_capacity_of_a_global_index) {
    CreateTableRequest request = users();
    request.read_capacity = 5;
    request.write_capacity = 6;
    request.global_indexes[0].read_capacity = 1;
    request.global_indexes[0].write_capacity = 2;
    EXPECT_NE(
        encode(request).find(R"(["name"]},"ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":2}}])"),
        std::string::npos);
}

TEST(CreateTableCodec, writes_local_indexes_and_protection) {
    CreateTableRequest request;
    request.table_name = "t";
    IndexDefinition index;
    index.name = "l";
    request.local_indexes = {index};
    request.deletion_protection = true;
    EXPECT_EQ(encode(request),
              R"({"TableName":"t","AttributeDefinitions":[],"KeySchema":[],"LocalSecondaryIndexes":[{"IndexName":"l",)"
              R"("KeySchema":[],"Projection":{"ProjectionType":"ALL"}}],"BillingMode":"PAY_PER_REQUEST",)"
              R"("DeletionProtectionEnabled":true})");
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

TEST(DescribeTableCodec, reads_billing_capacities_protection_and_the_state_of_each_index) {
    const TableDescription table =
        decode_describe_table(
            R"({"Table":{"ProvisionedThroughput":{"ReadCapacityUnits":5,"WriteCapacityUnits":6},)"
            R"("DeletionProtectionEnabled":true,"GlobalSecondaryIndexes":[{"IndexName":"a","IndexStatus":"ACTIVE",)"
            R"("ItemCount":3,"IndexSizeBytes":40,"ProvisionedThroughput":{"ReadCapacityUnits":1,)"
            R"("WriteCapacityUnits":2}},{"IndexName":"b","IndexStatus":"DELETING"},{"IndexName":"c"}],)"
            R"("LocalSecondaryIndexes":[{"IndexName":"l","ItemCount":7}]}})")
            .table;
    EXPECT_EQ(table.billing_mode, BillingMode::Provisioned);
    EXPECT_EQ(table.read_capacity, 5);
    EXPECT_EQ(table.write_capacity, 6);
    EXPECT_TRUE(table.deletion_protection);
    ASSERT_EQ(table.global_indexes.size(), 3U);
    EXPECT_EQ(table.global_indexes[0].status, IndexStatus::Active);
    EXPECT_EQ(table.global_indexes[0].read_capacity, 1);
    EXPECT_EQ(table.global_indexes[0].write_capacity, 2);
    EXPECT_EQ(table.global_indexes[0].item_count, 3);
    EXPECT_EQ(table.global_indexes[0].size_bytes, 40);
    EXPECT_EQ(table.global_indexes[1].status, IndexStatus::Deleting);
    EXPECT_EQ(table.global_indexes[2].status, IndexStatus::Other);
    EXPECT_EQ(table.local_indexes.at(0).status, IndexStatus::Active);
    EXPECT_EQ(table.local_indexes.at(0).item_count, 7);
    EXPECT_EQ(decode_describe_table(R"({"Table":{"BillingModeSummary":{"BillingMode":"PAY_PER_REQUEST"}}})")
                  .table.billing_mode,
              BillingMode::PayPerRequest);
}

TEST(DescribeTableCodec, refuses_parts_of_the_wrong_type) {
    for (const char* part :
         {R"("BillingModeSummary":1)", R"("BillingModeSummary":{"BillingMode":"FREE"})",
          R"("ProvisionedThroughput":[])", R"("ProvisionedThroughput":{"ReadCapacityUnits":"5"})",
          R"("DeletionProtectionEnabled":"true")", R"("GlobalSecondaryIndexes":{})",
          R"("GlobalSecondaryIndexes":[{"Projection":"ALL"}])", R"("LocalSecondaryIndexes":[{"ItemCount":1.5}])"}) {
        EXPECT_THROW((void)decode_describe_table("{\"Table\":{" + std::string(part) + "}}"), ResponseException) << part;
    }
}

TEST(ListTablesCodec, writes_and_reads_a_page) {
    ListTablesRequest request;
    EXPECT_EQ(encode(request), "{}");
    request.exclusive_start_table_name = "a";
    request.limit = 2;
    EXPECT_EQ(encode(request), R"({"ExclusiveStartTableName":"a","Limit":2})");
    const ListTablesResponse page = decode_list_tables(R"({"TableNames":["b","c"],"LastEvaluatedTableName":"c"})");
    EXPECT_EQ(page.table_names, (std::vector<std::string>{"b", "c"}));
    EXPECT_EQ(page.last_evaluated_table_name, "c");
    EXPECT_EQ(decode_list_tables("{}").last_evaluated_table_name, "");
    EXPECT_THROW((void)decode_list_tables(R"({"TableNames":[1]})"), ResponseException);
}

TEST(DeleteTableCodec, writes_the_name_and_reads_the_table) {
    DeleteTableRequest request;
    request.table_name = "t";
    EXPECT_EQ(encode(request), R"({"TableName":"t"})");
    EXPECT_EQ(decode_delete_table(R"({"TableDescription":{"TableStatus":"DELETING"}})").table.status,
              TableStatus::Deleting);
    EXPECT_THROW((void)decode_delete_table("{}"), ResponseException);
}

TEST(UpdateTableCodec, writes_what_is_to_be_changed) {
    UpdateTableRequest request;
    request.table_name = "t";
    EXPECT_EQ(encode(request), R"({"TableName":"t"})");
    request.billing_mode = BillingMode::Provisioned;
    request.read_capacity = 3;
    request.write_capacity = 4;
    request.deletion_protection = false;
    EXPECT_EQ(encode(request), R"({"TableName":"t","BillingMode":"PROVISIONED","ProvisionedThroughput":{)"
                               R"("ReadCapacityUnits":3,"WriteCapacityUnits":4},"DeletionProtectionEnabled":false})");
    EXPECT_EQ(decode_update_table(R"({"TableDescription":{"TableStatus":"UPDATING"}})").table.status,
              TableStatus::Updating);
}

TEST(UpdateTableCodec, writes_every_kind_of_change_of_an_index) {
    IndexDefinition made;
    made.name = "new";
    made.key_schema = {KeySchemaElement("at", KeyType::Hash)};
    UpdateTableRequest request;
    request.table_name = "t";
    request.attributes = {AttributeDefinition("at", ScalarType::N)};
    request.global_index_updates = {made, IndexCapacity("kept", 1, 2), IndexRemoval("old")};
    EXPECT_EQ(encode(request),
              R"({"TableName":"t","AttributeDefinitions":[{"AttributeName":"at","AttributeType":"N"}],)"
              R"("GlobalSecondaryIndexUpdates":[{"Create":{"IndexName":"new","KeySchema":[{"AttributeName":"at",)"
              R"("KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}}},{"Update":{"IndexName":"kept",)"
              R"("ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":2}}},)"
              R"({"Delete":{"IndexName":"old"}}]})");
}

TEST(TimeToLiveCodec, writes_and_reads_the_attribute) {
    UpdateTimeToLiveRequest request;
    request.table_name = "t";
    request.attribute_name = "expires";
    EXPECT_EQ(encode(request),
              R"({"TableName":"t","TimeToLiveSpecification":{"Enabled":true,"AttributeName":"expires"}})");
    request.enabled = false;
    EXPECT_EQ(encode(request),
              R"({"TableName":"t","TimeToLiveSpecification":{"Enabled":false,"AttributeName":"expires"}})");
    const UpdateTimeToLiveResponse changed =
        decode_update_time_to_live(R"({"TimeToLiveSpecification":{"AttributeName":"expires","Enabled":true}})");
    EXPECT_EQ(changed.attribute_name, "expires");
    EXPECT_TRUE(changed.enabled);
    EXPECT_THROW((void)decode_update_time_to_live("{}"), ResponseException);
}

TEST(TimeToLiveCodec, reads_the_state) {
    DescribeTimeToLiveRequest request;
    request.table_name = "t";
    EXPECT_EQ(encode(request), R"({"TableName":"t"})");
    const std::pair<const char*, TimeToLiveStatus> statuses[] = {
        {"ENABLING", TimeToLiveStatus::Enabling}, {"DISABLING", TimeToLiveStatus::Disabling},
        {"ENABLED", TimeToLiveStatus::Enabled},   {"DISABLED", TimeToLiveStatus::Disabled},
        {"LATER", TimeToLiveStatus::Other},
    };
    for (const auto& [text, status] : statuses) {
        EXPECT_EQ(decode_describe_time_to_live(R"({"TimeToLiveDescription":{"TimeToLiveStatus":")" + std::string(text) +
                                               "\"}}")
                      .status,
                  status)
            << text;
    }
    EXPECT_EQ(decode_describe_time_to_live(R"({"TimeToLiveDescription":{"AttributeName":"expires"}})").attribute_name,
              "expires");
    EXPECT_THROW((void)decode_describe_time_to_live(R"({"TimeToLiveDescription":[]})"), ResponseException);
}

}  // namespace
}  // namespace dynoxx::dynamodb
