#include "cli/listing.hpp"

namespace dynoxx::cli {

namespace {

Status scan(Invocation& invocation, const ListingOptions& options) {
    Placeholders placeholders;
    ScanRequest request;
    apply(options, placeholders, request);
    return list_pages(invocation, options, std::move(request),
                      [&](const ScanRequest& page) { return invocation.client().scan(page).run(); });
}

}  // namespace

void add_scan(CLI::App& app, Invocation& invocation) {
    CLI::App* command = app.add_subcommand(
        "scan", "All items of a table or an index, one JSON document per line. Reads, and costs, the whole table.");
    const auto options = std::make_shared<ListingOptions>();
    command->add_option("table", options->table, "Name or ARN of the table")->type_name("TABLE")->required();
    add_listing_options(*command, *options);
    command->callback(
        [&invocation, options] { invocation.action = [&invocation, options] { return scan(invocation, *options); }; });
}

}  // namespace dynoxx::cli
