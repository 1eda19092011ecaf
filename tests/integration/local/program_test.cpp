#include "support/program.hpp"
#include "support/raw_client.hpp"
#include "support/temporary_directory.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <string>
#include <vector>

namespace dynoxx {
namespace {

/// `dynoxx-local`.
class Program : public test::Program {
 public:
    explicit Program(std::vector<std::string> arguments) : test::Program(DYNOXX_LOCAL_PROGRAM, std::move(arguments)) {}
};

TEST(DynoxxLocal, says_where_it_listens_and_ends_with_status_0) {
    for (const int number : {SIGINT, SIGTERM}) {
        Program program({"--port", "0"});
        const std::string line = program.read_line();
        ASSERT_THAT(line, testing::StartsWith("dynoxx-local listening on http://127.0.0.1:"));
        test::RawClient client(static_cast<std::uint16_t>(std::atoi(line.substr(line.rfind(':') + 1).c_str())));
        client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        EXPECT_EQ(client.read_response().status, 200);
        program.signal(number);
        EXPECT_EQ(program.wait(), 0);
        EXPECT_EQ(program.read_line(), "");
    }
}

TEST(DynoxxLocal, complains_about_a_wrong_option_with_status_2) {
    Program program({"--colour"});
    EXPECT_EQ(program.read_line(), "dynoxx-local: There is no option --colour.");
    EXPECT_EQ(program.wait(), 2);
}

TEST(DynoxxLocal, complains_about_a_port_that_is_taken_with_status_1) {
    Program first({"--port", "0"});
    const std::string line = first.read_line();
    Program second({"--port", line.substr(line.rfind(':') + 1)});
    EXPECT_THAT(second.read_line(), testing::HasSubstr("Address already in use. Choose another port"));
    EXPECT_EQ(second.wait(), 1);
}

TEST(DynoxxLocal, complains_about_a_directory_that_is_in_use_with_status_1) {
    const test::TemporaryDirectory directory;
    Program first({"--port", "0", "--data", directory.path.string()});
    ASSERT_NE(first.read_port(), 0);
    Program second({"--port", "0", "--data", directory.path.string()});
    EXPECT_THAT(second.read_line(), testing::ContainsRegex("is in use by another dynoxx-local \\(process [0-9]+\\)\\. "
                                                           "End that one, or choose another directory\\.$"));
    EXPECT_EQ(second.wait(), 1);
}

TEST(DynoxxLocal, prints_help_and_version) {
    Program help({"--help"});
    EXPECT_EQ(help.read_line(), "Usage: dynoxx-local [options]");
    EXPECT_EQ(help.wait(), 0);
    Program version({"--version"});
    EXPECT_THAT(version.read_line(), testing::StartsWith("dynoxx-local "));
    EXPECT_EQ(version.wait(), 0);
}

}  // namespace
}  // namespace dynoxx
