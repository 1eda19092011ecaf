#include "integration/mapper/session.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

namespace dynoxx::tests {
namespace {

/// Users and sessions in a local AWS; dynalite has no transactions, so these run against ours only.
class Transactions : public testing::Test {
 protected:
    local::LocalAws aws_{};
    DynamoDBClient client_{aws_.options(), Runtime()};
    Table<User> users_ = client_.table<User>();
    Table<Session> sessions_ = client_.table<Session>();

    void SetUp() override {
        aws_.create_bucket("acme-avatars");
        aws_.create_key("alias/acme");
        users_.create_table().run();
        sessions_.create_table().run();
    }
};

TEST_F(Transactions, write_all_parts_and_give_the_objects_as_stored) {
    users_.put(make_user("u#2")).run();
    const User ada = make_user("u#1");
    const Session session = make_session("u#1", 1);
    const auto [user, stored, updated, checked] =
        client_
            .transact_write(users_.put(ada).when(!user_field::id.exists()), sessions_.put(session),
                            sessions_.update("u#9", 1).set(session_field::hits += 2),
                            users_.check("u#2", "home").when(user_field::logins == 7))
            .run();
    EXPECT_EQ(*user.tax_id, "07-42");
    EXPECT_FALSE(user.avatar.read().run().empty());
    EXPECT_EQ(stored.version, 1);
    EXPECT_EQ(sessions_.get("u#9", 1).run()->hits, 2);
    EXPECT_EQ(aws_.requests("dynamodb", "TransactWriteItems"), 1U);
}

TEST_F(Transactions, give_the_reason_of_every_part_and_remove_what_was_uploaded) {
    users_.put(make_user("u#2")).run();
    const User ada = make_user("u#1");
    const auto refused =
        client_
            .transact_write(users_.put(ada),
                            users_.update("u#2", "home").set(user_field::logins += 1).when(user_field::logins > 100))
            .try_run();
    ASSERT_FALSE(refused);
    const std::vector<CancellationReason>& reasons = refused.error().cancellation_reasons();
    ASSERT_EQ(reasons.size(), 2U);
    EXPECT_EQ(reasons[0].code, "None");
    EXPECT_EQ(reasons[1].code, "ConditionalCheckFailed");
    ASSERT_TRUE(reasons[1].item);
    EXPECT_EQ(from_item<User>(*reasons[1].item).logins, 7);
    EXPECT_FALSE(users_.get("u#1", "home").run());
    EXPECT_EQ(aws_.requests("s3", "PutObject"), aws_.requests("s3", "DeleteObject") + 1);
}

TEST_F(Transactions, remove_the_objects_that_they_replace) {
    const User before = users_.put(make_user("u#1")).run();
    const User gone = users_.put(make_user("u#2")).run();
    const User after = make_user("u#1");
    const auto [stored, removed] = client_.transact_write(users_.put(after), users_.remove("u#2", "home")).run();
    EXPECT_FALSE(stored.avatar.read().run().empty());
    EXPECT_THROW(before.avatar.read().run(), ResourceNotFoundException);
    EXPECT_THROW(gone.avatar.read().run(), ResourceNotFoundException);
}

TEST_F(Transactions, of_parts_that_are_known_at_run_time) {
    std::vector<TransactPart> parts;
    for (int i = 0; i < 30; ++i) {
        parts.emplace_back(sessions_.put(make_session("ada", i)));
    }
    parts.emplace_back(users_.remove("nobody", "home"));
    const TransactResult done = client_.transact_write(parts).run();
    EXPECT_EQ(done.size(), 31U);
    EXPECT_EQ(done.stored<Session>(7).number, 7);
    EXPECT_THROW(static_cast<void>(done.stored<User>(30)), ConfigurationException);
    EXPECT_EQ(sessions_.query("ada").count().run(), 30);
}

TEST_F(Transactions, with_a_token_are_done_once) {
    const auto add = client_.transact_write(sessions_.update("ada", 1).set(session_field::hits += 1)).token("once");
    add.run();
    add.run();
    EXPECT_EQ(sessions_.get("ada", 1).run()->hits, 1);
}

TEST_F(Transactions, have_between_one_and_a_hundred_parts) {
    EXPECT_THROW(client_.transact_write(std::vector<TransactPart>()).run(), ConfigurationException);
    const std::vector<TransactPart> many(101, TransactPart(sessions_.remove("ada", 1)));
    EXPECT_THROW(client_.transact_write(many).run(), ConfigurationException);
    EXPECT_EQ(aws_.requests("dynamodb", "TransactWriteItems"), 0U);
}

TEST_F(Transactions, read_items_of_several_tables_at_one_moment) {
    users_.put(make_user("u#1")).run();
    sessions_.put(make_session("ada", 1)).run();
    const auto [user, session, nobody] =
        client_.transact_get(users_.get("u#1", "home"), sessions_.get("ada", 1), users_.get("nobody", "home")).run();
    ASSERT_TRUE(user);
    EXPECT_EQ(*user->tax_id, "07-42");
    ASSERT_TRUE(session);
    EXPECT_EQ(session->device, "odd");
    EXPECT_FALSE(nobody);
    const std::vector<Get<Session>> gets{sessions_.get("ada", 1), sessions_.get("ada", 2)};
    const auto listed = client_.transact_get(gets).run();
    ASSERT_EQ(listed.size(), 2U);
    EXPECT_TRUE(listed[0]);
    EXPECT_FALSE(listed[1]);
}

TEST_F(Transactions, are_awaited_as_every_operation) {
    const auto tour = [](DynamoDBClient client, Table<Session> sessions) -> boost::asio::awaitable<void> {
        const Session session = make_session("ada", 1);
        const auto [stored, updated] =
            co_await client
                .transact_write(sessions.put(session), sessions.update("ada", 2).set(session_field::hits += 5))
                .async();
        EXPECT_EQ(stored.version, 1);
        const auto [first, second] =
            co_await client.transact_get(sessions.get("ada", 1), sessions.get("ada", 2)).async();
        EXPECT_EQ(first->version, 1);
        EXPECT_EQ(second->hits, 5);
        const auto refused = co_await client.transact_write(sessions.put(session)).try_async();
        EXPECT_EQ(refused.error().code(), ErrorCode::TransactionCanceled);
    };
    boost::asio::io_context context;
    const DynamoDBClient client(aws_.options(), Runtime(context));
    auto done = boost::asio::co_spawn(context, tour(client, client.table<Session>()), boost::asio::use_future);
    context.run();
    done.get();
}

TEST_F(Transactions, return_values_of_single_writes) {
    const User first = users_.put(make_user("u#1")).run();
    User second = first;
    second.logins = 8;
    const std::optional<User> old = users_.put(second).returning(ReturnValues::AllOld).run();
    ASSERT_TRUE(old);
    EXPECT_EQ(old->logins, 7);
    EXPECT_TRUE(old->tax_id.is_sealed());
    EXPECT_FALSE(users_.put(second).returning(ReturnValues::None).run());
    EXPECT_THROW(users_.put(second).returning(ReturnValues::AllNew).run(), ConfigurationException);

    const auto add = users_.update("u#1", "home").set(user_field::logins += 1);
    EXPECT_EQ(add.returning(ReturnValues::AllOld).run()->logins, 8);
    const std::optional<User> changed = add.returning(ReturnValues::UpdatedNew).run();
    EXPECT_EQ(changed->logins, 10);
    EXPECT_TRUE(changed->email.empty());
    EXPECT_FALSE(add.returning(ReturnValues::None).run());
    EXPECT_FALSE(users_.update("new", "home").set(user_field::logins += 1).returning(ReturnValues::AllOld).run());

    const std::optional<User> removed = users_.remove("u#1", "home").returning(ReturnValues::AllOld).run();
    ASSERT_TRUE(removed);
    EXPECT_EQ(removed->logins, 11);
    EXPECT_FALSE(users_.remove("u#1", "home").returning(ReturnValues::AllOld).run());
    EXPECT_THROW(removed->avatar.read().run(), ResourceNotFoundException);
}

TEST_F(Transactions, tables_can_be_deleted) {
    EXPECT_EQ(sessions_.delete_table().wait().run().name, "sessions");
    EXPECT_THROW(sessions_.get("ada", 1).run(), ResourceNotFoundException);
}

}  // namespace
}  // namespace dynoxx::tests
