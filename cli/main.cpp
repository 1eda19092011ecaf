#include "cli/program.hpp"

#include <unistd.h>

#include <iostream>
#include <string>
#include <vector>

int main(int count, char** texts) {
    const std::vector<std::string> arguments(texts + (count > 0 ? 1 : 0), texts + count);
    const dynoxx::cli::Surroundings surroundings{
        dynoxx::Runtime::global(),   dynoxx::http::network_transport(), std::cin, std::cout, std::cerr,
        ::isatty(STDOUT_FILENO) == 1};
    return dynoxx::cli::run(arguments, surroundings);
}
