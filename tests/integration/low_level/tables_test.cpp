#include "integration/low_level/world.hpp"

#include <gmock/gmock.h>

namespace dynoxx::tests {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::Not;

std::vector<std::string> all_tables(const DynamoDBClient& client, std::int32_t page_size) {
    std::vector<std::string> names;
    ListTablesRequest request;
    request.limit = page_size;
    do {
        const ListTablesResponse page = client.list_tables(request).run();
        EXPECT_LE(page.table_names.size(), static_cast<std::size_t>(page_size));
        names.insert(names.end(), page.table_names.begin(), page.table_names.end());
        request.exclusive_start_table_name = page.last_evaluated_table_name;
    } while (!request.exclusive_start_table_name.empty());
    return names;
}

TEST(LowLevelTables, are_listed_page_by_page) {
    const World world;
    EXPECT_THAT(all_tables(world.client, 1), AllOf(Contains(world.table), Contains(world.other_table)));
    EXPECT_EQ(all_tables(world.client, 1), all_tables(world.client, 100));
}

TEST(LowLevelTables, are_deleted) {
    const World world;
    DeleteTableRequest request;
    request.table_name = world.table;
    EXPECT_EQ(world.client.delete_table(request).run().table.status, TableStatus::Deleting);
    DescribeTableRequest describe;
    describe.table_name = world.table;
    while (world.client.describe_table(describe).try_run()) {
    }
    EXPECT_THROW(world.client.describe_table(describe).run(), ResourceNotFoundException);
    EXPECT_THAT(all_tables(world.client, 100), AllOf(Not(Contains(world.table)), Contains(world.other_table)));
}

TEST(LowLevelTables, that_do_not_exist_are_not_deleted) {
    const World world;
    DeleteTableRequest request;
    request.table_name = "nobodys";
    const auto result = world.client.delete_table(request).try_run();
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().message(), "Table 'nobodys' not found");
}

TEST(LowLevelTables, change_their_billing_and_capacity) {
    const World world;
    EXPECT_EQ(world.wait_for_active(world.table).billing_mode, BillingMode::PayPerRequest);
    UpdateTableRequest request;
    request.table_name = world.table;
    request.billing_mode = BillingMode::Provisioned;
    request.read_capacity = 3;
    request.write_capacity = 4;
    EXPECT_EQ(world.client.update_table(request).run().table.name, world.table);
    const TableDescription table = world.wait_for_active(world.table);
    EXPECT_EQ(table.billing_mode, BillingMode::Provisioned);
    EXPECT_EQ(table.read_capacity, 3);
    EXPECT_EQ(table.write_capacity, 4);
}

TEST(LowLevelTables, gain_and_lose_a_global_index) {
    if (World::is_dynalite()) {
        GTEST_SKIP() << "dynalite makes and removes no index of a table that there is";
    }
    const World world;
    world.put(world.table, World::item("a", 1, 7));
    IndexDefinition index;
    index.name = "by-count";
    index.key_schema = {KeySchemaElement("count", KeyType::Hash)};
    index.projection = ProjectionType::KeysOnly;
    UpdateTableRequest request;
    request.table_name = world.table;
    request.attributes = {AttributeDefinition("count", ScalarType::N)};
    request.global_index_updates = {index};
    world.client.update_table(request).run();
    const TableDescription table = world.wait_for_active(world.table);
    ASSERT_EQ(table.global_indexes.size(), 1U);
    EXPECT_EQ(table.global_indexes[0].name, "by-count");
    EXPECT_EQ(table.global_indexes[0].status, IndexStatus::Active);
    EXPECT_EQ(table.global_indexes[0].projection, ProjectionType::KeysOnly);
    ScanRequest scan;
    scan.table_name = world.table;
    scan.index_name = "by-count";
    EXPECT_EQ(world.client.scan(scan).run().items, std::vector<Item>{World::item("a", 1, 7)});

    request.attributes.clear();
    request.global_index_updates = {IndexRemoval("by-count")};
    world.client.update_table(request).run();
    EXPECT_TRUE(world.wait_for_active(world.table).global_indexes.empty());
}

TEST(LowLevelTables, change_the_capacity_of_an_index) {
    const World world;
    CreateTableRequest creation = World::create_request(World::new_name());
    creation.attributes.emplace_back("count", ScalarType::N);
    creation.read_capacity = 5;
    creation.write_capacity = 6;
    IndexDefinition index;
    index.name = "by-count";
    index.key_schema = {KeySchemaElement("count", KeyType::Hash)};
    creation.global_indexes = {index};
    world.client.create_table(creation).run();
    EXPECT_EQ(world.wait_for_active(creation.table_name).global_indexes.at(0).read_capacity, 5);
    UpdateTableRequest request;
    request.table_name = creation.table_name;
    request.global_index_updates = {IndexCapacity("by-count", 7, 8)};
    world.client.update_table(request).run();
    const TableDescription table = world.wait_for_active(creation.table_name);
    EXPECT_EQ(table.global_indexes.at(0).read_capacity, 7);
    EXPECT_EQ(table.global_indexes.at(0).write_capacity, 8);
    EXPECT_EQ(table.read_capacity, 5);
}

TEST(LowLevelTables, that_are_protected_are_not_deleted) {
    if (World::is_dynalite()) {
        GTEST_SKIP() << "dynalite protects no table";
    }
    const World world;
    CreateTableRequest creation = World::create_request(World::new_name());
    creation.deletion_protection = true;
    world.client.create_table(creation).run();
    EXPECT_TRUE(world.wait_for_active(creation.table_name).deletion_protection);
    DeleteTableRequest removal;
    removal.table_name = creation.table_name;
    EXPECT_THROW(world.client.delete_table(removal).run(), ValidationException);
    UpdateTableRequest update;
    update.table_name = creation.table_name;
    update.deletion_protection = false;
    EXPECT_FALSE(world.client.update_table(update).run().table.deletion_protection);
    world.client.delete_table(removal).run();
}

}  // namespace
}  // namespace dynoxx::tests
