#pragma once

#include <CLI/CLI.hpp>

#include <memory>

namespace dynoxx::cli {

/// Gives the form in which every `--help` is printed: at most 80 columns wide.
[[nodiscard]] std::shared_ptr<CLI::FormatterBase> help_formatter();

}  // namespace dynoxx::cli
