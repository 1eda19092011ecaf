#include "integration/low_level/world.hpp"

namespace dynoxx::tests {
namespace {

TEST(LowLevelCapacity, is_told_for_one_table) {
    const World world;
    PutItemRequest put;
    put.table_name = world.table;
    put.item = World::item("a", 1, 1);
    EXPECT_FALSE(world.client.put_item(put).run().consumed_capacity);
    put.item.set("text", std::string(1500, 'x'));
    put.return_consumed_capacity = ReturnConsumedCapacity::Total;
    const std::optional<ConsumedCapacity> written = world.client.put_item(put).run().consumed_capacity;
    ASSERT_TRUE(written);
    EXPECT_EQ(written->table_name, world.table);
    EXPECT_EQ(written->capacity_units, 2);
    EXPECT_EQ(written->table_units, 0);

    ScanRequest scan;
    scan.table_name = world.table;
    scan.return_consumed_capacity = ReturnConsumedCapacity::Indexes;
    const std::optional<ConsumedCapacity> read = world.client.scan(scan).run().consumed_capacity;
    ASSERT_TRUE(read);
    EXPECT_EQ(read->capacity_units, 0.5);
    EXPECT_EQ(read->table_units, 0.5);
    EXPECT_TRUE(read->global_indexes.empty());
}

TEST(LowLevelCapacity, is_told_for_each_table_of_a_batch) {
    const World world;
    BatchGetItemRequest request;
    request.request_items[world.table].keys = {World::key("a", 1)};
    request.request_items[world.other_table].keys = {World::key("a", 1), World::key("a", 2)};
    request.return_consumed_capacity = ReturnConsumedCapacity::Total;
    const std::vector<ConsumedCapacity> consumed = world.client.batch_get_item(request).run().consumed_capacity;
    ASSERT_EQ(consumed.size(), 2U);
    const ConsumedCapacity& one = consumed[consumed[0].table_name == world.table ? 0 : 1];
    const ConsumedCapacity& two = consumed[consumed[0].table_name == world.table ? 1 : 0];
    EXPECT_EQ(one.capacity_units, 0.5);
    EXPECT_EQ(two.capacity_units, 1);
}

}  // namespace
}  // namespace dynoxx::tests
