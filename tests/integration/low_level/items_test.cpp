#include "integration/low_level/world.hpp"

namespace dynoxx::tests {
namespace {

TEST(LowLevelItems, are_put_read_changed_and_removed) {
    const World world;
    const Item stored = World::item("a", 1, 42);
    world.put(world.table, stored);
    EXPECT_EQ(world.get(world.table, World::key("a", 1)), stored);

    UpdateItemRequest update;
    update.table_name = world.table;
    update.key = World::key("a", 1);
    update.update_expression = "SET #c = #c + :one";
    update.names = {{"#c", "count"}};
    update.values = {{":one", AttributeValue(1)}};
    update.return_values = ReturnValues::AllNew;
    EXPECT_EQ(world.client.update_item(update).run().attributes, World::item("a", 1, 43));

    DeleteItemRequest remove;
    remove.table_name = world.table;
    remove.key = World::key("a", 1);
    remove.return_values = ReturnValues::AllOld;
    EXPECT_EQ(world.client.delete_item(remove).run().attributes, World::item("a", 1, 43));
    EXPECT_FALSE(world.get(world.table, World::key("a", 1)));
}

}  // namespace
}  // namespace dynoxx::tests
