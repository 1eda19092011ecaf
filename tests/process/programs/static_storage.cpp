// Uses the library before main begins and after it has ended.
#include "process/programs/program.hpp"

#include <iostream>
#include <string>

namespace {

/// The first static object of this program, so the last that ends.
struct FromBeginToEnd {
    FromBeginToEnd() {
        program::ask(client);
        program::ask_beside(client);
        std::cout << "before main" << std::endl;
    }
    ~FromBeginToEnd() {
        program::ask(client);
        program::ask_beside(client);
        const dynoxx::DynamoDBClient late;
        program::ask(late);
        std::cout << "after main" << std::endl;
    }

    dynoxx::DynamoDBClient client;
};

/// Closes the default runtime after main, as the last static object but one.
struct Closer {
    ~Closer() {
        if (closes) {
            dynoxx::Runtime::global().close(std::chrono::seconds(1));
            const dynoxx::DynamoDBClient client;
            const auto refused = client.get_item(program::request_for("n#1")).try_run();
            program::check(refused.has_error() && refused.error().code() == dynoxx::ErrorCode::ClientClosed,
                           "a closed runtime must say so");
            std::cout << "closed after main" << std::endl;
            std::_Exit(3);
        }
    }

    bool closes = false;
};

const FromBeginToEnd first;
Closer closer;
const dynoxx::DynamoDBClient of_main;

}  // namespace

int main(int count, char** arguments) {
    closer.closes = count > 1 && std::string(arguments[1]) == "close";
    program::ask(of_main);
    std::cout << "in main" << std::endl;
    return 3;
}
