#include <dynoxx/time_to_live.hpp>

#include <gtest/gtest.h>

namespace dynoxx {
namespace {

using namespace std::chrono_literals;
using Moment = std::chrono::system_clock::time_point;

std::optional<TimeToLive> read(AttributeValue value) {
    ReadContext in;
    TimeToLive time;
    Converter<TimeToLive>::read(value, time, in);
    return in.failed() ? std::nullopt : std::optional(time);
}

TEST(TimeToLive, is_stored_in_whole_seconds) {
    WriteContext out;
    const TimeToLive time = TimeToLive::at(Moment(1'900'000'000'999ms));
    EXPECT_EQ(Converter<TimeToLive>::write(time, out), AttributeValue(Number("1900000000")));
    EXPECT_EQ(read(Number("1900000000")), time);
    EXPECT_EQ(read(Number("1900000000.75")), time);
    EXPECT_EQ(read(Number("1.9E9")), time);
}

TEST(TimeToLive, refuses_what_is_no_time) {
    EXPECT_FALSE(read("2030-01-01"));
    EXPECT_FALSE(read(Number("1e30")));
    EXPECT_FALSE(read(Number("soon")));
}

TEST(TimeToLive, knows_what_is_left) {
    const Moment now(1'000'000s);
    const TimeToLive time = TimeToLive::in(10s, now);
    EXPECT_FALSE(time.is_expired(now + 9s));
    EXPECT_TRUE(time.is_expired(now + 10s));
    EXPECT_EQ(time.remaining(now + 500ms), 10s);
    EXPECT_EQ(time.remaining(now + 11s), 0s);
    EXPECT_LT(time, TimeToLive::in(11s, now));
}

}  // namespace
}  // namespace dynoxx
