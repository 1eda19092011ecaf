#include "cli/item_options.hpp"
#include "cli/listing.hpp"

namespace dynoxx::cli {

namespace {

struct QueryOptions {
    QueryOptions() {}
    ListingOptions listing{};
    std::vector<std::string> key{};
    bool descending = false;
};

Status query(Invocation& invocation, const QueryOptions& options) {
    Placeholders placeholders;
    QueryRequest request;
    check_key_conditions(options.key);
    request.key_condition_expression = placeholders.all_of(options.key);
    request.scan_index_forward = !options.descending;
    apply(options.listing, placeholders, request);
    return list_pages(invocation, options.listing, std::move(request),
                      [&](const QueryRequest& page) { return invocation.client().query(page).run(); });
}

}  // namespace

void add_query(CLI::App& app, Invocation& invocation) {
    CLI::App* command = app.add_subcommand(
        "query", "Reads the items of one partition key in the order of the sort key: one JSON document per line.");
    const auto options = std::make_shared<QueryOptions>();
    add_table_argument(*command, options->listing.table);
    command
        ->add_option("key", options->key,
                     std::string("The partition key, and perhaps one condition on the sort key: ") + condition_help +
                         "; the sort key also with " + comparators_help + " in the place of =")
        ->type_name("CONDITION")
        ->required()
        ->expected(1, 2);
    add_listing_options(*command, options->listing);
    command->add_flag("--descending", options->descending, "Largest sort key first");
    command->footer("Example: dynoxx query orders customer=ada 'number:>=100' --descending --limit 10");
    command->callback(
        [&invocation, options] { invocation.action = [&invocation, options] { return query(invocation, *options); }; });
}

}  // namespace dynoxx::cli
