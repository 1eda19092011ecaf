#pragma once

#include <dynoxx/local.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dynoxx::local {

/// What the program is asked to do.
struct Arguments {
    Arguments() = default;

    enum class Action { Serve, PrintHelp, PrintVersion, Complain };

    Action action = Action::Serve;
    LocalOptions options{};
    std::vector<std::string> buckets{};  ///< to be made before it listens
    std::vector<std::string> aliases{};  ///< of the KMS keys to be made
    std::string complaint{};             ///< what is wrong with the arguments
};

/// Reads the arguments of the program, without its name.
[[nodiscard]] Arguments parse_arguments(std::span<const std::string_view> arguments);

/// Gives the text of `--help`.
[[nodiscard]] std::string help_text();

}  // namespace dynoxx::local
