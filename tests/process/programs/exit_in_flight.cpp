// Ends with asynchronous requests in flight that nobody will ever answer.
#include "process/programs/program.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <unistd.h>

#include <iostream>
#include <optional>
#include <string>
#include <thread>

/// What is in flight on a context that nobody runs any more stays allocated: that is what this program is about.
// NOLINTNEXTLINE(bugprone-reserved-identifier): the name is AddressSanitizer's.
extern "C" const char* __asan_default_options() {
    return "detect_leaks=0";
}

namespace {

constexpr int in_flight = 5;
constexpr int exit_code = 7;

/// Ends with the program, if it has one.
std::optional<dynoxx::DynamoDBClient> of_program;

void start(const dynoxx::DynamoDBClient& client) {
    for (int i = 0; i < in_flight; ++i) {
        client.get_item(program::request_for("n#1")).async([](std::exception_ptr, dynoxx::GetItemResponse) {
            program::check(false, "an answer came that nobody gave");
        });
    }
    std::string line;
    std::getline(std::cin, line);  // the server has them all
}

}  // namespace

int main(int, char** arguments) {
    const std::string way(arguments[1]);
    if (way == "return" || way == "exit") {
        const dynoxx::DynamoDBClient client;
        start(client);
        if (way == "exit") {
            std::exit(exit_code);
        }
    } else if (way == "own_runtime") {
        const dynoxx::DynamoDBClient client{dynoxx::AwsOptions(), dynoxx::Runtime()};
        start(client);
    } else if (way == "static_runtime") {
        of_program.emplace(dynoxx::AwsOptions(), dynoxx::Runtime());
        start(*of_program);
    } else if (way == "users_context") {
        boost::asio::io_context context;
        const dynoxx::DynamoDBClient client{dynoxx::AwsOptions(), dynoxx::Runtime(context)};
        const auto work = boost::asio::make_work_guard(context);
        std::thread thread([&context] { context.run(); });
        start(client);
        context.stop();
        thread.join();  // client, runtime and context go with the requests still in flight
    } else if (way == "exit_on_another_thread") {
        of_program.emplace();
        start(*of_program);
        std::thread([] { std::exit(exit_code); }).detach();
        while (true) {
            ::pause();
        }
    }
    return exit_code;
}
