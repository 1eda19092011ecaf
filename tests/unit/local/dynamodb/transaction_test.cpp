#include "local_table.hpp"

#include <vector>

namespace dynoxx::local::dynamodb {

namespace {

std::string transact(const std::string& actions, const std::string& more = {}) {
    return R"({"TransactItems":[)" + actions + ']' + more + '}';
}

std::string put(const std::string& id, const std::string& more = {}) {
    return R"({"Put":{"TableName":"plain","Item":{"id":{"S":")" + id + R"("}})" + more + "}}";
}

constexpr auto if_new =
    R"(,"ConditionExpression":"attribute_not_exists(id) ","ReturnValuesOnConditionCheckFailure":"ALL_OLD")";

}  // namespace

TEST(Transaction, does_all_actions) {
    LocalTable local;
    local.ok("PutItem", R"({"TableName":"plain","Item":{"id":{"S":"old"}}})");
    local.ok("PutItem", R"({"TableName":"plain","Item":{"id":{"S":"seen"}}})");
    EXPECT_EQ(local.ok("TransactWriteItems",
                       transact(put("new") + R"(,{"Delete":{"TableName":"plain","Key":{"id":{"S":"old"}}}},
        {"Update":{"TableName":"plain","Key":{"id":{"S":"up"}},"UpdateExpression":"SET v = :v",
            "ExpressionAttributeValues":{":v":{"N":"1"}}}},
        {"ConditionCheck":{"TableName":"plain","Key":{"id":{"S":"seen"}},"ConditionExpression":"attribute_exists(id) "
}
})",
                                R"(,"ReturnConsumedCapacity":"TOTAL")")),
              R"({"ConsumedCapacity":[{"TableName":"plain","CapacityUnits":8.0}]})");
    EXPECT_EQ(local.ok("TransactGetItems", R"({"TransactItems":[{"Get":{"TableName":"plain","Key":{"id":{"S":"new"}}}},
                  {"Get":{"TableName":"plain","Key":{"id":{"S":"old"}}}},
                  {"Get":{"TableName":"plain","Key":{"id":{"S":"up"}},"ProjectionExpression":"v"}}]})"),
              R"({"Responses":[{"Item":{"id":{"S":"new"}}},{},{"Item":{"v":{"N":"1"}}}]})");
}

TEST(Transaction, that_fails_changes_nothing_and_says_why) {
    LocalTable local;
    local.ok("PutItem", R"({"TableName":"plain","Item":{"id":{"S":"there"}}})");
    const std::string body = local.error("TransactWriteItems", transact(put("new") + ',' + put("there", if_new) + R"(,
        {"Update":{"TableName":"plain","Key":{"id":{"S":"up"}},"UpdateExpression":"SET v = zz"}})"));
    EXPECT_TRUE(has(body, "TransactionCanceledException"));
    EXPECT_TRUE(has(body,
                    "Transaction cancelled, please refer cancellation reasons for specific reasons [None, "
                    "ConditionalCheckFailed, ValidationError]"));
    EXPECT_TRUE(has(body, R"("CancellationReasons":[{"Code":"None"},{"Code":"ConditionalCheckFailed",)"
                          R"("Message":"The conditional request failed","Item":{"id":{"S":"there"}}},)"
                          R"({"Code":"ValidationError","Message":"The provided expression refers)"));
    EXPECT_EQ(local.engine.stats().items, 1U);
}

TEST(Transaction, checks_the_request) {
    LocalTable local;
    const std::vector<std::pair<std::string, std::string>> cases = {
        {R"({"TransactItems":[]})", "Member must have length greater than or equal to 1"},
        {transact("{}"), "TransactWriteRequest should contain Delete or Put or Update request"},
        {transact(put("a") + ',' + put("a")), "Transaction request cannot include multiple operations on one item"},
        {transact(R"({"Put":{"TableName":"plain","Item":{}}})"), "Missing the key id in the item"},
        {transact(R"({"Put":{"TableName":"none","Item":{"id":{"S":"1"}}}})"), "Requested resource not found"},
    };
    for (const auto& [body, message] : cases) {
        EXPECT_TRUE(has(local.error("TransactWriteItems", body), message)) << body;
    }
}

TEST(Transaction, that_reads_refuses_an_item_twice) {
    LocalTable local;
    local.ok("TransactWriteItems", transact(put("a")));
    const std::string get = R"({"Get":{"TableName":"plain","Key":{"id":{"S":"a"}}}})";
    EXPECT_TRUE(has(local.ok("TransactGetItems", transact(get)), R"("id":{"S":"a"})"));
    EXPECT_TRUE(has(local.error("TransactGetItems", transact(get + ',' + get)),
                    "Transaction request cannot include multiple operations on one item"));
}

TEST(Transaction, with_a_token_is_done_once_within_ten_minutes) {
    double now = 1000;
    LocalTable local;
    local.engine = Engine(Options{.clock = [&now] { return now; }});
    local.ok("CreateTable", R"({"TableName":"plain","BillingMode":"PAY_PER_REQUEST",
        "AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],
        "KeySchema":[{"AttributeName":"id","KeyType":"HASH"}]})");
    const std::string token = R"(,"ClientRequestToken":"token")";
    const std::string once = transact(put("a", if_new), token);
    local.ok("TransactWriteItems", once);
    local.ok("TransactWriteItems", once);
    EXPECT_TRUE(
        has(local.error("TransactWriteItems", transact(put("b"), token)), "IdempotentParameterMismatchException"));
    now += 601;
    EXPECT_TRUE(has(local.error("TransactWriteItems", once), "ConditionalCheckFailed"));
}

}  // namespace dynoxx::local::dynamodb
