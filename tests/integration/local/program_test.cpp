#include "support/raw_client.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <string>
#include <vector>

namespace dynoxx {
namespace {

/// The program, with what it prints in a pipe.
class Program {
 public:
    explicit Program(std::vector<std::string> arguments) {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
            throw std::runtime_error("no pipe");
        }
        arguments.insert(arguments.begin(), DYNOXX_LOCAL_PROGRAM);
        std::vector<char*> words;
        for (std::string& argument : arguments) {
            words.push_back(argument.data());
        }
        words.push_back(nullptr);
        process_ = ::fork();
        if (process_ == 0) {
            ::dup2(ends[1], STDOUT_FILENO);
            ::dup2(ends[1], STDERR_FILENO);
            ::execv(words[0], words.data());
            ::_exit(127);
        }
        ::close(ends[1]);
        output_ = ends[0];
    }

    ~Program() {
        if (process_ > 0) {
            ::kill(process_, SIGKILL);
            ::waitpid(process_, nullptr, 0);
        }
        ::close(output_);
    }

    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    std::string read_line() {
        std::string line;
        char letter = 0;
        while (::read(output_, &letter, 1) == 1 && letter != '\n') {
            line += letter;
        }
        return line;
    }

    void signal(int number) const { ::kill(process_, number); }

    int wait() {
        int status = 0;
        ::waitpid(process_, &status, 0);
        process_ = -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

 private:
    pid_t process_ = -1;
    int output_ = -1;
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
