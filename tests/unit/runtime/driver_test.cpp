#include "runtime/driver.hpp"

#include <dynoxx/runtime.hpp>

#include "runtime/launch.hpp"
#include "runtime/parallel.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include <array>
#include <thread>

namespace dynoxx::runtime {
namespace {

using namespace std::chrono_literals;

class SocketPair {
 public:
    SocketPair() { EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()), 0); }
    ~SocketPair() {
        ::close(ends[0]);
        ::close(ends[1]);
    }
    void write() const { EXPECT_EQ(::write(ends[1], "x", 1), 1); }

    std::array<int, 2> ends{};
};

task<WaitOutcome> read_ready(Context context, int descriptor) {
    const auto attachment = context.driver().attach(descriptor);
    std::array<Interest, 1> interests{Interest(*attachment, Readiness::Read)};
    co_return co_await context.ready(interests);
}

task<WaitOutcome> sleep(Context context, std::chrono::milliseconds duration) {
    co_return co_await context.sleep(duration);
}

/// Every case runs on both drivers: a flow must not be able to tell them apart.
class Drivers : public ::testing::TestWithParam<bool> {
 protected:
    template <class T>
    T run(Flow<T> flow) {
        if (GetParam()) {
            return run_blocking(state_, flow);
        }
        return boost::asio::async_initiate<const boost::asio::use_future_t<>, void(std::exception_ptr, T)>(
                   [this, flow](auto handler) { run_async<T>(state_, flow, std::move(handler)); },
                   boost::asio::use_future)
            .get();
    }

    std::shared_ptr<State> state_ = Runtime().state();
};

INSTANTIATE_TEST_SUITE_P(Both, Drivers, ::testing::Bool(),
                         [](const auto& tested) { return tested.param ? "blocking" : "asynchronous"; });

TEST_P(Drivers, end_a_wait_when_the_descriptor_is_ready) {
    const SocketPair pair;
    pair.write();
    EXPECT_EQ(run<WaitOutcome>([&](Context context) { return read_ready(context, pair.ends[0]); }), WaitOutcome::Ready);
}

TEST_P(Drivers, end_a_wait_when_its_deadline_is_reached) {
    const SocketPair pair;
    EXPECT_EQ(run<WaitOutcome>([&](Context context) { return read_ready(context.within(1ms), pair.ends[0]); }),
              WaitOutcome::TimedOut);
}

TEST_P(Drivers, end_a_sleep_early_only_by_the_deadline_of_the_call) {
    EXPECT_EQ(run<WaitOutcome>([](Context context) { return sleep(context, 1ms); }), WaitOutcome::Ready);
    EXPECT_EQ(run<WaitOutcome>([](Context context) { return sleep(context.within(1ms), 1h); }), WaitOutcome::TimedOut);
}

TEST_P(Drivers, end_every_wait_when_the_call_is_cancelled) {
    const SocketPair pair;
    const Flow<WaitOutcome> flow = [&](Context context) {
        context.driver().cancel();
        return read_ready(context, pair.ends[0]);
    };
    EXPECT_EQ(run<WaitOutcome>(flow), WaitOutcome::Cancelled);
}

task<WaitOutcome> wait_for(Context context, std::shared_ptr<Waker> waker) {
    co_return co_await context.woken(*waker);
}

TEST_P(Drivers, end_a_wait_when_another_thread_wakes_it) {
    std::thread other;
    const Flow<WaitOutcome> flow = [&other](Context context) {
        std::shared_ptr<Waker> waker = context.driver().make_waker();
        other = std::thread([waker] { waker->wake(); });
        return wait_for(context, std::move(waker));
    };
    EXPECT_EQ(run<WaitOutcome>(flow), WaitOutcome::Ready);
    other.join();
}

task<void> write_later(Context context, const SocketPair& pair) {
    co_await context.sleep(1ms);
    pair.write();
}

task<void> read_once(Context context, const SocketPair& pair, WaitOutcome& outcome) {
    outcome = co_await read_ready(context, pair.ends[0]);
}

task<WaitOutcome> read_while_writing(Context context, const SocketPair& pair) {
    WaitOutcome outcome = WaitOutcome::Cancelled;
    std::vector<task<void>> parts;
    parts.push_back(read_once(context, pair, outcome));
    parts.push_back(write_later(context, pair));
    co_await in_parallel(std::move(parts), 2);
    co_return outcome;
}

TEST_P(Drivers, run_parallel_parts_of_one_call) {
    const SocketPair pair;
    EXPECT_EQ(run<WaitOutcome>([&](Context context) { return read_while_writing(context, pair); }), WaitOutcome::Ready);
}

}  // namespace
}  // namespace dynoxx::runtime
