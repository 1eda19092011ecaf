#include "local_table.hpp"

#include <vector>

namespace dynoxx::local::dynamodb {

namespace {

/// A CreateTable request with these members besides the name.
std::string create(const std::string& members, const std::string& name = "fresh") {
    return R"({"TableName":")" + name + "\"," + members + '}';
}

const std::string on_demand = R"("BillingMode":"PAY_PER_REQUEST")";
const std::string hash_only =
    R"("AttributeDefinitions":[{"AttributeName":"a","AttributeType":"S"}],"KeySchema":[{"AttributeName":"a","KeyType":"HASH"}])";
const std::string two_defined =
    R"("AttributeDefinitions":[{"AttributeName":"a","AttributeType":"S"},{"AttributeName":"b","AttributeType":"N"}])";
const std::string hash_a = R"("KeySchema":[{"AttributeName":"a","KeyType":"HASH"}])";
const std::string hash_a_range_b =
    R"("KeySchema":[{"AttributeName":"a","KeyType":"HASH"},{"AttributeName":"b","KeyType":"RANGE"}])";

std::string global(const std::string& keys, const std::string& projection = R"({"ProjectionType":"ALL"})") {
    return R"({"IndexName":"ind",)" + keys + R"(,"Projection":)" + projection + '}';
}

}  // namespace

TEST(CreateTable, describes_what_it_made) {
    Engine engine(Options{.region = "eu-west-1", .account_id = "123456789012", .clock = [] { return 1.5e9; }});
    const std::string created = engine.handle("CreateTable", create(hash_only + ',' + on_demand)).body;
    for (const std::string part :
         {R"("TableStatus":"ACTIVE")", R"("TableArn":"arn:aws:dynamodb:eu-west-1:123456789012:table/fresh")",
          R"("CreationDateTime":1500000000.000)", R"("KeySchema":[{"AttributeName":"a","KeyType":"HASH"}])",
          R"("BillingModeSummary":{"BillingMode":"PAY_PER_REQUEST")", R"("ItemCount":0)",
          R"("AttributeDefinitions":[{"AttributeName":"a","AttributeType":"S"}])"}) {
        EXPECT_TRUE(has(created, part));
    }
    const std::string described =
        engine.handle("DescribeTable", R"({"TableName":"arn:aws:dynamodb:eu-west-1:123456789012:table/fresh"})").body;
    EXPECT_EQ(described.substr(described.find(':')), created.substr(created.find(':')));
}

TEST(CreateTable, checks_the_request) {
    const std::vector<std::pair<std::string, std::string>> cases = {
        {'{' + hash_only + '}', "The parameter 'TableName' is required but was not present in the request"},
        {create(hash_only, "ab"), "TableName must be at least 3 characters long and at most 255 characters long"},
        {create(hash_only, "a;b"), "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+"},
        {create(hash_only),
         "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED"},
        {create(hash_only + ',' + on_demand +
                R"(,"ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":1})"),
         "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST"},
        {create(hash_only + R"(,"ProvisionedThroughput":{"ReadCapacityUnits":0,"WriteCapacityUnits":1})"),
         "Value '0' at 'provisionedThroughput.readCapacityUnits' failed to satisfy constraint"},
        {create(hash_only + R"(,"BillingMode":"FREE")"), "Value 'FREE' at 'billingMode' failed to satisfy constraint"},
        {create(two_defined + ',' + hash_a + ',' + on_demand),
         "Number of attributes in KeySchema does not exactly match number of attributes defined in "
         "AttributeDefinitions"},
        {create(R"("AttributeDefinitions":[{"AttributeName":"b","AttributeType":"S"}],)" + hash_a + ',' + on_demand),
         "Some index key attributes are not defined in AttributeDefinitions. Keys: [a], AttributeDefinitions: [b]"},
        {create(R"("AttributeDefinitions":[{"AttributeName":"a","AttributeType":"S"}],)" + hash_a_range_b + ',' +
                on_demand),
         "Invalid KeySchema: Some index key attribute have no definition"},
        {create(two_defined + R"(,"KeySchema":[{"AttributeName":"a","KeyType":"RANGE"}],)" + on_demand),
         "Invalid KeySchema: The first KeySchemaElement is not a HASH key type"},
        {create(two_defined +
                R"(,"KeySchema":[{"AttributeName":"a","KeyType":"HASH"},{"AttributeName":"b","KeyType":"HASH"}],)" +
                on_demand),
         "Invalid KeySchema: The second KeySchemaElement is not a RANGE key type"},
        {create(two_defined +
                R"(,"KeySchema":[{"AttributeName":"a","KeyType":"HASH"},{"AttributeName":"a","KeyType":"RANGE"}],)" +
                on_demand),
         "Both the Hash Key and the Range Key element in the KeySchema have the same name"},
        {create(two_defined + ',' + hash_a + ',' + on_demand + R"(,"GlobalSecondaryIndexes":[)" + global(hash_a) + "]"),
         "Some AttributeDefinitions are not used"},
        {create(hash_only + ',' + on_demand + R"(,"GlobalSecondaryIndexes":[)" + global(hash_a) + ',' + global(hash_a) +
                "]"),
         "Duplicate index name: ind"},
        {create(hash_only + ',' + on_demand + R"(,"GlobalSecondaryIndexes":[)" + global(hash_a, "{}") + "]"),
         "Unknown ProjectionType: null"},
        {create(hash_only + ',' + on_demand + R"(,"GlobalSecondaryIndexes":[)" +
                global(hash_a, R"({"ProjectionType":"ALL","NonKeyAttributes":["x"]})") + "]"),
         "ProjectionType is ALL, but NonKeyAttributes is specified"},
        {create(hash_only + ',' + on_demand + R"(,"GlobalSecondaryIndexes":[])"),
         "List of GlobalSecondaryIndexes is empty"},
        {create(hash_only + ',' + on_demand + R"(,"LocalSecondaryIndexes":[)" + global(hash_a) + "]"),
         "Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex"},
        {create(two_defined + ',' + hash_a_range_b + ',' + on_demand + R"(,"LocalSecondaryIndexes":[)" +
                global(hash_a) + "]"),
         "Index KeySchema does not have a range key for index: ind"},
    };
    LocalTable local;
    for (const auto& [body, message] : cases) {
        EXPECT_TRUE(has(local.error("CreateTable", body), message)) << body;
    }
}

TEST(CreateTable, refuses_a_name_that_is_taken) {
    LocalTable local;
    EXPECT_TRUE(
        has(local.error("CreateTable", create(hash_only + ',' + on_demand, "plain")), "ResourceInUseException"));
}

TEST(Tables, that_do_not_exist_are_not_found) {
    LocalTable local;
    EXPECT_TRUE(has(local.error("DescribeTable", R"({"TableName":"none"})"),
                    "Requested resource not found: Table: none not found"));
    EXPECT_TRUE(has(local.error("DeleteTable", R"({"TableName":"none"})"), "ResourceNotFoundException"));
    EXPECT_TRUE(has(local.error("GetItem", R"({"TableName":"none","Key":{"id":{"S":"1"}}})"),
                    R"("message":"Requested resource not found")"));
}

TEST(DeleteTable, removes_the_table_unless_it_is_protected) {
    LocalTable local;
    EXPECT_TRUE(has(local.ok("DeleteTable", R"({"TableName":"plain"})"), R"("TableStatus":"DELETING")"));
    local.error("DescribeTable", R"({"TableName":"plain"})");
    local.ok("CreateTable", create(hash_only + ',' + on_demand + R"(,"DeletionProtectionEnabled":true)"));
    EXPECT_TRUE(has(local.error("DeleteTable", R"({"TableName":"fresh"})"), "protected against deletion"));
}

TEST(ListTables, gives_pages_in_alphabetical_order) {
    LocalTable local;
    EXPECT_EQ(local.ok("ListTables", "{}"), R"({"TableNames":["plain","songs"]})");
    EXPECT_EQ(local.ok("ListTables", R"({"Limit":1})"), R"({"TableNames":["plain"],"LastEvaluatedTableName":"plain"})");
    EXPECT_EQ(local.ok("ListTables", R"({"Limit":1,"ExclusiveStartTableName":"plain"})"),
              R"({"TableNames":["songs"]})");
    EXPECT_TRUE(has(local.error("ListTables", R"({"Limit":101})"), "less than or equal to 100"));
}

TEST(UpdateTable, adds_and_removes_indexes) {
    LocalTable local;
    local.ok("PutItem", R"({"TableName":"plain","Item":{"id":{"S":"1"},"color":{"S":"red"}}})");
    local.ok("PutItem", R"({"TableName":"plain","Item":{"id":{"S":"2"},"color":{"N":"2"}}})");
    const std::string added = local.ok("UpdateTable", R"({"TableName":"plain",
        "AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"},{"AttributeName":"color","AttributeType":"S"}],
        "GlobalSecondaryIndexUpdates":[{"Create":{"IndexName":"by_color","Projection":{"ProjectionType":"ALL"},
            "KeySchema":[{"AttributeName":"color","KeyType":"HASH"}]}}]})");
    EXPECT_TRUE(has(added, R"("IndexName":"by_color")"));
    EXPECT_TRUE(has(local.ok("Scan", R"({"TableName":"plain","IndexName":"by_color"})"), R"("Count":1)"));
    const std::string removal =
        R"({"TableName":"plain","GlobalSecondaryIndexUpdates":[{"Delete":{"IndexName":"by_color"}}]})";
    EXPECT_FALSE(has(local.ok("UpdateTable", removal), "color"));
    EXPECT_TRUE(has(local.error("UpdateTable", removal), "ResourceNotFoundException"));
}

TEST(UpdateTable, changes_settings) {
    LocalTable local;
    EXPECT_TRUE(has(local.ok("UpdateTable", R"({"TableName":"plain","DeletionProtectionEnabled":true})"),
                    R"("DeletionProtectionEnabled":true)"));
    const std::string provisioned = R"({"TableName":"plain","BillingMode":"PROVISIONED",
        "ProvisionedThroughput":{"ReadCapacityUnits":3,"WriteCapacityUnits":4}})";
    EXPECT_TRUE(has(local.ok("UpdateTable", provisioned), R"("ReadCapacityUnits":3,"WriteCapacityUnits":4)"));
    EXPECT_TRUE(
        has(local.error("UpdateTable", provisioned), "The provisioned throughput for the table will not change"));
    EXPECT_TRUE(has(local.error("UpdateTable", R"({"TableName":"plain"})"), "At least one of"));
    EXPECT_TRUE(has(local.error("UpdateTable", R"({"TableName":"plain","GlobalSecondaryIndexUpdates":[]})"),
                    "At least one of"));
    EXPECT_TRUE(has(local.error("UpdateTable", R"({"TableName":"none","GlobalSecondaryIndexUpdates":[{}]})"),
                    "GlobalSecondaryIndexUpdate.Delete must not be null"));
    EXPECT_TRUE(has(local.error("UpdateTable", R"({"TableName":"none","BillingMode":"PAY_PER_REQUEST"})"),
                    "ResourceNotFoundException"));
}

TEST(TimeToLive, is_a_setting_of_the_table) {
    LocalTable local;
    const auto update = [](const std::string& enabled) {
        return R"({"TableName":"plain","TimeToLiveSpecification":{"AttributeName":"expires","Enabled":)" + enabled +
               "}}";
    };
    EXPECT_TRUE(has(local.error("UpdateTimeToLive", update("false")), "TimeToLive is already disabled"));
    local.ok("UpdateTimeToLive", update("true"));
    EXPECT_EQ(local.ok("DescribeTimeToLive", R"({"TableName":"plain"})"),
              R"({"TimeToLiveDescription":{"TimeToLiveStatus":"ENABLED","AttributeName":"expires"}})");
    EXPECT_TRUE(has(local.error("UpdateTimeToLive", update("true")), "TimeToLive is already enabled"));
    local.ok("UpdateTimeToLive", update("false"));
    EXPECT_EQ(local.ok("DescribeTimeToLive", R"({"TableName":"plain"})"),
              R"({"TimeToLiveDescription":{"TimeToLiveStatus":"DISABLED"}})");
}

TEST(DescribeTable, counts_items_and_bytes) {
    LocalTable local;
    local.put("a", "1", R"("g":{"S":"x"})");
    local.put("b", "1");
    const std::string body = local.ok("DescribeTable", R"({"TableName":"songs"})");
    EXPECT_TRUE(has(body, R"("TableSizeBytes":16,"ItemCount":2)"));
    EXPECT_TRUE(has(
        body,
        R"("IndexSizeBytes":9,"ItemCount":1,"IndexArn":"arn:aws:dynamodb:us-east-1:000000000000:table/songs/index/by_g")"));
}

}  // namespace dynoxx::local::dynamodb
