#include <dynoxx/client.hpp>

#include <gtest/gtest.h>

#include <cstdlib>

namespace dynoxx {
namespace {

TEST(LowLevel, puts_and_gets_an_item) {
    const char* url = std::getenv("DYNOXX_TEST_DYNALITE_URL");
    if (url == nullptr) {
        GTEST_SKIP() << "DYNOXX_TEST_DYNALITE_URL is not set";
    }
    const DynamoDBClient client(AwsOptions().endpoint(url).region("eu-west-1").credentials("AKIDEXAMPLE", "secret"));
    CreateTableRequest table;
    table.table_name = "low-level";
    table.attributes.emplace_back("id", ScalarType::S);
    table.key_schema.emplace_back("id", KeyType::Hash);
    static_cast<void>(client.create_table(table).try_run());
    DescribeTableRequest describe;
    describe.table_name = "low-level";
    while (client.describe_table(describe).run().table.status != TableStatus::Active) {
    }

    PutItemRequest put;
    put.table_name = "low-level";
    put.item = Item{{"id", "u#1"}, {"age", 42}};
    client.put_item(put).run();
    GetItemRequest get;
    get.table_name = "low-level";
    get.key = Item{{"id", "u#1"}};
    const GetItemResponse found = client.get_item(get).run();
    ASSERT_TRUE(found.item);
    EXPECT_EQ(*found.item, put.item);
}

}  // namespace
}  // namespace dynoxx
