#include "integration/mapper/user.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <gtest/gtest.h>

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

TEST(Awaited, runs_every_verb_on_the_users_context) {
    UserWorld world;
    asio::io_context context;
    const DynamoDBClient client(world.options(), Runtime(context));
    auto done = asio::co_spawn(context, tour(client.table<User>(world.table_options())), asio::use_future);
    context.run();
    done.get();
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
    world.users.get("u#1", "home")
        .async(asio::bind_executor(context, [&](std::exception_ptr, std::optional<User>) {
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
    client.table<User>().get("u#1", "home").async(asio::bind_cancellation_slot(
        signal.slot(), [&](std::exception_ptr exception, std::optional<User>) { outcome = exception; }));
    signal.emit(asio::cancellation_type::terminal);
    context.run();
    EXPECT_THROW(std::rethrow_exception(outcome), CancelledException);
}

}  // namespace
}  // namespace dynoxx::tests
