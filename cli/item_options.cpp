#include "cli/item_options.hpp"

namespace dynoxx::cli {

void add_table_argument(CLI::App& command, std::string& table) {
    command.add_option("table", table, "Name or ARN of the table")->type_name("TABLE")->required();
}

void add_projection_option(CLI::App& command, std::vector<std::string>& attributes) {
    command.add_option("--project", attributes, "Only these attributes, separated by commas")
        ->type_name("NAMES")
        ->delimiter(',')
        ->expected(1)
        ->take_all();
}

void add_typed_output_option(CLI::App& command, bool& typed) {
    command.add_flag("--typed", typed, R"(Write values with their types: {"id": {"S": "u#1"}})");
}

}  // namespace dynoxx::cli
