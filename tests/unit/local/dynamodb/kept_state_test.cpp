#include "local_table.hpp"

#include "local/dynamodb/table.hpp"
#include "support/memory_records.hpp"

#include <gtest/gtest.h>

namespace dynoxx::local::dynamodb {
namespace {

using test::MemoryRecords;

constexpr std::string_view scan = R"({"TableName":"songs"})";
constexpr std::string_view get_ann = R"({"TableName":"songs","Key":{"pk":{"S":"ann"},"sk":{"N":"1"}}})";

class KeptTablesTest : public testing::Test {
 protected:
    static Options with(records::Recorder& recorder) {
        Options options;
        options.recorder = &recorder;
        options.clock = [] { return 1'700'000'000.25; };
        return options;
    }

    std::string ok(std::string_view operation, std::string_view body) {
        const Reply reply = engine.handle(operation, body);
        EXPECT_EQ(reply.status, 200) << reply.body;
        return reply.body;
    }

    void create_plain(const std::string& name) {
        ok("CreateTable", R"({"TableName":")" + name + R"(","BillingMode":"PAY_PER_REQUEST",
            "AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],
            "KeySchema":[{"AttributeName":"id","KeyType":"HASH"}]})");
    }

    void put_plain(const std::string& name, const std::string& id) {
        ok("PutItem", R"({"TableName":")" + name + R"(","Item":{"id":{"S":")" + id + R"("}}})");
    }

    void create() {
        ok("CreateTable",
           R"({"TableName":"songs","ProvisionedThroughput":{"ReadCapacityUnits":3,"WriteCapacityUnits":4},
            "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"},{"AttributeName":"sk","AttributeType":"N"},
                {"AttributeName":"g","AttributeType":"B"},{"AttributeName":"l","AttributeType":"S"}],
            "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"sk","KeyType":"RANGE"}],
            "GlobalSecondaryIndexes":[{"IndexName":"by_g","Projection":{"ProjectionType":"KEYS_ONLY"},
                 "ProvisionedThroughput":{"ReadCapacityUnits":5,"WriteCapacityUnits":6},
                 "KeySchema":[{"AttributeName":"g","KeyType":"HASH"}]}],
            "LocalSecondaryIndexes":[
                {"IndexName":"by_l","Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["x"]},
                 "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"l","KeyType":"RANGE"}]}],
            "DeletionProtectionEnabled":true,"TableClass":"STANDARD_INFREQUENT_ACCESS"})");
    }

    void expect_same(std::string_view operation, std::string_view body) {
        Engine loaded;
        kept.load([&](const records::Record& record) { loaded.load(record); });
        EXPECT_EQ(loaded.handle(operation, body).body, engine.handle(operation, body).body) << body;
    }

    MemoryRecords kept{};
    Engine engine{with(kept.recorder)};
};

TEST_F(KeptTablesTest, come_back_with_every_part_of_their_definition) {
    create();
    expect_same("DescribeTable", R"({"TableName":"songs"})");
    ok("UpdateTimeToLive",
       R"({"TableName":"songs","TimeToLiveSpecification":{"Enabled":true,"AttributeName":"until"}})");
    expect_same("DescribeTimeToLive", R"({"TableName":"songs"})");
    const std::string arn = R"("ResourceArn":"arn:aws:dynamodb:us-east-1:000000000000:table/songs")";
    ok("TagResource", '{' + arn + R"(,"Tags":[{"Key":"env","Value":"test"},{"Key":"team","Value":""}]})");
    ok("UntagResource", '{' + arn + R"(,"TagKeys":["team"]})");
    expect_same("ListTagsOfResource", '{' + arn + '}');
    ok("UpdateTable", R"({"TableName":"songs","DeletionProtectionEnabled":false,"BillingMode":"PAY_PER_REQUEST",
        "AttributeDefinitions":[{"AttributeName":"h","AttributeType":"S"}],
        "GlobalSecondaryIndexUpdates":[{"Create":{"IndexName":"by_h","Projection":{"ProjectionType":"ALL"},
            "KeySchema":[{"AttributeName":"h","KeyType":"HASH"}]}}]})");
    expect_same("DescribeTable", R"({"TableName":"songs"})");
    ok("UpdateTable", R"({"TableName":"songs","GlobalSecondaryIndexUpdates":[{"Delete":{"IndexName":"by_g"}}]})");
    expect_same("DescribeTable", R"({"TableName":"songs"})");
    ok("DeleteTable", R"({"TableName":"songs"})");
    expect_same("ListTables", "{}");
    EXPECT_EQ(kept.count(), 0U);
}

TEST_F(KeptTablesTest, are_told_of_only_when_they_change) {
    create();
    kept.commit();
    ok("PutItem", R"({"TableName":"songs","Item":{"pk":{"S":"a"},"sk":{"N":"1"}}})");
    EXPECT_EQ(kept.recorder.take().steps.size(), 1U);
    ok("GetItem", R"({"TableName":"songs","Key":{"pk":{"S":"a"},"sk":{"N":"1"}}})");
    EXPECT_TRUE(kept.recorder.take().empty());
}

TEST_F(KeptTablesTest, go_on_counting_their_ids) {
    create();
    Engine loaded;
    kept.load([&](const records::Record& record) { loaded.load(record); });
    const std::string made = loaded
                                 .handle("CreateTable", R"({"TableName":"other","BillingMode":"PAY_PER_REQUEST",
            "AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],
            "KeySchema":[{"AttributeName":"id","KeyType":"HASH"}]})")
                                 .body;
    EXPECT_TRUE(has(made, "\"TableId\":\"00000000-0000-4000-8000-000000000002\"")) << made;
}

TEST_F(KeptTablesTest, keep_every_type_of_value) {
    create();
    ok("PutItem", R"({"TableName":"songs","Item":{"pk":{"S":"\u00e9\u0000\""},"sk":{"N":"-1.5E10"},"g":{"B":"AAH/"},
        "big":{"N":"1E125"},"t":{"BOOL":true},"z":{"NULL":true},"m":{"M":{"a":{"L":[{"S":""},{"N":"0"}]}}},
        "ss":{"SS":["b","a"]},"ns":{"NS":["2","1.0"]},"bs":{"BS":["AA==","AQ=="]}}})");
    expect_same("Scan", scan);
    expect_same("Scan", R"({"TableName":"songs","IndexName":"by_g"})");
}

TEST_F(KeptTablesTest, keep_the_tokens_of_transactions) {
    create();
    const std::string request = R"-({"ClientRequestToken":"t1","TransactItems":[{"Put":{"TableName":"songs",
        "Item":{"pk":{"S":"a"},"sk":{"N":"1"}},"ConditionExpression":"attribute_not_exists(pk)"}}]})-";
    ok("TransactWriteItems", request);
    expect_same("TransactWriteItems", request);
    expect_same("TransactWriteItems", R"({"ClientRequestToken":"t1","TransactItems":[{"Delete":{"TableName":"songs",
        "Key":{"pk":{"S":"a"},"sk":{"N":"1"}}}}]})");
}

TEST_F(KeptTablesTest, are_gone_after_a_reset) {
    create();
    ok("PutItem", R"({"TableName":"songs","Item":{"pk":{"S":"a"},"sk":{"N":"1"}}})");
    engine.reset();
    kept.commit();
    EXPECT_EQ(kept.count(), 0U);
}

TEST_F(KeptTablesTest, that_cannot_be_what_was_written_are_called_damaged) {
    create();
    ok("PutItem", R"({"TableName":"songs","Item":{"pk":{"S":"a"},"sk":{"N":"1"}}})");
    kept.load([&](records::Record record) {
        Engine other;
        if (record.kind == records::Kind::Item) {
            EXPECT_THROW(other.load(record), records::Damaged);
        } else {
            record.value.resize(record.value.size() / 2);
            EXPECT_THROW(other.load(record), records::Damaged);
        }
    });
    records::Record record;
    record.kind = records::Kind::Item;
    record.scope = "songs";
    for (const char* value : {"", "nonsense", "[]", "{}", R"({"pk":{"S":"a"}})"}) {
        record.value = value;
        EXPECT_THROW(engine.load(record), records::Damaged) << value;
    }
}

TEST(Snapshot, brings_back_items_tables_and_tokens) {
    LocalTable local;
    local.put("ann", "1", R"("v":{"S":"before"},"g":{"S":"x"})");
    const Snapshot before = local.engine.snapshot();
    const std::string all = local.ok("Scan", scan);
    const std::string by_g = local.ok("Scan", R"({"TableName":"songs","IndexName":"by_g"})");
    local.put("ann", "1", R"("v":{"S":"after"})");
    local.put("bob", "2");
    local.ok("DeleteTable", R"({"TableName":"plain"})");
    const Snapshot after = local.engine.snapshot();
    for (int time = 0; time < 2; ++time) {
        local.engine.restore(before);
        EXPECT_EQ(local.ok("Scan", scan), all);
        EXPECT_EQ(local.ok("Scan", R"({"TableName":"songs","IndexName":"by_g"})"), by_g);
        local.ok("DescribeTable", R"({"TableName":"plain"})");
        local.engine.restore(after);
        EXPECT_TRUE(has(local.ok("GetItem", get_ann), "after"));
        local.error("DescribeTable", R"({"TableName":"plain"})");
    }
}

TEST(Snapshot, shares_the_items_until_one_side_is_written) {
    TableDefinition definition;
    definition.name = "t";
    definition.keys.partition = {{"pk", ValueType::S}};
    Table table(definition);
    table.put({{"pk", Value{std::string("a")}}});
    const Table copy = table;
    EXPECT_TRUE(copy.shares_items_with(table));
    table.put({{"pk", Value{std::string("b")}}});
    EXPECT_FALSE(copy.shares_items_with(table));
    EXPECT_EQ(copy.entries().size(), 1U);
    EXPECT_EQ(table.entries().size(), 2U);
    EXPECT_EQ(copy.entries().begin()->second.record, table.find({{"pk", Value{std::string("a")}}}));
}

TEST_F(KeptTablesTest, are_the_restored_ones_after_a_restore) {
    create_plain("same");
    create_plain("changed");
    create_plain("dropped");
    put_plain("same", "a");
    put_plain("changed", "a");
    put_plain("dropped", "a");
    const Snapshot before = engine.snapshot();
    put_plain("changed", "b");
    ok("DeleteItem", R"({"TableName":"changed","Key":{"id":{"S":"a"}}})");
    ok("DeleteTable", R"({"TableName":"dropped"})");
    create_plain("new");
    put_plain("new", "a");
    const Snapshot after = engine.snapshot();
    for (const Snapshot& snapshot : {before, after, before}) {
        engine.restore(snapshot);
        expect_same("ListTables", "{}");
        for (const std::string name : {"same", "changed", "dropped", "new"}) {
            expect_same("Scan", R"({"TableName":")" + name + "\"}");
        }
    }
}

TEST_F(KeptTablesTest, are_not_written_again_where_a_restore_changes_nothing) {
    create_plain("same");
    put_plain("same", "a");
    const Snapshot before = engine.snapshot();
    kept.commit();
    engine.restore(before);
    for (const records::Step& step : kept.recorder.take().steps) {
        EXPECT_NE(step.record.kind, records::Kind::Item);
    }
}

TEST(BatchLimit, gives_back_as_they_came_the_writes_that_were_not_done) {
    LocalTable local;
    local.put("gone", "1");
    const std::string answer =
        local.engine
            .handle("BatchWriteItem", R"({"RequestItems":{"plain":[{"PutRequest":{"Item":{"id":{"S":"a"}}}},
                {"PutRequest":{"Item":{"id":{"S":"b"}}}}],
                "songs":[{"DeleteRequest":{"Key":{"pk":{"S":"gone"},"sk":{"N":"1"}}}}]}})",
                    1)
            .body;
    EXPECT_TRUE(has(answer, R"("UnprocessedItems":{"plain":[{"PutRequest":{"Item":{"id":{"S":"b"}}}}],)"
                            R"("songs":[{"DeleteRequest":{"Key":{"pk":{"S":"gone"},"sk":{"N":"1"}}}}]})"))
        << answer;
    EXPECT_EQ(local.engine.stats().items, 2U);
    local.ok("BatchWriteItem", R"({"RequestItems":{"plain":[{"PutRequest":{"Item":{"id":{"S":"b"}}}}]}})");
    EXPECT_EQ(local.engine.stats().items, 3U);
}

TEST(BatchLimit, gives_back_the_keys_that_were_not_read) {
    LocalTable local;
    local.put("ann", "1");
    const std::string answer = local.engine
                                   .handle("BatchGetItem", R"({"RequestItems":{"songs":{"ConsistentRead":true,"Keys":[
            {"pk":{"S":"ann"},"sk":{"N":"1"}},{"pk":{"S":"bob"},"sk":{"N":"2"}}]}}})",
                                           1)
                                   .body;
    EXPECT_TRUE(has(answer, R"("Responses":{"songs":[{"pk":{"S":"ann"},"sk":{"N":"1"}}]})")) << answer;
    EXPECT_TRUE(has(answer, R"("UnprocessedKeys":{"songs":{"Keys":[{"pk":{"S":"bob"},"sk":{"N":"2"}}],)"
                            R"("ConsistentRead":true}})"))
        << answer;
}

}  // namespace
}  // namespace dynoxx::local::dynamodb
