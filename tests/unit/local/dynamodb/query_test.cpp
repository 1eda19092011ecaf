#include "local_table.hpp"

#include <vector>

namespace dynoxx::local::dynamodb {

namespace {

/// Gives the sort keys of the items that an answer holds, in their order.
std::string sort_keys(const std::string& body) {
    std::string keys;
    const std::string mark = R"("sk":{"N":")";
    const std::size_t end = body.find("\"Count\"");
    for (std::size_t at = body.find(mark); at < end; at = body.find(mark, at)) {
        at += mark.size();
        keys += (keys.empty() ? "" : " ") + body.substr(at, body.find('"', at) - at);
    }
    return keys;
}

LocalTable& filled() {
    static LocalTable local = [] {
        LocalTable table;
        for (const std::string sk : {"-2", "-1.5", "0", "3", "20", "100"}) {
            table.put(
                "a", sk,
                R"("x":{"N":")" + sk + R"("},"g":{"S":"g)" + (sk.size() == 1 ? "1" : "2") + R"("},"y":{"S":"y"})");
            table.put("b", sk);
        }
        table.put("a", "50", R"("l":{"S":"lb"})");
        table.put("a", "40", R"("l":{"S":"la"},"x":{"N":"1"},"y":{"S":"far"})");
        table.put("a", "30", R"("l":{"S":"m"})");
        return table;
    }();
    return local;
}

std::string request(const std::string& condition, const std::string& more = {}) {
    std::string values;
    for (const auto& [name, value] : std::vector<std::pair<std::string, std::string>>{{":p", R"({"S":"a"})"},
                                                                                      {":g", R"({"S":"g1"})"},
                                                                                      {":zero", R"({"N":"0"})"},
                                                                                      {":twenty", R"({"N":"20"})"},
                                                                                      {":l", R"({"S":"l"})"},
                                                                                      {":e", R"({"S":""})"}}) {
        if (condition.find(name) != std::string::npos || more.find(name) != std::string::npos) {
            values += (values.empty() ? "" : ",") + ('"' + name + "\":" + value);
        }
    }
    return R"({"TableName":"songs","KeyConditionExpression":")" + condition + '"' +
           (values.empty() ? "" : R"(,"ExpressionAttributeValues":{)" + values + '}') +
           (more.empty() ? "" : ',' + more) + '}';
}

}  // namespace

TEST(Query, selects_by_key_conditions_in_both_directions) {
    const std::vector<std::array<std::string, 3>> cases = {
        {"pk = :p", "-2 -1.5 0 3 20 30 40 50 100", "100 50 40 30 20 3 0 -1.5 -2"},
        {":p = pk", "-2 -1.5 0 3 20 30 40 50 100", "100 50 40 30 20 3 0 -1.5 -2"},
        {"pk = :p AND sk = :zero", "0", "0"},
        {"sk = :zero AND pk = :p", "0", "0"},
        {"pk = :p AND sk < :zero", "-2 -1.5", "-1.5 -2"},
        {"pk = :p AND sk <= :zero", "-2 -1.5 0", "0 -1.5 -2"},
        {"pk = :p AND sk > :twenty", "30 40 50 100", "100 50 40 30"},
        {"pk = :p AND sk >= :twenty", "20 30 40 50 100", "100 50 40 30 20"},
        {"pk = :p AND :zero > sk", "-2 -1.5", "-1.5 -2"},
        {"(pk = :p) AND (sk BETWEEN :zero AND :twenty)", "0 3 20", "20 3 0"},
    };
    for (const auto& [condition, up, down] : cases) {
        EXPECT_EQ(sort_keys(filled().ok("Query", request(condition))), up) << condition;
        EXPECT_EQ(sort_keys(filled().ok("Query", request(condition, R"("ScanIndexForward":false)"))), down)
            << condition;
    }
}

TEST(Query, reads_indexes) {
    const std::vector<std::array<std::string, 3>> cases = {
        {"g = :g", "by_g", "0 3"},
        {"g = :g AND sk > :zero", "by_g", "3"},
        {"g = :g", "keys_by_g", "0 3"},
        {"pk = :p", "by_l", "40 50 30"},
        {"pk = :p AND begins_with(l, :l)", "by_l", "40 50"},
        {"pk = :p AND l > :l", "by_l", "40 50 30"},
    };
    for (const auto& [condition, index, expected] : cases) {
        EXPECT_EQ(sort_keys(filled().ok("Query", request(condition, R"("IndexName":")" + index + '"'))), expected)
            << condition << ' ' << index;
    }
}

TEST(Query, gives_what_an_index_holds) {
    LocalTable& local = filled();
    EXPECT_FALSE(has(local.ok("Query", request("g = :g", R"("IndexName":"keys_by_g")")), "\"x\""));
    const std::string by_l = local.ok("Query", request("pk = :p AND l < :l", R"("IndexName":"by_l")"));
    EXPECT_TRUE(has(by_l, R"("Count":0)"));
    const std::string included = local.ok("Query", request("pk = :p", R"("IndexName":"by_l","Limit":1)"));
    EXPECT_TRUE(has(included, R"("x":{"N":"1"})"));
    EXPECT_FALSE(has(included, "far"));
    EXPECT_TRUE(
        has(local.ok("Query", request("pk = :p", R"("IndexName":"by_l","Limit":1,"Select":"ALL_ATTRIBUTES")")), "far"));
    EXPECT_TRUE(has(local.ok("Query", request("pk = :p", R"("IndexName":"by_l","Limit":1,"ProjectionExpression":"y")")),
                    "far"));
}

TEST(Query, follows_items_through_their_index_keys) {
    LocalTable local;
    const auto counted = [&](const std::string& g) {
        return local.ok("Query", R"({"TableName":"songs","IndexName":"by_g","KeyConditionExpression":"g = :g",
            "ExpressionAttributeValues":{":g":{"S":")" +
                                     g + R"("}},"Select":"COUNT"})");
    };
    local.put("a", "1", R"("g":{"S":"one"})");
    EXPECT_TRUE(has(counted("one"), R"("Count":1)"));
    local.put("a", "1", R"("g":{"S":"two"})");
    EXPECT_TRUE(has(counted("one"), R"("Count":0)"));
    EXPECT_TRUE(has(counted("two"), R"("Count":1)"));
    local.put("a", "1");
    EXPECT_TRUE(has(counted("two"), R"("Count":0)"));
    local.put("a", "1", R"("g":{"S":"two"})");
    local.ok("DeleteItem", R"({"TableName":"songs","Key":{"pk":{"S":"a"},"sk":{"N":"1"}}})");
    EXPECT_TRUE(has(counted("two"), R"("Count":0)"));
}

TEST(Query, filters_after_reading) {
    const std::string body = filled().ok("Query", request("pk = :p", R"("FilterExpression":"x > :zero","Limit":4)"));
    EXPECT_EQ(sort_keys(body), "3");
    EXPECT_TRUE(has(body, R"("Count":1,"ScannedCount":4,"LastEvaluatedKey":{"pk":{"S":"a"},"sk":{"N":"3"}})"));
}

TEST(Query, refuses_conditions_that_keys_cannot_answer) {
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"sk = :zero", "Query condition missed key schema element: pk"},
        {"pk = :p AND x = :zero", "Query condition missed key schema element: sk"},
        {"pk = :p AND sk = :zero AND x = :zero",
         "The number of query conditions (3) exceeds the number of key attributes defined in the schema (2)"},
        {"pk < :p", "Query key condition not supported"},
        {"begins_with(pk, :p)", "Query key condition not supported"},
        {"pk = :zero", "Condition parameter type does not match schema type"},
        {"pk = :p AND sk = :p", "Condition parameter type does not match schema type"},
        {"pk = :e", "cannot contain an empty string value. Key: pk"},
        {"pk = :p OR sk = :zero", "Invalid operator used in KeyConditionExpression: OR"},
        {"NOT pk = :p", "Invalid operator used in KeyConditionExpression: NOT"},
        {"pk <> :p", "Invalid operator used in KeyConditionExpression: <>"},
        {"pk IN (:p)", "Invalid operator used in KeyConditionExpression: IN"},
        {"attribute_exists(pk)", "Invalid operator used in KeyConditionExpression: attribute_exists"},
        {"contains(pk, :p)", "Invalid operator used in KeyConditionExpression: contains"},
        {"size(pk) = :zero", "KeyConditionExpressions cannot contain nested operations"},
        {"pk.a = :p", "KeyConditionExpressions cannot have conditions on nested attributes"},
        {"pk = :p AND pk = :p", "KeyConditionExpressions must only contain one condition per key"},
        {"pk = sk", "Multiple attribute names used in one condition"},
        {":p = :l", "No key attribute specified"},
        {"begins_with(:p, pk)", "operator must have the key attribute as its first operand"},
        {"pk =", "Invalid KeyConditionExpression: Syntax error"},
    };
    for (const auto& [condition, message] : cases) {
        EXPECT_TRUE(has(filled().error("Query", request(condition)), message)) << condition;
    }
}

TEST(Query, refuses_selections_that_do_not_fit) {
    const std::vector<std::pair<std::string, std::string>> cases = {
        {R"("IndexName":"nope")", "The table does not have the specified index: nope"},
        {R"("FilterExpression":"sk > :zero")",
         "Filter Expression can only contain non-primary key attributes: Primary key attribute: sk"},
        {R"("Select":"COUNT","ProjectionExpression":"x")",
         "Cannot specify the AttributesToGet when choosing to get COUNT"},
        {R"("Select":"SPECIFIC_ATTRIBUTES")", "Must specify the AttributesToGet or ProjectionExpression"},
        {R"("Select":"ALL_PROJECTED_ATTRIBUTES")",
         "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName"},
        {R"("AttributesToGet":["x"])", "Can not use both expression and non-expression parameters"},
    };
    for (const auto& [more, message] : cases) {
        EXPECT_TRUE(has(filled().error("Query", request("pk = :p", more)), message)) << more;
    }
    EXPECT_TRUE(has(filled().error("Query", request("g = :g", R"("IndexName":"by_g","ConsistentRead":true)")),
                    "Consistent reads are not supported on global secondary indexes"));
    EXPECT_TRUE(has(filled().error("Query", request("g = :g", R"("IndexName":"keys_by_g","Select":"ALL_ATTRIBUTES")")),
                    "Select type ALL_ATTRIBUTES is not supported for global secondary index keys_by_g"));
    EXPECT_TRUE(has(filled().error("Query", request("g = :g", R"("IndexName":"keys_by_g","ProjectionExpression":"y")")),
                    "Global secondary index keys_by_g does not project [y]"));
    EXPECT_TRUE(has(filled().error("Query", R"({"TableName":"songs"})"),
                    "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request."));
}

TEST(Query, refuses_projections_into_keys) {
    LocalTable local;
    for (const auto* path : {"sk[0]", "l.x"}) {
        const std::string projection = std::string(R"("ProjectionExpression":")") + path + '"';
        EXPECT_TRUE(has(local.error("Query", R"({"TableName":"songs","KeyConditionExpression":"pk = :p",
            "ExpressionAttributeValues":{":p":{"S":"p"}},)" +
                                                 projection + '}'),
                        "Key attributes must be scalars"));
        EXPECT_TRUE(
            has(local.error("Scan", R"({"TableName":"songs",)" + projection + '}'), "Key attributes must be scalars"));
    }
}

TEST(Query, takes_several_attributes_for_a_key_of_a_global_index) {
    LocalTable local;
    local.ok("CreateTable", R"({"TableName":"multi","BillingMode":"PAY_PER_REQUEST",
        "AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"},{"AttributeName":"a","AttributeType":"S"},
            {"AttributeName":"b","AttributeType":"S"},{"AttributeName":"c","AttributeType":"N"},{"AttributeName":"d","AttributeType":"N"}],
        "KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],
        "GlobalSecondaryIndexes":[{"IndexName":"abcd","Projection":{"ProjectionType":"ALL"},"KeySchema":[
            {"AttributeName":"a","KeyType":"HASH"},{"AttributeName":"b","KeyType":"HASH"},
            {"AttributeName":"c","KeyType":"RANGE"},{"AttributeName":"d","KeyType":"RANGE"}]}]})");
    for (int i = 0; i < 8; ++i) {
        local.ok("PutItem", R"({"TableName":"multi","Item":{"id":{"S":")" + std::to_string(i) +
                                R"("},"a":{"S":"a"},"b":{"S":"b"},"c":{"N":")" + std::to_string(i / 4) +
                                R"("},"d":{"N":")" + std::to_string(i) + R"("}}})");
    }
    const auto query = [&](const std::string& condition, const std::string& values) {
        return R"({"TableName":"multi","IndexName":"abcd","Select":"COUNT","KeyConditionExpression":")" + condition +
               R"(","ExpressionAttributeValues":{":a":{"S":"a"},":b":{"S":"b"})" + values + "}}";
    };
    EXPECT_TRUE(has(local.ok("Query", query("a = :a AND b = :b", "")), R"("Count":8)"));
    EXPECT_TRUE(
        has(local.ok("Query", query("a = :a AND b = :b AND c = :c AND d > :d", R"(,":c":{"N":"1"},":d":{"N":"5"})")),
            R"("Count":2)"));
    EXPECT_TRUE(
        has(local.error("Query", query("a = :a AND b = :b AND d > :d", R"(,":d":{"N":"5"})")),
            "RANGE key attributes c must have equality conditions specified in the query because a condition is "
            "present on key attribute d"));
}

}  // namespace dynoxx::local::dynamodb
