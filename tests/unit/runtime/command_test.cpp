#include "runtime/command.hpp"

#include "support/fake_machine.hpp"
#include "support/three_ways.hpp"

#include <gtest/gtest.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <functional>
#include <latch>
#include <string>
#include <thread>

namespace dynoxx::runtime {
namespace {

using namespace std::chrono_literals;
using End = CommandResult::End;
using test::FakeDriver;

constexpr std::size_t limit = 1024;

class Commands : public ::testing::Test {
 protected:
    CommandResult run(const std::string& command) {
        FakeDriver driver(machine.clock);
        return driver.run(run_command(machine.context(driver), command, limit));
    }

    test::FakeMachine machine;
};

/// Runs a function on a thread to which the kernel refuses `pidfd_open` with an error, as old ones and sandboxes do.
void run_without_watch(int error, const std::function<void()>& function) {
    std::thread([&] {
        std::array<sock_filter, 4> rules{{
            BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
            BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_pidfd_open, 0, 1),
            BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | static_cast<unsigned>(error)),
            BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        }};
        const sock_fprog program{rules.size(), rules.data()};
        ASSERT_EQ(::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), 0);
        ASSERT_EQ(::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program), 0);
        ASSERT_EQ(::syscall(SYS_pidfd_open, ::getpid(), 0), -1);
        function();
    }).join();
}

void expect_no_children() {
    EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1);
    EXPECT_EQ(errno, ECHILD);
}

TEST_F(Commands, give_what_they_print_and_their_status) {
    const CommandResult result = run("printf 'a b\\n'; exit 3");
    EXPECT_EQ(result.end, End::Exited);
    EXPECT_EQ(result.number, 3);
    EXPECT_EQ(result.output, "a b\n");
    expect_no_children();
}

TEST_F(Commands, have_no_input_and_no_place_for_their_messages) {
    const CommandResult result = run("cat; echo secret >&2");
    EXPECT_EQ(result.number, 0);
    EXPECT_EQ(result.output, "");
}

TEST_F(Commands, say_which_signal_ended_them) {
    const CommandResult result = run("kill -TERM $$");
    EXPECT_EQ(result.end, End::Signalled);
    EXPECT_EQ(result.number, SIGTERM);
}

TEST_F(Commands, are_ended_when_they_print_too_much) {
    EXPECT_EQ(run("head -c 1024 /dev/zero").output.size(), limit);
    const CommandResult result = run("head -c 10000000 /dev/zero; sleep 1000");
    EXPECT_EQ(result.end, End::OutputTooLong);
    EXPECT_EQ(result.output, "");
    expect_no_children();
}

TEST_F(Commands, do_not_wait_for_what_they_leave_in_the_background) {
    const CommandResult result = run("sleep 1000 & echo $!");
    EXPECT_EQ(result.end, End::Exited);
    const pid_t left = std::stoi(result.output);
    EXPECT_EQ(::kill(left, SIGKILL), 0);
}

TEST_F(Commands, get_only_the_writing_end_of_the_pipe) {
    EXPECT_EQ(run("pipe=$(readlink /proc/$$/fd/1); ls -l /proc/$$/fd | grep -cF \"$pipe\"").output, "1\n");
}

TEST_F(Commands, are_killed_with_their_group_at_the_deadline) {
    std::array<int, 2> ends{};
    ASSERT_EQ(::pipe(ends.data()), 0);  // its writing end is held by each process of the group
    FakeDriver driver(machine.clock);
    const auto running =
        driver.launch(run_command(machine.context(driver).within(5s), "sleep 1000 | sleep 1000", limit));
    ::close(ends[1]);
    driver.pump();
    ASSERT_FALSE(running->finished());
    machine.clock.advance(5s);
    driver.pump();
    ASSERT_TRUE(running->finished());
    EXPECT_EQ(running->get().end, End::TimedOut);
    expect_no_children();
    pollfd all_gone{ends[0], POLLIN, 0};
    EXPECT_EQ(::poll(&all_gone, 1, 10'000), 1);
    ::close(ends[0]);
}

TEST_F(Commands, are_killed_when_the_call_is_cancelled) {
    FakeDriver driver(machine.clock);
    const auto running = driver.launch(run_command(machine.context(driver), "sleep 1000", limit));
    driver.cancel();
    driver.pump();
    ASSERT_TRUE(running->finished());
    EXPECT_EQ(running->get().end, End::Cancelled);
    expect_no_children();
}

TEST_F(Commands, give_the_same_where_the_kernel_does_not_tell_their_end) {
    for (const int error : {ENOSYS, EPERM}) {
        run_without_watch(error, [this] {
            const CommandResult result = run("printf 'a b\\n'; exit 3");
            EXPECT_EQ(result.end, End::Exited);
            EXPECT_EQ(result.number, 3);
            EXPECT_EQ(result.output, "a b\n");
            EXPECT_EQ(run("kill -TERM $$").number, SIGTERM);
            EXPECT_EQ(run("exec >&-; exit 5").number, 5);
            EXPECT_EQ(run("head -c 10000000 /dev/zero; sleep 1000").end, End::OutputTooLong);
            expect_no_children();
        });
    }
}

TEST_F(Commands, are_killed_at_the_deadline_where_the_kernel_does_not_tell_their_end) {
    for (const char* command : {"sleep 1000 | sleep 1000", "exec >&-; sleep 1000"}) {
        run_without_watch(ENOSYS, [&] {
            FakeDriver driver(machine.clock);
            const auto running = driver.launch(run_command(machine.context(driver).within(5s), command, limit));
            machine.clock.advance(5s - 1ms);
            driver.pump();
            EXPECT_FALSE(running->finished());
            machine.clock.advance(1ms);
            driver.pump();
            ASSERT_TRUE(running->finished());
            EXPECT_EQ(running->get().end, End::TimedOut);
            expect_no_children();
        });
    }
}

TEST_F(Commands, do_not_wait_for_the_background_where_the_kernel_does_not_tell_their_end) {
    run_without_watch(ENOSYS, [] {
        test::Runner runner(test::Way::Blocking);  // by the real clock: the pipe stays open
        const auto result = runner.run<CommandResult>(
            [](Context context) { return run_command(context, "sleep 1000 & echo $!", limit); });
        EXPECT_EQ(result.end, End::Exited);
        EXPECT_EQ(::kill(std::stoi(result.output), SIGKILL), 0);
    });
}

TEST(CommandsOnDrivers, end_in_all_three_ways) {
    for (const test::Way way : test::three_ways) {
        test::Runner runner(way);
        const auto result =
            runner.run<CommandResult>([](Context context) { return run_command(context, "echo here", limit); });
        EXPECT_EQ(result.output, "here\n") << to_string(way);
    }
}

TEST(CommandsOnDrivers, end_when_the_runtime_is_closed) {
    for (const test::Way way : {test::Way::Blocking, test::Way::OwnThread}) {
        test::Runner runner(way);
        std::latch begun(1);
        std::thread closes([&] {
            begun.wait();
            runner.runtime().close(0ms);
        });
        const auto result = runner.run<CommandResult>([&](Context context) {
            begun.count_down();
            return run_command(context, "sleep 1000", limit);
        });
        closes.join();
        EXPECT_EQ(result.end, End::Cancelled) << to_string(way);
    }
}

}  // namespace
}  // namespace dynoxx::runtime
