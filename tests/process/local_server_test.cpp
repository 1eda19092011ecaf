#include "quickstart/local_server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <csignal>
#include <stdexcept>
#include <string>

namespace {

using quickstart::LocalServer;
using testing::HasSubstr;

/// Stands in for `dynoxx-local`: prints one line and waits for its end.
std::vector<std::string> script(const std::string& line) {
    return {"-c", "echo '" + line + "'; while :; do read -r nothing || exec sleep 60; done"};
}

std::string failure_of(const std::string& program, std::vector<std::string> arguments,
                       std::chrono::milliseconds patience) {
    try {
        const LocalServer server(program, std::move(arguments), patience);
        return "started";
    } catch (const std::runtime_error& error) {
        return error.what();
    }
}

TEST(LocalServer, gives_the_address_and_ends_with_its_object) {
    pid_t pid = 0;
    {
        const LocalServer server("/bin/sh", script("dynoxx-local listening on http://127.0.0.1:4711"));
        EXPECT_EQ(server.endpoint(), "http://127.0.0.1:4711");
        pid = server.pid();
        EXPECT_EQ(kill(pid, 0), 0);
    }
    EXPECT_EQ(kill(pid, 0), -1);
    EXPECT_EQ(errno, ESRCH);
}

TEST(LocalServer, says_what_another_program_said) {
    EXPECT_THAT(failure_of("/bin/sh", script("hello"), std::chrono::seconds(5)), HasSubstr("it said: \"hello\""));
}

TEST(LocalServer, does_not_wait_for_a_program_that_has_ended) {
    EXPECT_THAT(failure_of("/bin/true", {}, std::chrono::minutes(10)), HasSubstr("it said: \"\""));
}

TEST(LocalServer, does_not_wait_for_ever) {
    EXPECT_THAT(failure_of("/bin/sh", {"-c", "exec sleep 60"}, std::chrono::milliseconds(20)),
                HasSubstr("within 20 ms"));
}

TEST(LocalServer, names_the_program_that_is_not_there) {
    EXPECT_THAT(failure_of("/does/not/exist", {}, std::chrono::seconds(5)), HasSubstr("Cannot start /does/not/exist"));
}

}  // namespace
