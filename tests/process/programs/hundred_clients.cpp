// Makes, uses and drops clients, and looks at what is left of them.
#include "process/programs/program.hpp"

#include <malloc.h>

#include <iostream>
#include <string>
#include <vector>

namespace {

constexpr int clients = 100;

void use(const dynoxx::DynamoDBClient& client) {
    const auto notes = client.table<program::Note>();
    notes.put(program::Note{.id = "n#1", .text = "words"}).run();
    program::check(notes.get("n#1").run().has_value(), "the note is gone");
    program::ask_beside(client);
}

/// All at once, on one runtime that is closed at the end.
void on_one_runtime() {
    dynoxx::Runtime runtime;
    std::vector<dynoxx::DynamoDBClient> all;
    for (int i = 0; i < clients; ++i) {
        // Different time-outs: they share credentials and connections all the same.
        all.emplace_back(dynoxx::AwsOptions().read_timeout(std::chrono::seconds(10 + i)), runtime);
        use(all.back());
    }
    program::check(program::threads() == 2, "a hundred clients share one I/O thread");
    all.clear();
    runtime.close();
}

/// Each with a runtime of its own, which is closed with it.
void on_runtimes_of_their_own() {
    for (int i = 0; i < clients; ++i) {
        dynoxx::Runtime runtime;
        use(dynoxx::DynamoDBClient(dynoxx::AwsOptions(), runtime));
        runtime.close();
    }
}

std::size_t allocated() {
    return ::mallinfo2().uordblks;
}

}  // namespace

int main(int, char** arguments) {
    const auto round = std::string(arguments[1]) == "one_runtime" ? on_one_runtime : on_runtimes_of_their_own;
    const std::size_t descriptors = program::descriptors();
    round();  // what is made once for the process is there now
    const std::size_t before = allocated();
    round();
    const std::size_t after = allocated();
    program::check(program::threads() == 1, "a thread is left");
    program::check(program::descriptors() == descriptors, "a descriptor is left");
    // A leak of anything by each client would be far more than this.
    program::check(after < before + clients * 64, "memory is left: " + std::to_string(after - before) + " bytes");
    std::cout << "done" << std::endl;
    return 0;
}
