#include "local/server/parking.hpp"

#include "support/manual_clock.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace dynoxx::local::server {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

class ParkingTest : public testing::Test {
 protected:
    void wait_for_commit(std::uint64_t commit) {
        parking.wait_for_commit(
            commit, [this, commit](bool ok) { left.push_back(std::to_string(commit) + (ok ? "" : " failed")); });
    }

    void wait_for_time(std::chrono::milliseconds delay) {
        parking.wait_for_time(delay, [this, delay] { left.push_back(std::to_string(delay.count()) + " ms"); });
    }

    boost::asio::io_context context{};
    test::ManualClock clock{};
    Parking parking{context, clock};
    std::vector<std::string> left{};
};

TEST_F(ParkingTest, lets_go_what_waits_for_a_commit_or_an_earlier_one) {
    for (const std::uint64_t commit : {3U, 1U, 2U}) {
        wait_for_commit(commit);
    }
    parking.committed(0, true);
    EXPECT_THAT(left, ElementsAre());
    parking.committed(2, true);
    EXPECT_THAT(left, ElementsAre("1", "2"));
}

TEST_F(ParkingTest, tells_all_that_wait_that_a_commit_failed) {
    wait_for_commit(1);
    wait_for_commit(9);
    parking.committed(1, false);
    EXPECT_THAT(left, ElementsAre("1 failed", "9 failed"));
}

TEST_F(ParkingTest, lets_go_what_is_due_by_its_clock) {
    wait_for_time(20ms);
    wait_for_time(10ms);
    parking.release_due();
    EXPECT_THAT(left, ElementsAre());
    EXPECT_TRUE(parking.has_timed());
    clock.advance(10ms);
    parking.release_due();
    EXPECT_THAT(left, ElementsAre("10 ms"));
    clock.advance(1h);
    parking.release_due();
    EXPECT_THAT(left, ElementsAre("10 ms", "20 ms"));
    EXPECT_FALSE(parking.has_timed());
}

TEST_F(ParkingTest, looks_again_by_itself) {
    wait_for_time(1ms);
    clock.advance(1ms);
    context.run();
    EXPECT_THAT(left, ElementsAre("1 ms"));
}

}  // namespace
}  // namespace dynoxx::local::server
