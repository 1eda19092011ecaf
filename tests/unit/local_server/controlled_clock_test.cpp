#include "local/server/controlled_clock.hpp"

#include "support/manual_clock.hpp"

#include <gtest/gtest.h>

namespace dynoxx::local::server {
namespace {

using namespace std::chrono_literals;

class ControlledClockTest : public testing::Test {
 protected:
    test::ManualClock base{"20260131T070809Z"};
    ControlledClock clock{base};
    const runtime::SystemTime start = base.system_now();
    const runtime::SteadyTime steady_start = base.steady_now();
};

TEST_F(ControlledClockTest, follows_its_base_at_the_distance_that_it_was_moved) {
    EXPECT_EQ(clock.system_now(), start);
    clock.advance(10s);
    base.advance(1s);
    EXPECT_EQ(clock.system_now(), start + 11s);
    EXPECT_EQ(clock.steady_now(), steady_start + 11s);
    EXPECT_FALSE(clock.stands_still());
}

TEST_F(ControlledClockTest, stands_still_where_it_was_set_until_it_is_moved_or_released) {
    clock.set(start + 100s);
    base.advance(1s);
    EXPECT_TRUE(clock.stands_still());
    EXPECT_EQ(clock.system_now(), start + 100s);
    clock.advance(500ms);
    EXPECT_EQ(clock.system_now(), start + 100'500ms);
    clock.release();
    EXPECT_FALSE(clock.stands_still());
    EXPECT_EQ(clock.system_now(), start + 1s);
    base.advance(1s);
    EXPECT_EQ(clock.system_now(), start + 2s);
}

TEST_F(ControlledClockTest, lets_the_steady_time_never_go_back) {
    clock.set(start + 100s);
    EXPECT_EQ(clock.steady_now(), steady_start + 100s);
    clock.set(start - 100s);
    EXPECT_EQ(clock.steady_now(), steady_start + 100s);
    clock.advance(-50s);
    EXPECT_EQ(clock.system_now(), start - 150s);
    EXPECT_EQ(clock.steady_now(), steady_start + 100s);
    clock.release();
    EXPECT_EQ(clock.steady_now(), steady_start + 100s);
    base.advance(1s);
    EXPECT_EQ(clock.steady_now(), steady_start + 101s);
}

TEST(SkewedClock, is_ahead_as_long_as_it_is_told_to_be) {
    const test::ManualClock base;
    SkewedClock clock(base);
    clock.set_skew(-30s);
    EXPECT_EQ(clock.system_now(), base.system_now() - 30s);
    EXPECT_EQ(clock.steady_now(), base.steady_now());
    clock.set_skew(0s);
    EXPECT_EQ(clock.system_now(), base.system_now());
}

}  // namespace
}  // namespace dynoxx::local::server
