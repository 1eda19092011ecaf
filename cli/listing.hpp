#pragma once

#include "cli/commands/commands.hpp"
#include "cli/conditions.hpp"
#include "cli/item_text.hpp"

#include <cstdint>
#include <string>
#include <vector>

/// What query and scan share: options, and page after page of items, one per line.
namespace dynoxx::cli {

struct ListingOptions {
    ListingOptions() {}
    std::string table{};
    std::string index{};
    std::vector<std::string> filter{};
    std::vector<std::string> attributes{};
    std::int64_t limit = 0;  ///< 0: all
    bool consistent = false;
    bool typed = false;
    bool count = false;
};

void add_listing_options(CLI::App& command, ListingOptions& options);

/// Puts what the options say into a request for the first page.
template <class Request>
void apply(const ListingOptions& options, Placeholders& placeholders, Request& request) {
    request.table_name = options.table;
    request.index_name = options.index;
    request.filter_expression = placeholders.all_of(options.filter);
    request.projection_expression = placeholders.list(options.attributes);
    request.names = placeholders.names();
    request.values = placeholders.values();
    request.consistent_read = options.consistent;
    request.select = options.count ? Select::Count : Select::Default;
}

/// Writes the items of all pages, at most `limit`, as they come; with `count` only their number.
///
/// @param fetch gives the page that a request asks for
template <class Request, class Fetch>
Status list_pages(Invocation& invocation, const ListingOptions& options, Request request, Fetch fetch) {
    Output output = invocation.output();
    std::int64_t found = 0;
    bool more = true;
    while (more) {
        const auto page = fetch(request);
        for (const Item& item : page.items) {
            if (options.limit != 0 && found == options.limit) {
                return Status::Done;
            }
            json::Writer document;
            write_item(document, item, options.typed ? ItemForm::Typed : ItemForm::Plain);
            output.json(document);
            ++found;
        }
        found += options.count ? page.count : 0;
        request.exclusive_start_key = page.last_evaluated_key;
        more = !page.last_evaluated_key.empty() && (options.limit == 0 || found < options.limit);
    }
    if (options.count) {
        output.line(std::to_string(found));
    }
    return Status::Done;
}

}  // namespace dynoxx::cli
