#include "integration/mapper/user.hpp"

#include <gtest/gtest.h>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

namespace dynoxx::tests {
namespace {

namespace asio = boost::asio;

asio::awaitable<void> tour(Table<User> users) {
    const User ada = make_user("u#1");
    const User stored = co_await users.put(ada).when(!user_field::id.exists()).async();
    EXPECT_EQ(*stored.tax_id, "07-42");
    co_await users.update("u#1", "home").set(user_field::logins += 1).async();

    const std::optional<User> found = co_await users.get("u#1", "home").async();
    EXPECT_EQ(found->logins, 8);
    const Bytes png = co_await found->avatar.read().async();
    EXPECT_EQ(png.size(), 20U);

    const Result<User> refused = co_await users.put(ada).when(!user_field::id.exists()).try_async();
    EXPECT_FALSE(refused);
    EXPECT_EQ(refused.error().code(), ErrorCode::ConditionalCheckFailed);

    Pages<User> pages = users.query("u#1").pages();
    std::size_t count = 0;
    while (const std::optional<Page<User>> page = co_await pages.next().async()) {
        count += page->items.size();
    }
    EXPECT_EQ(count, 1U);
    const std::vector<User> all = co_await users.query("u#1").all().async();
    EXPECT_EQ(all.size(), 1U);
    const RemoveResult removed = co_await users.remove("u#1", "home").async();
    EXPECT_EQ(removed.objects_removed.size(), 1U);
}

asio::awaitable<void> tour_of_many(Table<User> users) {
    std::vector<User> many;
    std::vector<std::pair<std::string, std::string>> keys;
    for (int i = 0; i < 60; ++i) {
        many.push_back(make_user("u#" + std::to_string(i)));
        many.back().avatar = S3Value();
        keys.emplace_back(many.back().id, many.back().place);
    }
    const BatchResult written = co_await users.batch_put(many).async();
    EXPECT_EQ(written.written, 60U);
    const BatchGetResult<User> found = co_await users.batch_get(keys).async();
    EXPECT_EQ(*found.items[59]->tax_id, "07-42");
    const std::vector<User> scanned = co_await users.scan().segments(3).async();
    EXPECT_EQ(scanned.size(), 60U);
    const std::int64_t counted = co_await users.scan().filter(user_field::logins == 7).count().async();
    EXPECT_EQ(counted, 60);
    const std::optional<User> old =
        co_await users.update("u#1", "home").set(user_field::logins += 1).returning(ReturnValues::AllOld).async();
    EXPECT_EQ(old->logins, 7);
}

TEST(Awaited, runs_every_verb_on_the_users_context) {
    UserWorld world;
    asio::io_context context;
    const DynamoDBClient client(world.options(), Runtime(context));
    auto done = asio::co_spawn(context, tour(client.table<User>(world.table_options())), asio::use_future);
    context.run();
    done.get();
}

TEST(Awaited, runs_batches_and_scans_on_both) {
    UserWorld world;
    asio::io_context context;
    const DynamoDBClient client(world.options(), Runtime(context));
    auto done = asio::co_spawn(context, tour_of_many(client.table<User>(world.table_options())), asio::use_future);
    context.run();
    done.get();
    context.restart();
    const UserWorld other;
    auto on_its_thread = asio::co_spawn(context, tour_of_many(other.users), asio::use_future);
    context.run();
    on_its_thread.get();
}

TEST(Awaited, runs_every_verb_on_the_runtimes_own_thread) {
    UserWorld world;
    asio::io_context context;
    auto done = asio::co_spawn(context, tour(world.users), asio::use_future);
    context.run();
    done.get();
}

TEST(Awaited, takes_other_completion_tokens) {
    UserWorld world;
    world.users.put(make_user("u#1")).run();
    EXPECT_EQ(world.users.get("u#1", "home").async(asio::use_future).get()->logins, 7);
}

TEST(Awaited, completes_on_the_executor_of_the_awaiting_side) {
    UserWorld world;
    world.users.put(make_user("u#1")).run();
    asio::io_context context;
    bool inside = false;
    world.users.get("u#1", "home").async(asio::bind_executor(context, [&](std::exception_ptr, std::optional<User>) {
        inside = context.get_executor().running_in_this_thread();
    }));
    const auto work = asio::make_work_guard(context);
    while (!inside) {
        context.run_one();
    }
    EXPECT_TRUE(inside);
}

TEST(Awaited, ends_with_cancelled_when_its_slot_is_emitted) {
    // 192.0.2.1 is reserved for documentation: nothing answers there.
    asio::io_context context;
    const AwsOptions options =
        AwsOptions().region("us-east-1").credentials("AKIDEXAMPLE", "secret").endpoint("http://192.0.2.1:1");
    const DynamoDBClient client(options, Runtime(context));
    asio::cancellation_signal signal;
    std::exception_ptr outcome;
    client.table<User>()
        .get("u#1", "home")
        .async(asio::bind_cancellation_slot(
            signal.slot(), [&](std::exception_ptr exception, std::optional<User>) { outcome = exception; }));
    signal.emit(asio::cancellation_type::terminal);
    context.run();
    EXPECT_THROW(std::rethrow_exception(outcome), CancelledException);
}

}  // namespace
}  // namespace dynoxx::tests
