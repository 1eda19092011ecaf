#include "local_table.hpp"

#include <vector>

namespace dynoxx::local::dynamodb {

namespace {

std::string puts(int count, std::size_t bytes = 1) {
    std::string text;
    for (int i = 0; i < count; ++i) {
        text += (i == 0 ? "" : ",") + (R"({"PutRequest":{"Item":{"id":{"S":")" + std::to_string(i) +
                                       R"("},"v":{"S":")" + std::string(bytes, 'x') + R"("}}}})");
    }
    return R"({"RequestItems":{"plain":[)" + text + "]}";
}

std::string keys(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) {
        text += (i == 0 ? "" : ",") + (R"({"id":{"S":")" + std::to_string(i) + R"("}})");
    }
    return R"({"RequestItems":{"plain":{"Keys":[)" + text + "]}}";
}

}  // namespace

TEST(BatchWrite, puts_and_deletes_in_several_tables) {
    LocalTable local;
    EXPECT_EQ(local.ok("BatchWriteItem", puts(25) + R"(,"ReturnConsumedCapacity":"TOTAL"})"),
              R"({"UnprocessedItems":{},"ConsumedCapacity":[{"TableName":"plain","CapacityUnits":25.0}]})");
    EXPECT_EQ(local.ok("BatchWriteItem", R"({"RequestItems":{"plain":[{"DeleteRequest":{"Key":{"id":{"S":"3"}}}}],
                  "songs":[{"PutRequest":{"Item":{"pk":{"S":"a"},"sk":{"N":"1"}}}}]}})"),
              R"({"UnprocessedItems":{}})");
    EXPECT_EQ(local.engine.stats().items, 25U);
}

TEST(BatchWrite, checks_everything_before_it_writes) {
    LocalTable local;
    const std::string good = R"({"PutRequest":{"Item":{"id":{"S":"good"}}}})";
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"{}", "Value null at 'requestItems' failed to satisfy constraint: Member must not be null"},
        {R"({"RequestItems":{}})", "The requestItems parameter is required for BatchWriteItem"},
        {R"({"RequestItems":{"plain":[]}})",
         "Map value must satisfy constraint: [Member must have length less than or equal to 25"},
        {puts(26) + '}', "Map value must satisfy constraint: [Member must have length less than or equal to 25"},
        {R"({"RequestItems":{"plain":[)" + good + ',' + good + "]}}", "Provided list of item keys contains duplicates"},
        {R"({"RequestItems":{"plain":[)" + good + R"(,{"DeleteRequest":{"Key":{"id":{"S":"good"}}}}]}})",
         "Provided list of item keys contains duplicates"},
        {R"({"RequestItems":{"plain":[)" + good + R"(,{}]}})",
         "Supplied AttributeValue has more than one datatypes set"},
        {R"({"RequestItems":{"plain":[)" + good + R"(,{"PutRequest":{"Item":{"x":{"S":"1"}}}}]}})",
         "The provided key element does not match the schema"},
        {R"({"RequestItems":{"plain":[)" + good + R"(,{"DeleteRequest":{"Key":{"id":{"N":"1"}}}}]}})",
         "The provided key element does not match the schema"},
        {R"({"RequestItems":{"plain":[)" + good + R"(,{"PutRequest":{}}]}})",
         "Value null at 'requestItems.plain.member.2.member.putRequest.item' failed to satisfy constraint"},
        {R"({"RequestItems":{"plain":[)" + good + R"(],"none":[{"DeleteRequest":{"Key":{"id":{"S":"1"}}}}]}})",
         "Requested resource not found"},
        {R"({"RequestItems":{"plain":[)" + good + R"(,{"PutRequest":{"Item":{"id":{"S":"2"},"v":{"S":")" +
             std::string(409'600, 'x') + R"("}}}}]}})",
         "Item size has exceeded the maximum allowed size"},
    };
    for (const auto& [body, message] : cases) {
        EXPECT_TRUE(has(local.error("BatchWriteItem", body), message)) << body.substr(0, 200);
    }
    EXPECT_EQ(local.engine.stats().items, 0U);
}

TEST(BatchGet, gives_what_is_there) {
    LocalTable local;
    local.ok("BatchWriteItem", puts(3) + '}');
    const std::string body = local.ok("BatchGetItem", keys(5) + R"(,"ReturnConsumedCapacity":"TOTAL"})");
    EXPECT_EQ(count(body, R"("id":)"), 3);
    EXPECT_TRUE(has(body, R"("UnprocessedKeys":{},"ConsumedCapacity":[{"TableName":"plain","CapacityUnits":2.5}])"));
    EXPECT_EQ(
        local.ok("BatchGetItem", R"({"RequestItems":{"plain":{"Keys":[{"id":{"S":"1"}}],"ProjectionExpression":"#v",
                  "ExpressionAttributeNames":{"#v":"v"}}}})"),
        R"({"Responses":{"plain":[{"v":{"S":"x"}}]},"UnprocessedKeys":{}})");
}

TEST(BatchGet, leaves_out_what_exceeds_16_mb) {
    LocalTable local;
    for (int i = 0; i < 50; ++i) {
        local.ok("PutItem", R"({"TableName":"plain","Item":{"id":{"S":")" + std::to_string(i) + R"("},"v":{"S":")" +
                                std::string(400'000, 'x') + "\"}}}");
    }
    const std::string body = local.ok("BatchGetItem", keys(50) + '}');
    const std::size_t unprocessed = body.find("\"UnprocessedKeys\"");
    EXPECT_EQ(count(body.substr(0, unprocessed), R"("v":)"), 41);
    EXPECT_EQ(count(body.substr(unprocessed), R"("id":)"), 9);
}

TEST(BatchGet, checks_its_keys) {
    LocalTable local;
    const std::vector<std::pair<std::string, std::string>> cases = {
        {keys(101) + '}', "Member must have length less than or equal to 100"},
        {R"({"RequestItems":{"plain":{"Keys":[]}}})", "Member must have length greater than or equal to 1"},
        {R"({"RequestItems":{"plain":{"Keys":[{"id":{"S":"1"}},{"id":{"S":"1"}}]}}})",
         "Provided list of item keys contains duplicates"},
        {R"({"RequestItems":{"none":{"Keys":[{"x":{"N":"1"}},{"x":{"N":"1.0"}}]}}})",
         "Provided list of item keys contains duplicates"},
        {R"({"RequestItems":{"plain":{"Keys":[{"x":{"S":"1"}}]}}})",
         "The provided key element does not match the schema"},
        {R"({"RequestItems":{"none":{"Keys":[{"x":{"S":"1"}}]}}})", "Requested resource not found"},
    };
    for (const auto& [body, message] : cases) {
        EXPECT_TRUE(has(local.error("BatchGetItem", body), message)) << body.substr(0, 200);
    }
}

}  // namespace dynoxx::local::dynamodb
