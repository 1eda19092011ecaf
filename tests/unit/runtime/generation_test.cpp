#include "runtime/generation.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

namespace dynoxx::runtime {
namespace {

TEST(PerProcess, keeps_one_object_per_process) {
    PerProcess<int> holder;
    const auto first = holder.get([] { return std::make_shared<int>(1); });
    const auto second = holder.get([] { return std::make_shared<int>(2); });
    EXPECT_EQ(first, second);
    EXPECT_EQ(holder.find(), first);
}

TEST(PerProcess, makes_a_fresh_object_in_a_forked_child) {
    PerProcess<int> holder;
    ASSERT_EQ(*holder.get([] { return std::make_shared<int>(1); }), 1);
    const pid_t child = ::fork();
    if (child == 0) {
        const bool fresh = holder.find() == nullptr && *holder.get([] { return std::make_shared<int>(2); }) == 2;
        ::_exit(fresh ? 0 : 1);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
    EXPECT_EQ(*holder.find(), 1);
}

}  // namespace
}  // namespace dynoxx::runtime
