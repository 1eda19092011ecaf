#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

/// Arguments and options that more than one command has.
namespace dynoxx::cli {

void add_table_argument(CLI::App& command, std::string& table);

/// Adds `--project`.
void add_projection_option(CLI::App& command, std::vector<std::string>& attributes);

/// Adds `--typed` for what is written.
void add_typed_output_option(CLI::App& command, bool& typed);

}  // namespace dynoxx::cli
