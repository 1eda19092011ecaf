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
              R"({"ConsumedCapacity":[{"TableName":"plain","CapacityUnits":8.0,"WriteCapacityUnits":8.0}]})");
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

TEST(Transaction, is_cancelled_by_a_key_of_a_wrong_type) {
    const std::string mismatch = "The provided key element does not match the schema";
    const std::vector<std::pair<std::string, std::string>> cases = {
        {R"({"Put":{"TableName":"plain","Item":{"id":{"N":"5"}}}})", "Type mismatch for key id expected: S actual: N"},
        {R"({"Put":{"TableName":"plain","Item":{}}})", "Missing the key id in the item"},
        {R"({"Put":{"TableName":"songs","Item":{"pk":{"S":"a"},"sk":{"N":"1"},"g":{"N":"5"}}}})",
         "Type mismatch for Index Key g Expected: S Actual: N IndexName: by_g"},
        {R"({"Delete":{"TableName":"plain","Key":{"id":{"N":"5"}}}})", mismatch},
        {R"({"Delete":{"TableName":"plain","Key":{"id":{"S":"a"},"x":{"S":"a"}}}})", mismatch},
        {R"({"ConditionCheck":{"TableName":"plain","Key":{"id":{"L":[]}},"ConditionExpression":"attribute_exists(id) "}})",
         mismatch},
        {R"({"Update":{"TableName":"plain","Key":{"id":{"N":"5"}},"UpdateExpression":"REMOVE a"}})", mismatch},
    };
    LocalTable local;
    for (const auto& [action, message] : cases) {
        const std::string body = local.error("TransactWriteItems", transact(put("new") + ',' + action));
        EXPECT_TRUE(has(body, "specific reasons [None, ValidationError]")) << action;
        EXPECT_TRUE(has(body, message)) << action;
    }
    EXPECT_TRUE(has(local.error("TransactGetItems", R"({"TransactItems":[{"Get":{"TableName":"plain","Key":{}}}]})"),
                    "specific reasons [ValidationError]"));
    EXPECT_EQ(local.engine.stats().items, 0U);
}

TEST(Transaction, is_refused_as_a_whole_before_it_looks_at_tables) {
    const std::string empty_key =
        "The AttributeValue for a key attribute cannot contain an empty string value. Key: id";
    const std::string absent = R"({"Put":{"TableName":"none","Item":{"id":{"S":"1"}}}},)";
    const std::vector<std::pair<std::string, std::string>> cases = {
        {R"({"Put":{"TableName":"plain","Item":{"id":{"S":""}}}})", empty_key},
        {R"({"Delete":{"TableName":"plain","Key":{"id":{"S":""}}}})", empty_key},
        {R"({"Put":{"TableName":"songs","Item":{"pk":{"S":"a"},"sk":{"N":"1"},"g":{"S":""}}}})", "IndexKey: g"},
        {absent + put("a", R"(,"ConditionExpression":"attribute_not_exists(")"),
         "Invalid ConditionExpression: Syntax error"},
        {absent +
             put("a",
                 R"(,"ConditionExpression":"attribute_not_exists(id) ","ExpressionAttributeValues":{":v":{"S":"x"}})"),
         "Value provided in ExpressionAttributeValues unused in expressions: keys: {:v}"},
    };
    LocalTable local;
    for (const auto& [actions, message] : cases) {
        const std::string body = local.error("TransactWriteItems", transact(actions));
        EXPECT_TRUE(has(body, "#ValidationException")) << actions;
        EXPECT_TRUE(has(body, message)) << actions;
    }
    EXPECT_TRUE(
        has(local.error("TransactGetItems", R"({"TransactItems":[{"Get":{"TableName":"plain","Key":{"id":{"S":"1"}}}},
                        {"Get":{"TableName":"plain","Key":{"id":{"S":"1"}}}}]})"),
            "Transaction request cannot include multiple operations on one item"));
}

TEST(Transaction, that_is_repeated_reads_what_it_wrote) {
    LocalTable local;
    const std::string request = transact(put("a"), R"(,"ClientRequestToken":"t","ReturnConsumedCapacity":"INDEXES")");
    EXPECT_EQ(local.ok("TransactWriteItems", request),
              R"({"ConsumedCapacity":[{"TableName":"plain","CapacityUnits":2.0,"WriteCapacityUnits":2.0,)"
              R"("Table":{"CapacityUnits":2.0,"WriteCapacityUnits":2.0}}]})");
    EXPECT_EQ(local.ok("TransactWriteItems", request),
              R"({"ConsumedCapacity":[{"TableName":"plain","CapacityUnits":2.0,"ReadCapacityUnits":2.0,)"
              R"("Table":{"CapacityUnits":2.0,"ReadCapacityUnits":2.0}}]})");
}

TEST(Transaction, names_the_collections_that_it_changed) {
    LocalTable local;
    EXPECT_TRUE(has(
        local.ok("TransactWriteItems", transact(R"({"Put":{"TableName":"songs","Item":{"pk":{"S":"a"},"sk":{"N":"1"}}}},
                    {"Put":{"TableName":"songs","Item":{"pk":{"S":"a"},"sk":{"N":"2"}}}},)" +
                                                    put("x"),
                                                R"(,"ReturnItemCollectionMetrics":"SIZE")")),
        R"({"ItemCollectionMetrics":{"songs":[{"ItemCollectionKey":{"pk":{"S":"a"}},"SizeEstimateRangeGB":[0.0,1.0]}]}})"));
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
