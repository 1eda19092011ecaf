#include "cli/item_options.hpp"
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
    CLI::App* command =
        app.add_subcommand("scan", "Reads, and costs, all items of a table or an index: one JSON document per line.");
    const auto options = std::make_shared<ListingOptions>();
    add_table_argument(*command, options->table);
    add_listing_options(*command, *options);
    command->footer("Example: dynoxx scan orders --filter 'total:>100' --count");
    command->callback(
        [&invocation, options] { invocation.action = [&invocation, options] { return scan(invocation, *options); }; });
}

}  // namespace dynoxx::cli
