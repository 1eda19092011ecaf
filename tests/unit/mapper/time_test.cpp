#include <dynoxx/converters/time.hpp>

#include <gtest/gtest.h>

namespace dynoxx::detail {
namespace {

using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::sys_days;
using std::chrono::year;
using namespace std::chrono_literals;

constexpr Microseconds base = sys_days(year(2024) / 1 / 31) + 9h + 5min + 7s;

TEST(Time, is_written_as_python_does) {
    EXPECT_EQ(format_time(base), "2024-01-31T09:05:07+00:00");
    EXPECT_EQ(format_time(base + 40us), "2024-01-31T09:05:07.000040+00:00");
    EXPECT_EQ(format_time(base + 250ms), "2024-01-31T09:05:07.250000+00:00");
    EXPECT_EQ(format_time(Microseconds(-1us)), "1969-12-31T23:59:59.999999+00:00");
    EXPECT_EQ(format_time(sys_days(year(1) / 1 / 1)), "0001-01-01T00:00:00+00:00");
}

TEST(Time, is_read_in_the_forms_that_python_reads) {
    EXPECT_EQ(parse_time("2024-01-31T09:05:07+00:00"), base);
    EXPECT_EQ(parse_time("2024-01-31T09:05:07Z"), base);
    EXPECT_EQ(parse_time("2024-01-31 09:05:07"), base);
    EXPECT_EQ(parse_time("2024-01-31T11:05:07+02:00"), base);
    EXPECT_EQ(parse_time("2024-01-31T11:05:07+0200"), base);
    EXPECT_EQ(parse_time("2024-01-31T03:35:07-05:30"), base);
    EXPECT_EQ(parse_time("2024-01-31T09:05:07.25Z"), base + 250ms);
    EXPECT_EQ(parse_time("2024-01-31T09:05:07,1234567Z"), base + 123456us);
    EXPECT_EQ(parse_time("2024-01-31T09:05Z"), base - 7s);
    EXPECT_EQ(parse_time("2024-01-31"), sys_days(year(2024) / 1 / 31));
}

TEST(Time, is_refused_in_other_forms) {
    for (const char* text :
         {"", "2024", "2024-13-01", "2024-02-30", "0000-01-01", "2024-01-31T", "2024-01-31T24:00:00",
          "2024-01-31T09:60:00", "2024-01-31T09:05:60", "2024-01-31T09:05:07.", "2024-01-31T09:05:07X",
          "2024-01-31T09:05:07+", "2024-01-31T09:05:07+25:00", "2024-01-31T09:05:07Z ", "20-01-31", "-024-01-31",
          "2024-01-31T-9:05:07", "2024-1-31", "2024-01-31T09:05:07+00:0"}) {
        EXPECT_EQ(parse_time(text), std::nullopt) << text;
    }
}

TEST(Time, cuts_off_what_a_member_does_not_hold) {
    WriteContext out;
    const auto written = Converter<std::chrono::sys_time<std::chrono::nanoseconds>>::write(
        std::chrono::sys_time<std::chrono::nanoseconds>(1999ns), out);
    EXPECT_EQ(written, AttributeValue("1970-01-01T00:00:00.000001+00:00"));
    std::chrono::sys_seconds seconds{};
    ReadContext in;
    AttributeValue stored("1970-01-01T00:00:01.9Z");
    Converter<std::chrono::sys_seconds>::read(stored, seconds, in);
    EXPECT_EQ(seconds, std::chrono::sys_seconds(1s));
    EXPECT_FALSE(in.failed());
}

TEST(Time, refuses_what_a_member_cannot_hold) {
    std::chrono::sys_time<std::chrono::nanoseconds> time{};
    ReadContext root;
    ReadContext in(root, "at");
    AttributeValue stored("9999-01-01T00:00:00Z");
    Converter<std::chrono::sys_time<std::chrono::nanoseconds>>::read(stored, time, in);
    ASSERT_TRUE(in.failed());
    EXPECT_EQ(in.error().message(),
              "Cannot read attribute 'at': the time does not fit the member; use "
              "std::chrono::sys_time<std::chrono::microseconds>.");
    WriteContext out;
    (void)Converter<std::chrono::sys_days>::write(sys_days(year(10000) / 1 / 1), out);
    EXPECT_TRUE(out.failed());
}

}  // namespace
}  // namespace dynoxx::detail
