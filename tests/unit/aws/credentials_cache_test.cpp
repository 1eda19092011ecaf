#include "aws/credentials_cache.hpp"

#include "runtime/launch.hpp"
#include "support/fake_machine.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <deque>
#include <latch>
#include <stdexcept>
#include <thread>

namespace dynoxx::aws {
namespace {

using namespace std::chrono_literals;
using runtime::Context;
using runtime::task;
using runtime::WaitOutcome;
using test::FakeDriver;

SharedCredentials make(const std::string& key_id, std::optional<runtime::SystemTime> expiration = std::nullopt) {
    auto made = std::make_shared<Credentials>();
    made->access_key_id = key_id;
    made->expiration = expiration;
    made->source = "fake";
    return made;
}

/// Gives what it is told to, in order, after a time that it is told to take; then counts on by itself.
class FakeProvider final : public CredentialsProvider {
 public:
    using Step = std::function<SharedCredentials()>;

    [[nodiscard]] task<SharedCredentials> load(Context context) override {
        ++loads;
        before();
        Step step = [number = loads.load()] { return make("AKID" + std::to_string(number)); };
        if (!steps.empty()) {
            step = steps.front();
            steps.pop_front();
        }
        return give(context, step, takes);
    }
    [[nodiscard]] std::string describe() const override { return "a fake source"; }

    std::atomic<int> loads = 0;
    std::deque<Step> steps;
    std::chrono::milliseconds takes{0};
    std::function<void()> before = [] {};

 private:
    static task<SharedCredentials> give(Context context, Step step, std::chrono::milliseconds takes) {
        if (takes.count() > 0) {
            const WaitOutcome outcome = co_await context.sleep(takes);
            if (outcome != WaitOutcome::Ready) {
                throw_error(outcome == WaitOutcome::Cancelled ? Error(ErrorCode::Cancelled, "cancelled")
                                                              : Error(ErrorCode::TimedOut, "timed out"));
            }
        }
        co_return step();
    }
};

FakeProvider::Step fails(ErrorCode code) {
    return [code]() -> SharedCredentials { throw_error(Error(code, "the source failed")); };
}

class CredentialsCaching : public ::testing::Test {
 protected:
    using Got = std::shared_ptr<test::Running<SharedCredentials>>;

    /// Makes the next load give credentials that live so long from then on.
    void give(const std::string& key_id, std::chrono::seconds lifetime) {
        provider->steps.push_back(
            [this, key_id, lifetime] { return make(key_id, machine.clock.system_now() + lifetime); });
    }

    void give_strict(const std::string& key_id, std::chrono::seconds lifetime) {
        provider->steps.push_back([this, key_id, lifetime] {
            auto made = std::make_shared<Credentials>(*make(key_id, machine.clock.system_now() + lifetime));
            made->refresh = RefreshRule::Strict;
            return made;
        });
    }

    std::string get() {
        FakeDriver driver(machine.clock);
        return driver.run(cache.get(machine.context(driver)))->access_key_id;
    }

    Error get_error() {
        try {
            static_cast<void>(get());
        } catch (const Exception& exception) {
            return exception.error();
        }
        return Error();
    }

    Got launch(FakeDriver& driver) { return driver.launch(cache.get(machine.context(driver))); }

    test::FakeMachine machine;
    std::shared_ptr<FakeProvider> provider = std::make_shared<FakeProvider>();
    CredentialsCache cache{machine.system, provider};
};

TEST_F(CredentialsCaching, loads_once_what_does_not_expire) {
    EXPECT_EQ(get(), "AKID1");
    machine.clock.advance(24h * 365);
    EXPECT_EQ(get(), "AKID1");
    EXPECT_EQ(provider->loads, 1);
}

TEST_F(CredentialsCaching, gives_without_waiting_only_what_needs_no_refresh) {
    give("AKID1", 15min);
    EXPECT_EQ(cache.current(), nullptr);
    get();
    EXPECT_EQ(cache.current()->access_key_id, "AKID1");
    machine.clock.advance(10min);
    EXPECT_EQ(cache.current(), nullptr);
    EXPECT_EQ(provider->loads, 1);
}

TEST_F(CredentialsCaching, loads_once_for_a_thousand_calls_at_first_use) {
    provider->takes = 50ms;
    FakeDriver driver(machine.clock);
    std::vector<Got> all;
    for (int i = 0; i < 1000; ++i) {
        all.push_back(launch(driver));
    }
    driver.finish();
    for (const Got& one : all) {
        EXPECT_EQ(one->get()->access_key_id, "AKID1");
    }
    EXPECT_EQ(provider->loads, 1);
}

TEST_F(CredentialsCaching, loads_once_for_a_thousand_calls_at_expiry) {
    give("old", 1h);
    EXPECT_EQ(get(), "old");
    machine.clock.advance(1h);
    give("new", 1h);
    provider->takes = 50ms;
    FakeDriver driver(machine.clock);
    std::vector<Got> all;
    for (int i = 0; i < 1000; ++i) {
        all.push_back(launch(driver));
    }
    driver.finish();
    for (const Got& one : all) {
        EXPECT_EQ(one->get()->access_key_id, "new");
    }
    EXPECT_EQ(provider->loads, 2);
}

TEST_F(CredentialsCaching, refuses_what_no_header_can_carry) {
    for (const char* key_id : {"AKID\r\nX-Evil: 1", "AKID 1", "AKID\n", "AK\x7f", "AK\xC3\xBC"}) {
        provider->steps.push_back([key_id] { return make(key_id); });
        const Error error = get_error();
        EXPECT_EQ(error.code(), ErrorCode::InvalidCredentials) << key_id;
        EXPECT_EQ(error.what().find("AK"), std::string::npos) << error.what();
    }
}

TEST_F(CredentialsCaching, loads_once_for_64_threads) {
    constexpr int count = 64;
    const std::shared_ptr<runtime::State> state(&machine.state, [](auto*) {});
    for (int round = 1; round <= 3; ++round) {
        give("round" + std::to_string(round), 1h);
        std::latch ready(count);
        provider->before = [&ready] { ready.wait(); };
        std::vector<std::thread> threads;
        std::atomic<int> right = 0;
        for (int i = 0; i < count; ++i) {
            threads.emplace_back([&, round] {
                ready.count_down();
                const auto got = runtime::run_blocking<SharedCredentials>(
                    state, [this](Context context) { return cache.get(context); });
                right += got->access_key_id == "round" + std::to_string(round) ? 1 : 0;
            });
        }
        for (std::thread& thread : threads) {
            thread.join();
        }
        EXPECT_EQ(right, count);
        EXPECT_EQ(provider->loads, round);
        machine.clock.advance(1h);
    }
}

TEST_F(CredentialsCaching, lets_the_others_go_on_in_the_advisory_window) {
    give("old", 1h);
    EXPECT_EQ(get(), "old");
    machine.clock.advance(44min);
    EXPECT_EQ(get(), "old");
    EXPECT_EQ(provider->loads, 1);
    machine.clock.advance(1min);
    give("new", 1h);
    provider->takes = 50ms;
    FakeDriver leading(machine.clock);
    const Got leader = launch(leading);
    EXPECT_EQ(get(), "old");
    EXPECT_FALSE(leader->finished());
    leading.finish();
    EXPECT_EQ(leader->get()->access_key_id, "new");
    EXPECT_EQ(get(), "new");
    EXPECT_EQ(provider->loads, 2);
}

TEST_F(CredentialsCaching, lets_everybody_wait_in_the_mandatory_window) {
    give("old", 1h);
    EXPECT_EQ(get(), "old");
    machine.clock.advance(59min);
    give("new", 1h);
    provider->takes = 50ms;
    FakeDriver leading(machine.clock);
    const Got leader = launch(leading);
    FakeDriver waiting(machine.clock);
    const Got waiter = launch(waiting);
    waiting.pump();
    EXPECT_FALSE(waiter->finished());
    leading.finish();
    waiting.pump();
    EXPECT_EQ(waiter->get()->access_key_id, "new");
    EXPECT_EQ(provider->loads, 2);
}

TEST_F(CredentialsCaching, has_advisory_windows_that_fit_the_lifetime) {
    const struct {
        std::chrono::seconds lifetime;
        std::chrono::seconds window;
    } cases[] = {{15min, 5min}, {20min, 5min}, {21min, 15min}, {89min, 15min}, {90min, 60min}, {12h, 60min}};
    for (const auto& one : cases) {
        CredentialsCache fresh(machine.system, provider);
        const auto load = [&] {
            FakeDriver driver(machine.clock);
            static_cast<void>(driver.run(fresh.get(machine.context(driver))));
            return provider->loads.load();
        };
        give("old", one.lifetime);
        const int before = load();
        machine.clock.advance(one.lifetime - one.window - 1s);
        EXPECT_EQ(load(), before) << one.lifetime.count();
        machine.clock.advance(1s);
        EXPECT_EQ(load(), before + 1) << one.lifetime.count();
    }
}

TEST_F(CredentialsCaching, keeps_what_is_there_when_a_refresh_fails_and_waits) {
    give("old", 1h);
    EXPECT_EQ(get(), "old");
    machine.clock.advance(50min);
    provider->steps.push_back(fails(ErrorCode::CredentialsSourceFailed));
    EXPECT_EQ(get(), "old");
    EXPECT_EQ(provider->loads, 2);
    machine.clock.advance(449s);  // 300 s to 600 s, by the jitter
    EXPECT_EQ(get(), "old");
    EXPECT_EQ(provider->loads, 2);
    machine.clock.advance(1s);
    give("new", 1h);
    EXPECT_EQ(get(), "new");
    EXPECT_EQ(provider->loads, 3);
}

TEST_F(CredentialsCaching, keeps_even_an_expired_set_when_a_refresh_fails) {
    give("old", 1h);
    EXPECT_EQ(get(), "old");
    machine.clock.advance(2h);
    provider->steps.push_back(fails(ErrorCode::CredentialsSourceFailed));
    EXPECT_EQ(get(), "old");
    EXPECT_EQ(get(), "old");
    EXPECT_EQ(provider->loads, 2);
}

TEST_F(CredentialsCaching, keeps_an_error_that_will_not_go_away_for_a_few_seconds) {
    provider->steps.push_back(fails(ErrorCode::InvalidOption));
    EXPECT_EQ(get_error().code(), ErrorCode::InvalidOption);
    machine.clock.advance(2999ms);  // 1 s to 5 s, by the jitter
    EXPECT_EQ(get_error().code(), ErrorCode::InvalidOption);
    EXPECT_EQ(provider->loads, 1);
    machine.clock.advance(1ms);
    EXPECT_EQ(get(), "AKID2");
}

TEST_F(CredentialsCaching, raises_an_error_that_will_not_go_away_although_the_old_set_is_valid) {
    give("old", 1h);
    EXPECT_EQ(get(), "old");
    machine.clock.advance(50min);
    provider->steps.push_back(fails(ErrorCode::InvalidCredentials));
    EXPECT_EQ(get_error().code(), ErrorCode::InvalidCredentials);
    machine.clock.advance(5s);
    give("new", 1h);
    EXPECT_EQ(get(), "new");  // no pause was begun
}

TEST_F(CredentialsCaching, refreshes_a_strict_set_in_its_last_ten_seconds_only) {
    give_strict("old", 1h);
    EXPECT_EQ(get(), "old");
    machine.clock.advance(1h - 11s);
    EXPECT_EQ(get(), "old");
    EXPECT_EQ(provider->loads, 1);
    machine.clock.advance(1s);
    give_strict("new", 1h);
    EXPECT_EQ(get(), "new");
}

TEST_F(CredentialsCaching, has_no_use_for_a_strict_set_whose_refresh_fails) {
    give_strict("old", 1h);
    EXPECT_EQ(get(), "old");
    machine.clock.advance(1h);
    for (int i = 0; i < 2; ++i) {
        provider->steps.push_back(fails(ErrorCode::CredentialsSourceFailed));
        EXPECT_EQ(get_error().code(), ErrorCode::CredentialsSourceFailed);
    }
    EXPECT_EQ(provider->loads, 3);
    give_strict("new", 1h);
    EXPECT_EQ(get(), "new");
}

TEST_F(CredentialsCaching, lets_nobody_wait_in_the_advisory_window_where_an_io_thread_runs) {
    const auto state = std::make_shared<runtime::State>(boost::asio::any_io_executor(), machine.system);
    static_cast<void>(state->executor());  // starts the thread
    const auto shared = std::make_shared<CredentialsCache>(machine.system, provider);
    const auto get_there = [&] {
        return runtime::run_blocking<SharedCredentials>(state, [&](Context context) { return shared->get(context); })
            ->access_key_id;
    };
    give("old", 1h);
    EXPECT_EQ(get_there(), "old");
    machine.clock.advance(50min);
    give("new", 1h);
    std::latch asked(1);
    std::latch go_on(1);
    provider->before = [&] {
        asked.count_down();
        go_on.wait();
    };
    EXPECT_EQ(get_there(), "old");
    asked.wait();
    EXPECT_EQ(get_there(), "old");
    go_on.count_down();
    state->close(10s);  // waits until the refresh, which waits for nothing any more, has landed
    EXPECT_EQ(shared->current()->access_key_id, "new");
    EXPECT_EQ(provider->loads, 2);
}

TEST_F(CredentialsCaching, lets_no_refresh_beside_the_calls_delay_the_close_of_the_runtime) {
    const auto state = std::make_shared<runtime::State>(boost::asio::any_io_executor(), machine.system);
    static_cast<void>(state->executor());  // starts the thread
    const auto shared = std::make_shared<CredentialsCache>(machine.system, provider);
    const auto get_there = [&] {
        return runtime::run_blocking<SharedCredentials>(state, [&](Context context) { return shared->get(context); })
            ->access_key_id;
    };
    give("old", 1h);
    EXPECT_EQ(get_there(), "old");
    machine.clock.advance(50min);
    provider->takes = 1h;
    std::latch asked(1);
    provider->before = [&] { asked.count_down(); };
    EXPECT_EQ(get_there(), "old");
    asked.wait();
    const auto begin = std::chrono::steady_clock::now();
    state->close(10s);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 5s);
}

TEST_F(CredentialsCaching, asks_a_source_that_gives_what_is_near_its_end_again_after_a_pause) {
    give("same", 4min);
    EXPECT_EQ(get(), "same");
    EXPECT_EQ(get(), "same");
    EXPECT_EQ(cache.current()->access_key_id, "same");
    machine.clock.advance(29s);
    EXPECT_EQ(get(), "same");
    EXPECT_EQ(provider->loads, 1);
    machine.clock.advance(1s);
    give("new", 1h);
    EXPECT_EQ(get(), "new");
}

TEST_F(CredentialsCaching, pauses_no_longer_than_what_is_near_its_end_lives) {
    for (const bool is_strict : {false, true}) {
        CredentialsCache fresh(machine.system, provider);
        const auto load = [&] {
            FakeDriver driver(machine.clock);
            static_cast<void>(driver.run(fresh.get(machine.context(driver))));
            return provider->loads.load();
        };
        is_strict ? give_strict("same", 8s) : give("same", 8s);
        const int before = load();
        machine.clock.advance(7s);
        EXPECT_EQ(load(), before) << is_strict;
        machine.clock.advance(1s);
        give("new", 1h);
        EXPECT_EQ(load(), before + 1) << is_strict;
    }
}

TEST_F(CredentialsCaching, pauses_by_the_steady_clock) {
    give("old", 1h);
    EXPECT_EQ(get(), "old");
    machine.clock.advance(50min);
    provider->steps.push_back(fails(ErrorCode::CredentialsSourceFailed));
    EXPECT_EQ(get(), "old");
    machine.clock.set_back(-8min);  // more than the pause of 450 s
    EXPECT_EQ(get(), "old");
    EXPECT_EQ(provider->loads, 2);
    machine.clock.set_back(16min);
    machine.clock.advance(450s);
    give("new", 1h);
    EXPECT_EQ(get(), "new");
}

TEST_F(CredentialsCaching, keeps_an_error_that_will_not_go_away_by_the_steady_clock) {
    provider->steps.push_back(fails(ErrorCode::InvalidOption));
    EXPECT_EQ(get_error().code(), ErrorCode::InvalidOption);
    machine.clock.set_back(1h);
    machine.clock.advance(3s);
    EXPECT_EQ(get(), "AKID2");
}

TEST_F(CredentialsCaching, takes_the_flight_from_a_leader_that_nobody_runs_any_more) {
    provider->takes = 50ms;
    FakeDriver stopped(machine.clock);
    const Got leader = launch(stopped);
    FakeDriver waiting(machine.clock);
    const Got first = launch(waiting);
    const Got second = launch(waiting);
    waiting.finish();
    EXPECT_EQ(first->get()->access_key_id, "AKID2");
    EXPECT_EQ(second->get()->access_key_id, "AKID2");
    EXPECT_THAT(waiting.sleeps(), ::testing::ElementsAre(23s, 50ms));
    EXPECT_FALSE(leader->finished());
    stopped.finish();
    EXPECT_EQ(leader->get()->access_key_id, "AKID1") << "late, and for itself alone";
    EXPECT_EQ(get(), "AKID2");
}

TEST_F(CredentialsCaching, refreshes_in_the_advisory_window_although_nobody_runs_a_leader_any_more) {
    give("old", 1h);
    EXPECT_EQ(get(), "old");
    machine.clock.advance(50min);
    provider->takes = 50ms;
    FakeDriver stopped(machine.clock);
    const Got leader = launch(stopped);
    machine.clock.advance(22s);
    EXPECT_EQ(get(), "old");
    machine.clock.advance(1s);
    give("new", 1h);
    EXPECT_EQ(get(), "new");
    stopped.finish();
    EXPECT_EQ(get(), "new");
}

TEST_F(CredentialsCaching, gives_a_failure_to_all_who_waited_for_it) {
    provider->takes = 50ms;
    provider->steps.push_back(fails(ErrorCode::CredentialsSourceFailed));
    FakeDriver driver(machine.clock);
    std::vector<Got> all;
    for (int i = 0; i < 100; ++i) {
        all.push_back(launch(driver));
    }
    driver.finish();
    for (const Got& one : all) {
        EXPECT_THROW(static_cast<void>(one->get()), CredentialsException);
    }
    EXPECT_EQ(provider->loads, 1);
    EXPECT_EQ(get(), "AKID2");
}

TEST_F(CredentialsCaching, hands_a_cancelled_flight_to_the_next_waiter) {
    provider->takes = 50ms;
    FakeDriver leading(machine.clock);
    const Got leader = launch(leading);
    FakeDriver second_driver(machine.clock);
    const Got second = launch(second_driver);
    FakeDriver third_driver(machine.clock);
    const Got third = launch(third_driver);
    leading.cancel();
    leading.pump();
    EXPECT_THROW(static_cast<void>(leader->get()), CancelledException);
    second_driver.pump();
    third_driver.pump();
    EXPECT_FALSE(second->finished());
    EXPECT_FALSE(third->finished());
    second_driver.finish();
    third_driver.pump();
    EXPECT_EQ(second->get()->access_key_id, "AKID2");
    EXPECT_EQ(third->get()->access_key_id, "AKID2");
    EXPECT_EQ(provider->loads, 2);
}

TEST_F(CredentialsCaching, hands_the_flight_of_a_leader_without_time_to_the_next_waiter) {
    provider->takes = 50ms;
    FakeDriver leading(machine.clock);
    const Got leader = leading.launch(cache.get(machine.context(leading).within(10ms)));
    FakeDriver waiting(machine.clock);
    const Got waiter = launch(waiting);
    leading.finish();
    EXPECT_THROW(static_cast<void>(leader->get()), TimeoutException);
    waiting.finish();
    EXPECT_EQ(waiter->get()->access_key_id, "AKID2");
    EXPECT_EQ(provider->loads, 2);
}

TEST_F(CredentialsCaching, lets_a_cancelled_leader_go_on_with_what_is_still_valid) {
    give("old", 1h);
    EXPECT_EQ(get(), "old");
    machine.clock.advance(50min);
    provider->takes = 50ms;
    FakeDriver leading(machine.clock);
    const Got leader = launch(leading);
    leading.cancel();
    leading.pump();
    EXPECT_EQ(leader->get()->access_key_id, "old");
    give("new", 1h);
    EXPECT_EQ(get(), "new");  // the cancellation was no failure of the source
}

TEST_F(CredentialsCaching, ends_a_flight_that_takes_too_long_for_everybody) {
    provider->takes = 1h;
    FakeDriver driver(machine.clock);
    const Got leader = launch(driver);
    const Got waiter = launch(driver);
    driver.finish();
    EXPECT_THROW(static_cast<void>(leader->get()), TimeoutException);
    EXPECT_THROW(static_cast<void>(waiter->get()), TimeoutException);
    EXPECT_EQ(provider->loads, 1);
    EXPECT_THAT(driver.sleeps(), ::testing::ElementsAre(22s));
}

TEST_F(CredentialsCaching, lets_a_waiter_leave_without_disturbing_the_flight) {
    provider->takes = 50ms;
    FakeDriver leading(machine.clock);
    const Got leader = launch(leading);
    FakeDriver cancelled(machine.clock);
    const Got first = launch(cancelled);
    cancelled.cancel();
    cancelled.pump();
    EXPECT_THROW(static_cast<void>(first->get()), CancelledException);
    FakeDriver late(machine.clock);
    const Got second = late.launch(cache.get(machine.context(late).within(10ms)));
    late.finish();
    EXPECT_THROW(static_cast<void>(second->get()), TimeoutException);
    leading.finish();
    EXPECT_EQ(leader->get()->access_key_id, "AKID1");
}

TEST_F(CredentialsCaching, refreshes_after_a_service_refused_what_it_holds) {
    give("old", 1h);
    EXPECT_EQ(get(), "old");
    cache.invalidate("another");
    EXPECT_EQ(get(), "old");
    cache.invalidate("old");
    give("new", 1h);
    EXPECT_EQ(get(), "new");
    cache.invalidate("old");  // a call that was under way for long
    EXPECT_EQ(get(), "new");
    EXPECT_EQ(provider->loads, 2);
}

TEST_F(CredentialsCaching, does_not_hit_a_failing_source_because_of_refusals) {
    give("old", 1h);
    EXPECT_EQ(get(), "old");
    for (int i = 0; i < 10; ++i) {
        cache.invalidate("old");
        provider->steps.push_back(fails(ErrorCode::CredentialsSourceFailed));
        EXPECT_EQ(get(), "old");
    }
    EXPECT_EQ(provider->loads, 2);
}

TEST_F(CredentialsCaching, keeps_what_cannot_be_refreshed_when_it_is_refused) {
    EXPECT_EQ(get(), "AKID1");
    cache.invalidate("AKID1");
    EXPECT_EQ(get(), "AKID1");
}

TEST_F(CredentialsCaching, says_where_it_looked_when_there_is_nothing) {
    provider->steps.push_back([] { return nullptr; });
    const Error error = get_error();
    EXPECT_EQ(error.code(), ErrorCode::NoCredentials);
    EXPECT_EQ(error.cause(), "looked at: a fake source");
}

TEST_F(CredentialsCaching, refuses_what_has_expired_already) {
    give("old", 0s);
    EXPECT_EQ(get_error().code(), ErrorCode::ExpiredCredentials);
}

TEST_F(CredentialsCaching, passes_on_what_a_provider_throws) {
    provider->steps.push_back([]() -> SharedCredentials { throw std::runtime_error("of the user's own"); });
    EXPECT_THROW(static_cast<void>(get()), std::runtime_error);
    provider->before = [] { throw std::logic_error("before there is a task"); };
    EXPECT_THROW(static_cast<void>(get()), std::logic_error);
    provider->before = [] {};
    EXPECT_EQ(get(), "AKID3");
}

}  // namespace
}  // namespace dynoxx::aws
