#include "cli/program.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <iostream>
#include <string>
#include <vector>

namespace {

/// Opens the standard descriptors that are closed, so that no connection takes their numbers and is written to.
void fill_standard_descriptors() {
    int descriptor = 0;
    while (descriptor >= 0 && descriptor <= STDERR_FILENO) {
        descriptor = ::open("/dev/null", O_RDWR);
    }
    if (descriptor > STDERR_FILENO) {
        ::close(descriptor);
    }
}

}  // namespace

int main(int count, char** texts) {
    fill_standard_descriptors();
    const std::vector<std::string> arguments(texts + (count > 0 ? 1 : 0), texts + count);
    const dynoxx::cli::Surroundings surroundings{dynoxx::Runtime::global(),
                                                 dynoxx::http::network_transport(),
                                                 std::cin,
                                                 std::cout,
                                                 std::cerr,
                                                 ::isatty(STDOUT_FILENO) == 1,
                                                 ::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1};
    return dynoxx::cli::run(arguments, surroundings);
}
