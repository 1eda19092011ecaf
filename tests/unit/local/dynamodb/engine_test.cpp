#include "local_table.hpp"

#include <random>
#include <thread>
#include <vector>

namespace dynoxx::local::dynamodb {

TEST(Engine, says_which_operations_it_does_not_know) {
    LocalTable local;
    for (const std::string operation : {"", "Foo", "putitem", "ExecuteStatements"}) {
        EXPECT_TRUE(has(local.error(operation, "{}"), "com.amazon.coral.service#UnknownOperationException"));
        EXPECT_FALSE(Engine::has_operation(operation));
    }
    EXPECT_TRUE(Engine::has_operation("PutItem"));
}

TEST(Engine, counts_and_forgets) {
    LocalTable local;
    local.put("a", "1");
    const Stats stats = local.engine.stats();
    EXPECT_EQ(stats.tables, 2U);
    EXPECT_EQ(stats.items, 1U);
    EXPECT_EQ(stats.bytes, 7U);
    local.engine.reset();
    EXPECT_EQ(local.engine.stats().tables, 0U);
}

TEST(Engine, answers_several_threads) {
    LocalTable local;
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread) {
        threads.emplace_back([&local] {
            for (int i = 0; i < 100; ++i) {
                local.ok("UpdateItem", R"({"TableName":"plain","Key":{"id":{"S":"1"}},"UpdateExpression":"ADD n :one",
                    "ExpressionAttributeValues":{":one":{"N":"1"}}})");
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    EXPECT_TRUE(has(local.ok("GetItem", R"({"TableName":"plain","Key":{"id":{"S":"1"}}})"), R"("n":{"N":"400"})"));
}

TEST(Engine, answers_any_damaged_request) {
    const std::vector<std::pair<std::string, std::string>> requests = {
        {"PutItem",
         R"({"TableName":"songs","Item":{"pk":{"S":"a"},"sk":{"N":"1e3"},"l":{"S":"x"},"m":{"M":{"a":{"L":[{"NS":["1"]}]}}}},
            "ConditionExpression":"a.b[0] = :v AND NOT (size(c) < :v OR d IN (:v)) ","ExpressionAttributeValues":{":v":{"N":"1"}}})"},
        {"UpdateItem", R"({"TableName":"songs","Key":{"pk":{"S":"a"},"sk":{"N":"1"}},"ReturnValues":"UPDATED_NEW",
            "UpdateExpression":"SET a = if_not_exists(a, :v) + :v, #m.l[3] = :v REMOVE q[1] ADD z :v DELETE y :s",
            "ExpressionAttributeNames":{"#m":"m"},"ExpressionAttributeValues":{":v":{"N":"1"},":s":{"SS":["a"]}}})"},
        {"Query", R"({"TableName":"songs","IndexName":"by_g","KeyConditionExpression":"g = :g AND sk BETWEEN :a AND :b",
            "ExpressionAttributeValues":{":g":{"S":"g"},":a":{"N":"1"},":b":{"N":"2"}},"Limit":3,"ScanIndexForward":false,
            "ExclusiveStartKey":{"pk":{"S":"a"},"sk":{"N":"1"},"g":{"S":"g"}}})"},
        {"Scan", R"({"TableName":"songs","TotalSegments":3,"Segment":1,"FilterExpression":"begins_with(x, :p) ",
            "ExpressionAttributeValues":{":p":{"B":"AQ=="}}})"},
        {"BatchWriteItem",
         R"({"RequestItems":{"plain":[{"PutRequest":{"Item":{"id":{"S":"1"}}}},{"DeleteRequest":{"Key":{"id":{"S":"2"}}}}]}})"},
        {"TransactWriteItems",
         R"({"TransactItems":[{"Put":{"TableName":"plain","Item":{"id":{"S":"1"}}}}],"ClientRequestToken":"t"})"},
        {"CreateTable", R"({"TableName":"other","AttributeDefinitions":[{"AttributeName":"a","AttributeType":"S"}],
            "KeySchema":[{"AttributeName":"a","KeyType":"HASH"}],"BillingMode":"PAY_PER_REQUEST"})"},
    };
    LocalTable local;
    local.put("a", "1", R"("g":{"S":"g"},"q":{"L":[{"N":"1"},{"N":"2"}]},"m":{"M":{"l":{"L":[]}}})");
    std::mt19937 random(7);
    const std::string alphabet = R"({}[]":,0123456789.-+eE#ab()=<>tfn \u)";
    for (int round = 0; round < 4000; ++round) {
        auto [operation, body] = requests[random() % requests.size()];
        for (std::size_t changes = 1 + random() % 3; changes > 0; --changes) {
            const std::size_t at = random() % body.size();
            switch (random() % 3) {
                case 0:
                    body[at] = alphabet[random() % alphabet.size()];
                    break;
                case 1:
                    body.erase(at, 1 + random() % 8);
                    break;
                default:
                    body.insert(at, body.substr(random() % body.size(), 1 + random() % 12));
            }
        }
        const Reply reply = local.engine.handle(operation, body);
        EXPECT_TRUE(reply.status == 200 || reply.body.find("\"__type\"") != std::string::npos) << body;
    }
}

}  // namespace dynoxx::local::dynamodb
