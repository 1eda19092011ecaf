#include "quickstart/process_usage.hpp"

#include <gtest/gtest.h>

namespace {

TEST(ProcessUsage, is_read_from_the_status_of_a_process) {
    const auto usage = quickstart::parse_process_status(
        "Name:\tquickstart\nVmPeak:\t  123456 kB\nVmHWM:\t    4096 kB\nVmRSS:\t    4000 kB\nThreads:\t2\n");
    EXPECT_EQ(usage.peak_memory_bytes, 4096 * 1024);
    EXPECT_EQ(usage.threads, 2);
}

TEST(ProcessUsage, is_zero_when_the_system_says_nothing) {
    const auto usage = quickstart::parse_process_status("Name:\tquickstart\nVmHWM:");
    EXPECT_EQ(usage.peak_memory_bytes, 0);
    EXPECT_EQ(usage.threads, 0);
}

TEST(ProcessUsage, of_this_process_counts_its_one_thread) {
    const auto usage = quickstart::usage_of_this_process();
    EXPECT_GT(usage.peak_memory_bytes, 0);
    EXPECT_GE(usage.threads, 1);
}

}  // namespace
