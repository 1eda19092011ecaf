// What is done twice when an answer is lost on its way and the request is sent again.
#include "client/client_core.hpp"
#include "integration/low_level/world.hpp"
#include "runtime/runtime_maker.hpp"
#include "support/hasty_random.hpp"

namespace dynoxx::tests {
namespace {

/// The network, but the first answer is lost.
class LosingTransport final : public http::Transport {
 public:
    [[nodiscard]] runtime::task<http::Outcome<http::Response>> send(runtime::Context context,
                                                                    const http::Origin& origin,
                                                                    const http::Request& request,
                                                                    const http::TransportSettings& settings) override {
        auto sent = http::network_transport().send(context, origin, request, settings);
        return requests++ == 0 ? lose(std::move(sent)) : std::move(sent);
    }

    int requests = 0;

 private:
    static runtime::task<http::Outcome<http::Response>> lose(runtime::task<http::Outcome<http::Response>> sent) {
        static_cast<void>(co_await std::move(sent));
        co_return http::Failure(http::FailureKind::Io, "the answer was lost");
    }
};

class LostAnswer : public ::testing::Test {
 protected:
    LostAnswer() {
        system.random = &random;
        world.put(world.table, World::item("a", 1, 10));
    }

    /// Gives a client that loses the first answer.
    [[nodiscard]] DynamoDBClient client() {
        return DynamoDBClient(
            std::make_shared<detail::ClientCore>(world.options(), runtime::RuntimeMaker::make(system), transport));
    }

    World world;
    test::HastyRandom random;
    runtime::System system = runtime::system();
    LosingTransport transport;
};

TEST_F(LostAnswer, to_an_update_counts_twice) {
    UpdateItemRequest update;
    update.table_name = world.table;
    update.key = World::key("a", 1);
    update.update_expression = "ADD #c :one";
    update.names = {{"#c", "count"}};
    update.values = {{":one", AttributeValue(1)}};
    client().update_item(update).run();
    EXPECT_EQ(transport.requests, 2);
    EXPECT_EQ(world.get(world.table, World::key("a", 1)), World::item("a", 1, 12));
}

TEST_F(LostAnswer, to_a_transaction_counts_once) {
    if (World::is_dynalite()) {
        GTEST_SKIP() << "dynalite has no transactions";
    }
    TransactUpdate update;
    update.table_name = world.table;
    update.key = World::key("a", 1);
    update.update_expression = "ADD #c :one";
    update.names = {{"#c", "count"}};
    update.values = {{":one", AttributeValue(1)}};
    TransactWriteItemsRequest request;
    request.items = {update};
    client().transact_write_items(request).run();
    EXPECT_EQ(transport.requests, 2);
    EXPECT_EQ(world.get(world.table, World::key("a", 1)), World::item("a", 1, 11));
}

TEST_F(LostAnswer, to_a_put_under_a_condition_is_followed_by_a_refusal) {
    PutItemRequest put;
    put.table_name = world.table;
    put.item = World::item("new", 1, 1);
    put.condition_expression = "attribute_not_exists(id)";
    EXPECT_THROW(client().put_item(put).run(), ConditionalCheckFailedException);
    EXPECT_EQ(transport.requests, 2);
    EXPECT_TRUE(world.get(world.table, World::key("new", 1)));
}

}  // namespace
}  // namespace dynoxx::tests
