// Writes one letter in the way that its argument names. The test kills it on the way.
#include "process/programs/letter.hpp"
#include "process/programs/program.hpp"

#include <string>
#include <vector>

int main(int argc, char** argv) {
    program::check(argc == 2, "one argument");
    const std::string way = argv[1];
    const dynoxx::DynamoDBClient client;
    const auto letters = client.table<program::Letter>();
    const program::Letter letter = program::make_letter("new");
    if (way == "put") {
        letters.put(letter).run();
    } else if (way == "update") {
        letters.update("l#1")
            .set(dynoxx::field<&program::Letter::text>.set("new"),
                 dynoxx::field<&program::Letter::scan>.set(letter.scan))
            .run();
    } else if (way == "remove") {
        letters.remove("l#1").run();
    } else if (way == "batch") {
        const dynoxx::BatchResult result = letters.batch_put(std::vector<program::Letter>{letter}).run();
        program::check(result.unwritten.empty(), "the letter was not written");
    } else {
        client.transact_write(letters.put(letter)).run();
    }
    program::check(false, "it was not killed");
}
