// Forks before, after and during its use of the library; every process must be able to go on.
#include "process/programs/program.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

namespace {

/// Runs something in a forked child and waits for its end.
void in_child(const std::function<void()>& work) {
    const pid_t child = ::fork();
    program::check(child >= 0, "fork failed");
    if (child == 0) {
        ::alarm(60);
        work();
        std::_Exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    program::check(WIFEXITED(status) && WEXITSTATUS(status) == 0,
                   WIFSIGNALED(status) ? "the child was killed by signal " + std::to_string(WTERMSIG(status))
                                       : "the child failed");
}

void before_use() {
    const dynoxx::DynamoDBClient client;
    in_child([&client] {
        program::ask(client);
        program::ask_beside(client);
    });
    program::ask(client);
    program::ask_beside(client);
}

void after_use() {
    const dynoxx::DynamoDBClient client;
    program::ask(client);
    program::ask_beside(client);
    in_child([&client] {
        program::ask(client);
        program::ask_beside(client);
        in_child([&client] { program::ask(client); });
        program::ask_beside(client);
    });
    program::ask(client);
    program::ask_beside(client);
}

/// The child closes the runtime: what is the parent's must stay open.
void child_closes() {
    dynoxx::Runtime runtime;
    const dynoxx::DynamoDBClient client(dynoxx::AwsOptions(), runtime);
    program::ask_beside(client);
    in_child([&] {
        program::ask(client);
        runtime.close(std::chrono::seconds(5));
    });
    program::ask(client);
    program::ask_beside(client);
}

void in_requests() {
    constexpr int forks = 50;
    std::atomic<bool> done = false;
    std::atomic<std::uint64_t> answers = 0;
    std::vector<std::thread> threads;
    const auto ask_all_the_time = [&](bool blocks) {
        while (!done) {
            const dynoxx::DynamoDBClient client{dynoxx::AwsOptions(), dynoxx::Runtime()};
            for (int i = 0; i < 3; ++i) {
                blocks ? program::ask(client) : program::ask_beside(client);
                ++answers;
            }
        }
    };
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back(ask_all_the_time, i % 2 == 0);
    }
    const dynoxx::DynamoDBClient client;
    for (int i = 0; i < forks; ++i) {
        const std::uint64_t before = answers;
        while (answers == before) {
            std::this_thread::yield();
        }
        in_child([&client] {
            program::ask(client);
            program::ask_beside(client);
        });
    }
    done = true;
    for (std::thread& thread : threads) {
        thread.join();
    }
    program::ask(client);
}

}  // namespace

int main(int, char** arguments) {
    const std::string when(arguments[1]);
    when == "before_use"     ? before_use()
    : when == "after_use"    ? after_use()
    : when == "child_closes" ? child_closes()
                             : in_requests();
    std::cout << "done" << std::endl;
    return 0;
}
