#include "cli/commands/commands.hpp"

namespace dynoxx::cli {

namespace {

Status list(Invocation& invocation) {
    Output output = invocation.output();
    json::Writer document;
    document.begin_array();
    ListTablesRequest request;
    do {
        const ListTablesResponse page = invocation.client().list_tables(request).run();
        for (const std::string& name : page.table_names) {
            if (invocation.json) {
                document.string(name);
            } else {
                output.line(name);
            }
        }
        request.exclusive_start_table_name = page.last_evaluated_table_name;
    } while (!request.exclusive_start_table_name.empty());
    if (invocation.json) {
        document.end_array();
        output.json(document);
    }
    return Status::Done;
}

}  // namespace

void add_table_list(CLI::App& table, Invocation& invocation) {
    CLI::App* command = table.add_subcommand("list", "Writes the names of all tables (dynamodb:ListTables).");
    command->callback([&invocation] { invocation.action = [&invocation] { return list(invocation); }; });
}

}  // namespace dynoxx::cli
