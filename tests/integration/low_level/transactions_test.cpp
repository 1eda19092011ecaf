#include "integration/low_level/world.hpp"

#include <gmock/gmock.h>

namespace dynoxx::tests {
namespace {

class LowLevelTransactions : public ::testing::Test {
 protected:
    void SetUp() override {
        if (World::is_dynalite()) {
            GTEST_SKIP() << "dynalite has no transactions";
        }
        world = std::make_unique<World>();
        world->put(world->table, World::item("a", 1, 10));
    }

    [[nodiscard]] TransactUpdate increment(int n) const {
        TransactUpdate update;
        update.table_name = world->table;
        update.key = World::key("a", n);
        update.update_expression = "ADD #c :one";
        update.names = {{"#c", "count"}};
        update.values = {{":one", AttributeValue(1)}};
        return update;
    }

    [[nodiscard]] TransactPut put_new(int n) const {
        TransactPut put;
        put.table_name = world->other_table;
        put.item = World::item("b", n, 0);
        put.condition_expression = "attribute_not_exists(id)";
        put.return_item_on_condition_failure = true;
        return put;
    }

    std::unique_ptr<World> world{};
};

TEST_F(LowLevelTransactions, write_everything) {
    world->put(world->table, World::item("a", 2, 0));
    TransactDelete remove;
    remove.table_name = world->table;
    remove.key = World::key("a", 2);
    ConditionCheck check;
    check.table_name = world->table;
    check.key = World::key("a", 3);
    check.condition_expression = "attribute_not_exists(id)";
    TransactWriteItemsRequest request;
    request.items = {increment(1), put_new(1), remove, check};
    world->client.transact_write_items(request).run();
    EXPECT_EQ(world->get(world->table, World::key("a", 1)), World::item("a", 1, 11));
    EXPECT_EQ(world->get(world->other_table, World::key("b", 1)), World::item("b", 1, 0));
    EXPECT_FALSE(world->get(world->table, World::key("a", 2)));
    EXPECT_FALSE(world->get(world->table, World::key("a", 3)));
}

TEST_F(LowLevelTransactions, write_nothing_if_a_condition_is_false_and_say_which) {
    world->put(world->other_table, World::item("b", 1, 7));
    TransactWriteItemsRequest request;
    request.items = {increment(1), put_new(1)};
    const auto result = world->client.transact_write_items(request).try_run();
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code(), ErrorCode::TransactionCanceled);
    const std::vector<CancellationReason>& reasons = result.error().cancellation_reasons();
    ASSERT_EQ(reasons.size(), 2U);
    EXPECT_EQ(reasons[0].code, "None");
    EXPECT_FALSE(reasons[0].item);
    EXPECT_EQ(reasons[1].code, "ConditionalCheckFailed");
    EXPECT_EQ(reasons[1].message, "The conditional request failed");
    EXPECT_EQ(reasons[1].item, World::item("b", 1, 7));
    EXPECT_EQ(world->get(world->table, World::key("a", 1)), World::item("a", 1, 10));
}

TEST_F(LowLevelTransactions, say_what_they_cost_on_each_table) {
    TransactWriteItemsRequest request;
    request.items = {increment(1), put_new(1)};
    request.return_consumed_capacity = ReturnConsumedCapacity::Total;
    const std::vector<ConsumedCapacity> consumed = world->client.transact_write_items(request).run().consumed_capacity;
    ASSERT_EQ(consumed.size(), 2U);
    EXPECT_EQ(consumed[0].capacity_units, 2);
    EXPECT_EQ(consumed[1].capacity_units, 2);
}

TEST_F(LowLevelTransactions, with_one_token_are_done_once) {
    TransactWriteItemsRequest request;
    request.items = {increment(1)};
    request.client_request_token = "once";
    world->client.transact_write_items(request).run();
    world->client.transact_write_items(request).run();
    EXPECT_EQ(world->get(world->table, World::key("a", 1)), World::item("a", 1, 11));
    request.items = {increment(2)};
    const auto result = world->client.transact_write_items(request).try_run();
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().service().aws_code, "IdempotentParameterMismatchException");
}

TEST_F(LowLevelTransactions, without_a_token_are_done_as_often_as_they_are_run) {
    TransactWriteItemsRequest request;
    request.items = {increment(1)};
    const auto operation = world->client.transact_write_items(request);
    operation.run();
    operation.run();
    EXPECT_EQ(world->get(world->table, World::key("a", 1)), World::item("a", 1, 12));
}

TEST_F(LowLevelTransactions, read_items_of_two_tables_in_the_order_of_their_keys) {
    world->put(world->other_table, World::item("b", 1, 7));
    TransactGet missing;
    missing.table_name = world->table;
    missing.key = World::key("nobody", 1);
    TransactGet one = missing;
    one.key = World::key("a", 1);
    TransactGet projected;
    projected.table_name = world->other_table;
    projected.key = World::key("b", 1);
    projected.projection_expression = "#c";
    projected.names = {{"#c", "count"}};
    TransactGetItemsRequest request;
    request.items = {missing, projected, one};
    EXPECT_THAT(
        world->client.transact_get_items(request).run().items,
        ::testing::ElementsAre(std::optional<Item>(), Item({{"count", AttributeValue(7)}}), World::item("a", 1, 10)));
}

}  // namespace
}  // namespace dynoxx::tests
