#include <dynoxx/runtime.hpp>

#include "runtime/launch.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <gtest/gtest.h>

#include <filesystem>
#include <future>
#include <thread>

namespace dynoxx::runtime {
namespace {

using namespace std::chrono_literals;

std::size_t thread_count() {
    const std::filesystem::directory_iterator tasks("/proc/self/task");
    return static_cast<std::size_t>(std::distance(begin(tasks), end(tasks)));
}

task<int> answer(Context) {
    co_return 42;
}

task<int> sleep_for_ever(Context context) {
    const WaitOutcome outcome = co_await context.sleep(24h);
    co_return static_cast<int>(outcome);
}

task<int> block_inside(Context context) {
    co_return run_blocking<int>(context.state().shared_from_this(), answer);
}

std::future<int> start(const std::shared_ptr<State>& state, Flow<int> flow) {
    return boost::asio::async_initiate<const boost::asio::use_future_t<>, void(std::exception_ptr, int)>(
        [state, flow](auto handler) { run_async<int>(state, flow, std::move(handler)); }, boost::asio::use_future);
}

TEST(Runtime, is_one_per_process) {
    EXPECT_EQ(Runtime::global().state(), Runtime::global().state());
    EXPECT_NE(Runtime::global().state(), Runtime().state());
}

TEST(Runtime, starts_no_thread_for_blocking_calls_and_one_for_asynchronous_ones) {
    const std::size_t before = thread_count();
    Runtime runtime;
    EXPECT_EQ(run_blocking<int>(runtime.state(), answer), 42);
    EXPECT_EQ(thread_count(), before);
    EXPECT_EQ(start(runtime.state(), answer).get(), 42);
    EXPECT_EQ(start(runtime.state(), answer).get(), 42);
    EXPECT_EQ(thread_count(), before + 1);
    runtime.close();
    EXPECT_EQ(thread_count(), before);
}

TEST(Runtime, runs_on_the_users_executor_without_a_thread) {
    const std::size_t before = thread_count();
    boost::asio::io_context context;
    const Runtime runtime(context);
    auto result = start(runtime.state(), answer);
    context.run();
    EXPECT_EQ(result.get(), 42);
    EXPECT_EQ(thread_count(), before);
}

TEST(Runtime, lets_the_users_context_run_out_of_work_after_a_wait) {
    boost::asio::io_context context;
    const Runtime runtime(context);
    const Flow<int> nap = [](Context call) { return sleep_for_ever(call.within(1ms)); };
    auto result = start(runtime.state(), nap);
    context.run();
    EXPECT_EQ(result.get(), static_cast<int>(WaitOutcome::TimedOut));
}

task<int> be_cancelled(Context context) {
    context.driver().cancel();
    return sleep_for_ever(context.within(1h));
}

TEST(Runtime, lets_the_users_context_run_out_of_work_after_a_cancelled_wait) {
    boost::asio::io_context context;
    const Runtime runtime(context);
    auto result = start(runtime.state(), be_cancelled);
    context.run();  // would last an hour
    EXPECT_EQ(result.get(), static_cast<int>(WaitOutcome::Cancelled));
}

task<int> wait_for_thread(Context context, std::thread& other) {
    const std::shared_ptr<Waker> waker = context.driver().make_waker();
    other = std::thread([waker] { waker->wake(); });
    const WaitOutcome outcome = co_await context.woken(*waker);
    co_return static_cast<int>(outcome);
}

TEST(Runtime, keeps_the_users_context_busy_while_a_call_waits_for_another_thread) {
    boost::asio::io_context context;
    const Runtime runtime(context);
    std::thread other;
    auto result = start(runtime.state(), [&other](Context call) { return wait_for_thread(call, other); });
    context.run();
    ASSERT_EQ(result.wait_for(0s), std::future_status::ready);
    EXPECT_EQ(result.get(), static_cast<int>(WaitOutcome::Ready));
    other.join();
}

TEST(Runtime, starts_no_thread_for_a_call_after_its_end) {
    const std::size_t before = thread_count();
    Runtime runtime;
    runtime.close();
    EXPECT_THROW(start(runtime.state(), answer).get(), ConnectionException);
    EXPECT_EQ(thread_count(), before);
}

TEST(Runtime, refuses_to_block_its_own_thread) {
    Runtime runtime;
    EXPECT_THROW(start(runtime.state(), block_inside).get(), LocalException);
}

TEST(Runtime, cancels_what_is_still_in_progress_when_it_closes) {
    Runtime runtime;
    auto result = start(runtime.state(), sleep_for_ever);
    runtime.close(1ms);
    EXPECT_EQ(result.get(), static_cast<int>(WaitOutcome::Cancelled));
    EXPECT_THROW(run_blocking<int>(runtime.state(), answer), ConnectionException);
}

TEST(Runtime, cancels_a_blocking_call_of_another_thread_when_it_closes) {
    Runtime runtime;
    std::promise<void> started;
    auto result = std::async(std::launch::async, [&] {
        const Flow<int> flow = [&started](Context context) {
            started.set_value();
            return sleep_for_ever(context);
        };
        return run_blocking<int>(runtime.state(), flow);
    });
    started.get_future().wait();
    runtime.close(1ms);
    EXPECT_EQ(result.get(), static_cast<int>(WaitOutcome::Cancelled));
}

TEST(Runtime, closes_twice_without_harm) {
    Runtime runtime;
    runtime.close();
    runtime.close();
}

}  // namespace
}  // namespace dynoxx::runtime
