#include "integration/low_level/world.hpp"

namespace dynoxx::tests {
namespace {

/// Gives one batch of puts, `size` items for each table.
BatchWriteItemRequest puts(const World& world, int size) {
    BatchWriteItemRequest request;
    for (int i = 0; i < size; ++i) {
        request.request_items[world.table].push_back(WriteRequest::put(World::item("a", i, i)));
        request.request_items[world.other_table].push_back(WriteRequest::put(World::item("b", i, i)));
    }
    return request;
}

TEST(LowLevelBatches, write_and_read_items_of_two_tables) {
    const World world;
    EXPECT_TRUE(world.client.batch_write_item(puts(world, 2)).run().unprocessed_items.empty());
    BatchGetItemRequest request;
    request.request_items[world.table].keys = {World::key("a", 0), World::key("a", 1), World::key("a", 9)};
    KeysAndAttributes& projected = request.request_items[world.other_table];
    projected.keys = {World::key("b", 1)};
    projected.consistent_read = true;
    projected.projection_expression = "#c";
    projected.names = {{"#c", "count"}};
    const BatchGetItemResponse response = world.client.batch_get_item(request).run();
    EXPECT_TRUE(response.unprocessed_keys.empty());
    EXPECT_EQ(response.responses.at(world.table).size(), 2U);
    EXPECT_EQ(response.responses.at(world.other_table), std::vector<Item>{Item({{"count", AttributeValue(1)}})});
}

TEST(LowLevelBatches, read_nothing_where_there_is_nothing) {
    const World world;
    BatchGetItemRequest request;
    request.request_items[world.table].keys = {World::key("a", 0)};
    const BatchGetItemResponse response = world.client.batch_get_item(request).run();
    EXPECT_TRUE(response.responses.at(world.table).empty());
}

TEST(LowLevelBatches, remove_items) {
    const World world;
    world.client.batch_write_item(puts(world, 1)).run();
    BatchWriteItemRequest removal;
    removal.request_items[world.table] = {WriteRequest::remove(World::key("a", 0))};
    world.client.batch_write_item(removal).run();
    EXPECT_FALSE(world.get(world.table, World::key("a", 0)));
    EXPECT_TRUE(world.get(world.other_table, World::key("b", 0)));
}

TEST(LowLevelBatches, give_back_the_keys_that_an_answer_of_16_megabytes_leaves_out) {
    const World world;
    constexpr int large_items = 45;  // of 390 KB
    BatchGetItemRequest request;
    for (int i = 0; i < large_items; ++i) {
        Item item = World::item("a", i, i);
        item.set("text", std::string(390'000, 'x'));
        world.put(world.table, std::move(item));
        request.request_items[world.table].keys.push_back(World::key("a", i));
    }
    std::size_t read = 0;
    int requests = 0;
    while (!request.request_items.empty()) {
        BatchGetItemResponse response = world.client.batch_get_item(request).run();
        read += response.responses.at(world.table).size();
        request.request_items = std::move(response.unprocessed_keys);
        ++requests;
    }
    EXPECT_EQ(read, 45U);
    EXPECT_GT(requests, 1);  // 2 on AWS; dynalite takes less at a time
}

TEST(LowLevelBatches, of_more_than_the_service_takes_are_refused) {
    const World world;
    EXPECT_THROW(world.client.batch_write_item(puts(world, 26)).run(), ValidationException);
    BatchGetItemRequest request;
    for (int i = 0; i < 101; ++i) {
        request.request_items[world.table].keys.push_back(World::key("a", i));
    }
    EXPECT_THROW(world.client.batch_get_item(request).run(), ValidationException);
}

}  // namespace
}  // namespace dynoxx::tests
