#include "http/connection_limits.hpp"

#include "support/fake_driver.hpp"
#include "support/fake_machine.hpp"

#include <gtest/gtest.h>

#include <optional>

namespace dynoxx::http {
namespace {

using namespace std::chrono_literals;
using Place = ConnectionLimits::Place;
using Entered = Outcome<Place>;
using Running = std::shared_ptr<test::Running<Entered>>;

class Limits : public ::testing::Test {
 protected:
    Running enter(test::FakeDriver& driver, const std::string& key = "a", std::size_t limit = 2) {
        const runtime::Context context(state_, driver, system_, clock_.steady_now() + 1s);
        return driver.launch(limits_.enter(context, key, limit));
    }

    test::ManualClock clock_;
    runtime::System system_{&clock_, nullptr, nullptr, nullptr};
    runtime::State state_{boost::asio::any_io_executor(), system_};
    test::FakeDriver driver_{clock_};
    ConnectionLimits limits_{state_};
};

TEST_F(Limits, admit_callers_up_to_the_limit_of_each_key) {
    const Running first = enter(driver_);
    const Running second = enter(driver_);
    const Running third = enter(driver_);
    EXPECT_TRUE(first->finished());
    EXPECT_TRUE(second->finished());
    EXPECT_FALSE(third->finished());
    EXPECT_TRUE(enter(driver_, "b")->finished());
    first->value.reset();
    driver_.pump();
    EXPECT_TRUE(third->finished());
}

TEST_F(Limits, admit_first_who_has_waited_longest) {
    test::FakeDriver other(clock_);
    const Running holder = enter(driver_, "a", 1);
    const Running second = enter(other, "a", 1);
    const Running third = enter(driver_, "a", 1);
    holder->value.reset();
    driver_.pump();
    EXPECT_FALSE(third->finished());
    other.pump();
    ASSERT_TRUE(second->finished());
    second->value.reset();
    driver_.pump();
    EXPECT_TRUE(third->finished());
}

TEST_F(Limits, end_a_wait_at_the_deadline) {
    const Running holder = enter(driver_, "a", 1);
    const Running late = enter(driver_, "a", 1);
    driver_.finish();
    ASSERT_TRUE(late->finished());
    ASSERT_FALSE(*late->value);
    EXPECT_EQ(late->value->error().kind, FailureKind::AttemptTimeout);
    EXPECT_EQ(limits_.waiting_count(), 0U);
}

TEST_F(Limits, end_a_wait_that_is_cancelled) {
    test::FakeDriver other(clock_);
    const Running holder = enter(driver_, "a", 1);
    const Running given_up = enter(other, "a", 1);
    const Running third = enter(driver_, "a", 1);
    other.cancel();
    other.pump();
    ASSERT_TRUE(given_up->finished());
    ASSERT_FALSE(*given_up->value);
    EXPECT_EQ(given_up->value->error().kind, FailureKind::Cancelled);
    holder->value.reset();
    driver_.pump();
    EXPECT_TRUE(third->finished()) << "the line goes on behind one that gave up";
}

TEST_F(Limits, forget_a_key_that_nobody_uses) {
    enter(driver_, "a", 1)->value.reset();
    EXPECT_TRUE(enter(driver_, "a", 1)->finished());
    EXPECT_EQ(limits_.waiting_count(), 0U);
}

}  // namespace
}  // namespace dynoxx::http
