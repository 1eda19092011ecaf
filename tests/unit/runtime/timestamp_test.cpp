#include "runtime/timestamp.hpp"

#include <gtest/gtest.h>

namespace dynoxx::runtime {
namespace {

using namespace std::chrono_literals;

SystemTime at(std::chrono::nanoseconds since_epoch) {
    return SystemTime(since_epoch);
}

constexpr auto some_second = 1440938160s;  // 2015-08-30T12:36:00Z

TEST(BasicTimestamp, is_written_and_read) {
    EXPECT_EQ(format_basic_timestamp(at(some_second + 999ms)), "20150830T123600Z");
    EXPECT_EQ(parse_basic_timestamp("20150830T123600Z"), at(some_second));
    EXPECT_EQ(format_basic_timestamp(at(-1s)), "19691231T235959Z");
}

TEST(BasicTimestamp, refuses_what_is_no_time) {
    for (const std::string_view text :
         {"", "20150830T123600", "20150830T123600Zx", "20151330T123600Z", "20150229T123600Z", "20150830T243600Z",
          "20150830T126000Z", "20150830T123660Z", "2015083OT123600Z", "00010101T000000Z", "99990101T000000Z"}) {
        EXPECT_FALSE(parse_basic_timestamp(text)) << text;
    }
}

TEST(Iso8601, is_written_with_the_digits_that_are_needed) {
    EXPECT_EQ(format_iso8601(at(some_second)), "2015-08-30T12:36:00Z");
    EXPECT_EQ(format_iso8601(at(some_second + 5ms)), "2015-08-30T12:36:00.005Z");
    EXPECT_EQ(format_iso8601(at(some_second + 5us)), "2015-08-30T12:36:00.000005Z");
    EXPECT_EQ(format_iso8601(at(some_second + 5ns)), "2015-08-30T12:36:00.000000005Z");
}

TEST(Iso8601, reads_fractions_and_offsets) {
    EXPECT_EQ(parse_iso8601("2015-08-30T12:36:00Z"), at(some_second));
    EXPECT_EQ(parse_iso8601("2015-08-30T14:36:00+02:00"), at(some_second));
    EXPECT_EQ(parse_iso8601("2015-08-30T07:06:00-05:30"), at(some_second));
    EXPECT_EQ(parse_iso8601("2015-08-30T12:36:00.5Z"), at(some_second + 500ms));
    EXPECT_EQ(parse_iso8601("2015-08-30T12:36:00.123456789+00:00"), at(some_second + 123456789ns));
    EXPECT_EQ(parse_iso8601("2024-02-29T00:00:00Z"), at(1709164800s));
}

TEST(Iso8601, refuses_what_is_no_time) {
    for (const std::string_view text :
         {"2015-08-30T12:36:00", "2015-08-30 12:36:00Z", "2015-08-30T12:36:00.Z", "2015-08-30T12:36:00.1234567890Z",
          "2015-08-30T12:36:00+2:00", "2015-08-30T12:36:00+24:00", "2015-08-30T12:36:00+0200", "2023-02-29T00:00:00Z",
          "2015-8-30T12:36:00Z", "2015-08-30T12:36:00ZZ", "+015-08-30T12:36:00Z"}) {
        EXPECT_FALSE(parse_iso8601(text)) << text;
    }
}

TEST(HttpDate, is_written_and_read) {
    EXPECT_EQ(format_http_date(at(784111777s)), "Sun, 06 Nov 1994 08:49:37 GMT");
    EXPECT_EQ(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT"), at(784111777s));
}

TEST(HttpDate, refuses_what_is_no_time) {
    for (const std::string_view text :
         {"Sunday, 06-Nov-94 08:49:37 GMT", "Sun, 6 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 CET",
          "Sun, 06 nov 1994 08:49:37 GMT", "Sun, 31 Nov 1994 08:49:37 GMT", ""}) {
        EXPECT_FALSE(parse_http_date(text)) << text;
    }
}

}  // namespace
}  // namespace dynoxx::runtime
