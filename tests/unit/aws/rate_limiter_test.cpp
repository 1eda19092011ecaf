#include "aws/rate_limiter.hpp"

#include <gtest/gtest.h>

namespace dynoxx::aws {
namespace {

TEST(RateLimiter, does_nothing_before_the_first_throttling) {
    RateLimiter limiter;
    for (int i = 0; i < 1000; ++i) {
        EXPECT_EQ(limiter.try_send(1), 0);
    }
}

TEST(RateLimiter, makes_attempts_wait_after_throttling) {
    RateLimiter limiter;
    limiter.update(true, 1);
    const double wait = limiter.try_send(1);
    EXPECT_GT(wait, 0);
    EXPECT_EQ(limiter.try_send(1), wait);
    EXPECT_EQ(limiter.try_send(1 + wait + 1e-9), 0);
    EXPECT_GT(limiter.try_send(1 + wait + 1e-9), 0);
}

TEST(RateLimiter, measures_from_the_first_attempt_on_whatever_the_clock_shows) {
    RateLimiter limiter;
    for (int i = 0; i < 8; ++i) {
        limiter.update(false, 1e6 + i * 0.25);
    }
    EXPECT_GT(limiter.measured_rate(), 3);
}

TEST(RateLimiter, never_falls_below_half_a_request_a_second) {
    RateLimiter limiter;
    for (int i = 1; i < 50; ++i) {
        limiter.update(true, i);
    }
    EXPECT_GE(limiter.fill_rate(), 0.5);
}

TEST(RateLimiter, survives_a_clock_that_stands_or_goes_back) {
    RateLimiter limiter;
    limiter.update(true, 5);
    EXPECT_GE(limiter.try_send(5), 0);
    EXPECT_GE(limiter.try_send(4), 0);
}

}  // namespace
}  // namespace dynoxx::aws
