#include "quickstart/progress_bar.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace {

using quickstart::ProgressBar;

TEST(ProgressBar, writes_a_line_for_each_tenth_when_there_is_no_terminal) {
    std::ostringstream out;
    ProgressBar bar(out, ProgressBar::Output::Lines, "stored", 20);
    for (std::size_t done = 0; done <= 5; ++done) {
        bar.show(done);
    }
    EXPECT_EQ(out.str(), "stored: 2 of 20\nstored: 4 of 20\n");
}

TEST(ProgressBar, says_the_end_once) {
    std::ostringstream out;
    ProgressBar bar(out, ProgressBar::Output::Lines, "stored", 3);
    bar.show(3);
    bar.finish();
    EXPECT_EQ(out.str(), "stored: 3 of 3\n");
}

TEST(ProgressBar, draws_one_line_again_on_a_terminal) {
    std::ostringstream out;
    ProgressBar bar(out, ProgressBar::Output::Terminal, "stored", 2);
    bar.show(1);
    bar.finish();
    EXPECT_EQ(out.str(),
              "\rstored [####################....................] 1/2"
              "\rstored [########################################] 2/2\n");
}

TEST(ProgressBar, of_nothing_is_full) {
    std::ostringstream out;
    ProgressBar(out, ProgressBar::Output::Lines, "stored", 0).finish();
    EXPECT_EQ(out.str(), "stored: 0 of 0\n");
}

}  // namespace
