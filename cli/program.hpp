#pragma once

#include "cli/invocation.hpp"

#include <span>
#include <string>

namespace dynoxx::cli {

/// Does what the arguments say, without the name of the program, and gives the status to exit with.
[[nodiscard]] int run(std::span<const std::string> arguments, const Surroundings& surroundings);

}  // namespace dynoxx::cli
