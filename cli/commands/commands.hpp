#pragma once

#include "cli/invocation.hpp"

#include <CLI/CLI.hpp>

/// One function and one file for each command: it adds the command with its options and its help.
namespace dynoxx::cli {

void add_config_show(CLI::App& config, Invocation& invocation);
void add_whoami(CLI::App& app, Invocation& invocation);
void add_doctor(CLI::App& app, Invocation& invocation);
void add_table_list(CLI::App& table, Invocation& invocation);
void add_table_describe(CLI::App& table, Invocation& invocation);
void add_get(CLI::App& app, Invocation& invocation);
void add_put(CLI::App& app, Invocation& invocation);
void add_query(CLI::App& app, Invocation& invocation);
void add_scan(CLI::App& app, Invocation& invocation);

}  // namespace dynoxx::cli
