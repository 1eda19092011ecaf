#include "local_server.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <stdexcept>
#include <string_view>
#include <tuple>
#include <utility>

namespace quickstart {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::string_view ready_text = "dynoxx-local listening on ";

/// Starts the program with its standard output on a pipe; gives its id and our end of the pipe.
std::pair<pid_t, int> start(const std::string& program, std::vector<std::string>& arguments) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) {
        throw std::runtime_error(std::string("Cannot make a pipe: ") + std::strerror(errno));
    }
    std::vector<char*> words;
    for (std::string& argument : arguments) {
        words.push_back(argument.data());
    }
    words.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    pid_t pid = -1;
    const int failure = posix_spawn(&pid, program.c_str(), &actions, nullptr, words.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    if (failure != 0) {
        close(ends[0]);
        throw std::runtime_error("Cannot start " + program + ": " + std::strerror(failure));
    }
    return {pid, ends[0]};
}

/// Reads until the first line end; gives what came before the end, the deadline or the end of the output.
std::string read_line(int descriptor, Clock::time_point deadline) {
    std::string line;
    while (true) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
        pollfd waiting{descriptor, POLLIN, 0};
        const int ready = left > 0 ? poll(&waiting, 1, static_cast<int>(left)) : 0;
        if (ready < 0 && errno == EINTR) {
            continue;
        }
        char next = '\0';
        if (ready <= 0 || read(descriptor, &next, 1) != 1 || next == '\n') {
            return line;
        }
        line += next;
    }
}

bool ended_within(pid_t pid, std::chrono::milliseconds patience) noexcept {
    const auto deadline = Clock::now() + patience;
    while (waitpid(pid, nullptr, WNOHANG) == 0) {
        if (Clock::now() >= deadline) {
            return false;
        }
        poll(nullptr, 0, 5);
    }
    return true;
}

}  // namespace

LocalServer::LocalServer(const std::string& program, std::vector<std::string> arguments,
                         std::chrono::milliseconds patience) {
    arguments.insert(arguments.begin(), program);
    std::tie(pid_, output_) = start(program, arguments);
    const std::string line = read_line(output_, Clock::now() + patience);
    if (!line.starts_with(ready_text)) {
        stop();
        throw std::runtime_error(program + " did not say where it listens within " + std::to_string(patience.count()) +
                                 " ms; it said: \"" + line + '"');
    }
    endpoint_ = line.substr(ready_text.size());
}

LocalServer::~LocalServer() {
    stop();
}

void LocalServer::stop() noexcept {
    if (output_ >= 0) {
        close(output_);
        output_ = -1;
    }
    if (pid_ > 0) {
        kill(pid_, SIGTERM);
        if (!ended_within(pid_, std::chrono::seconds(5))) {
            kill(pid_, SIGKILL);
            waitpid(pid_, nullptr, 0);
        }
        pid_ = -1;
    }
}

}  // namespace quickstart
