#include "runtime/task.hpp"

#include "runtime/blocking_driver.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace dynoxx::runtime {
namespace {

task<int> give(int value) {
    co_return value;
}

task<int> sum_of_many(int count) {
    int sum = 0;
    for (int i = 0; i < count; ++i) {
        sum += co_await give(1);
    }
    co_return sum;
}

task<void> fail() {
    throw std::runtime_error("no");
    co_return;
}

task<std::string> recover() {
    try {
        co_await fail();
    } catch (const std::runtime_error& error) {
        co_return error.what();
    }
    co_return "nothing thrown";
}

TEST(Task, does_not_grow_the_stack_when_awaits_complete_at_once) {
    BlockingDriver driver(system());
    EXPECT_EQ(driver.run(sum_of_many(1'000'000)), 1'000'000);
}

TEST(Task, hands_exceptions_to_the_awaiting_task) {
    BlockingDriver driver(system());
    EXPECT_EQ(driver.run(recover()), "no");
    EXPECT_THROW(driver.run(fail()), std::runtime_error);
}

}  // namespace
}  // namespace dynoxx::runtime
