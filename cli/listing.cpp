#include "cli/listing.hpp"

#include "cli/item_options.hpp"

#include <limits>

namespace dynoxx::cli {

void add_listing_options(CLI::App& command, ListingOptions& options) {
    command.add_option("--index", options.index, "Read this index instead of the table")->type_name("NAME");
    command
        .add_option("--filter", options.filter,
                    std::string("Only items that fit, which does not make reading them cheaper; may stand more than "
                                "once: ") +
                        condition_help + ", also with " + comparators_help + " or <> in the place of =")
        ->type_name("CONDITION")
        ->expected(1)
        ->take_all();
    add_projection_option(command, options.attributes);
    CLI::Option* limit = command.add_option("--limit", options.limit, "At most so many items; without it, all")
                             ->type_name("COUNT")
                             ->check(CLI::Range(std::int64_t(1), std::numeric_limits<std::int64_t>::max()));
    command.add_flag("--consistent", options.consistent, "See every write that is done; not on a global index");
    add_typed_output_option(command, options.typed);
    command.add_flag("--count", options.count, "Write only how many items there are; not with --limit")
        ->excludes(limit);
}

}  // namespace dynoxx::cli
