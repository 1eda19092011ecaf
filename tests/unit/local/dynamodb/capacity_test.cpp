#include "local_table.hpp"

#include <vector>

namespace dynoxx::local::dynamodb {

namespace {

std::string put(const std::string& attributes) {
    return R"({"TableName":"songs","Item":{"pk":{"S":"a"},"sk":{"N":"1"})" + attributes +
           R"(},"ReturnConsumedCapacity":"INDEXES"})";
}

std::string text(std::size_t bytes) {
    return R"({"S":")" + std::string(bytes, 'x') + "\"}";
}

}  // namespace

TEST(Capacity, of_reads_is_half_a_unit_for_each_4_kb) {
    LocalTable local;
    const auto get = [&](const std::string& more) {
        return local.ok("GetItem",
                        R"({"TableName":"plain","Key":{"id":{"S":"1"}},"ReturnConsumedCapacity":"TOTAL")" + more + '}');
    };
    EXPECT_EQ(get(""), R"({"ConsumedCapacity":{"TableName":"plain","CapacityUnits":0.5}})");
    EXPECT_EQ(get(R"(,"ConsistentRead":true)"), R"({"ConsumedCapacity":{"TableName":"plain","CapacityUnits":1.0}})");
    local.ok("PutItem", R"({"TableName":"plain","Item":{"id":{"S":"1"},"v":)" + text(4096) + "}}");
    EXPECT_TRUE(has(get(""), R"("CapacityUnits":1.0)"));
    EXPECT_TRUE(has(get(R"(,"ConsistentRead":true)"), R"("CapacityUnits":2.0)"));
}

TEST(Capacity, of_writes_is_a_unit_for_each_kb_of_the_larger_item) {
    LocalTable local;
    const auto units = [&](const std::string& body) {
        const std::string answer = local.ok("PutItem", body);
        return answer.substr(answer.find("\"Table\""));
    };
    EXPECT_TRUE(has(units(put("")), R"("Table":{"CapacityUnits":1.0})"));
    EXPECT_TRUE(has(units(put(R"(,"v":)" + text(2000))), R"("Table":{"CapacityUnits":2.0})"));
    EXPECT_TRUE(has(units(put("")), R"("Table":{"CapacityUnits":2.0})"));
}

TEST(Capacity, of_indexes_counts_what_changes_in_them) {
    LocalTable local;
    const auto units = [&](const std::string& attributes) { return local.ok("PutItem", put(attributes)); };
    // New in all three.
    const std::string created = units(R"(,"g":{"S":"x"},"l":{"S":"x"})");
    EXPECT_TRUE(has(created, R"("CapacityUnits":4.0,"Table":{"CapacityUnits":1.0})"));
    EXPECT_TRUE(has(created, R"("LocalSecondaryIndexes":{"by_l":{"CapacityUnits":1.0}})"));
    EXPECT_TRUE(has(created, R"("by_g":{"CapacityUnits":1.0})"));
    EXPECT_TRUE(has(created, R"("keys_by_g":{"CapacityUnits":1.0})"));
    // An attribute that only by_g holds.
    const std::string changed = units(R"(,"g":{"S":"x"},"l":{"S":"x"},"v":{"S":"x"})");
    EXPECT_TRUE(has(changed, R"("GlobalSecondaryIndexes":{"by_g":{"CapacityUnits":1.0}})"));
    EXPECT_FALSE(has(changed, "keys_by_g"));
    // Nothing changes in an index.
    EXPECT_TRUE(has(units(R"(,"g":{"S":"x"},"l":{"S":"x"},"v":{"S":"x"})"),
                    R"({"ConsumedCapacity":{"TableName":"songs","CapacityUnits":1.0,"Table":{"CapacityUnits":1.0}}})"));
    // Another key: delete and put.
    const std::string moved = units(R"(,"g":{"S":"y"},"l":{"S":"x"},"v":{"S":"x"})");
    EXPECT_TRUE(has(moved, R"("by_g":{"CapacityUnits":2.0})"));
    EXPECT_TRUE(has(moved, R"("keys_by_g":{"CapacityUnits":2.0})"));
}

TEST(Capacity, of_queries_adds_up_the_bytes_read) {
    LocalTable local;
    for (int i = 0; i < 10; ++i) {
        local.put("a", std::to_string(i), R"("g":{"S":"g"},"v":)" + text(1000));
    }
    EXPECT_TRUE(has(local.ok("Query", R"({"TableName":"songs","KeyConditionExpression":"pk = :p","Select":"COUNT",
                        "ExpressionAttributeValues":{":p":{"S":"a"}},"ReturnConsumedCapacity":"TOTAL"})"),
                    R"("CapacityUnits":1.5)"));
    EXPECT_TRUE(has(
        local.ok("Query", R"({"TableName":"songs","IndexName":"by_g","KeyConditionExpression":"g = :p",
                        "ExpressionAttributeValues":{":p":{"S":"g"}},"ReturnConsumedCapacity":"INDEXES"})"),
        R"("CapacityUnits":1.5,"Table":{"CapacityUnits":0.0},"GlobalSecondaryIndexes":{"by_g":{"CapacityUnits":1.5}})"));
}

TEST(CollectionMetrics, are_given_for_tables_with_local_indexes) {
    LocalTable local;
    EXPECT_TRUE(
        has(local.ok("PutItem", R"({"TableName":"songs","Item":{"pk":{"S":"a"},"sk":{"N":"1"}},
                        "ReturnItemCollectionMetrics":"SIZE"})"),
            R"("ItemCollectionMetrics":{"ItemCollectionKey":{"pk":{"S":"a"}},"SizeEstimateRangeGB":[0.0,1.0]})"));
    EXPECT_EQ(
        local.ok("PutItem", R"({"TableName":"plain","Item":{"id":{"S":"a"}},"ReturnItemCollectionMetrics":"SIZE"})"),
        "{}");
}

}  // namespace dynoxx::local::dynamodb
