#include "cli/listing.hpp"

#include <limits>

namespace dynoxx::cli {

void add_listing_options(CLI::App& command, ListingOptions& options) {
    command.add_option("--index", options.index, "Read this index instead of the table")->type_name("NAME");
    command
        .add_option("--filter", options.filter,
                    std::string("Only items that fit, after they were read: ") + condition_help)
        ->type_name("CONDITION")
        ->expected(1)
        ->take_all();
    command.add_option("--project", options.attributes, "Only these attributes, separated by commas")
        ->type_name("NAMES")
        ->delimiter(',')
        ->expected(1)
        ->take_all();
    CLI::Option* limit = command.add_option("--limit", options.limit, "At most so many items; default: all")
                             ->type_name("COUNT")
                             ->check(CLI::Range(std::int64_t(1), std::numeric_limits<std::int64_t>::max()));
    command.add_flag("--consistent", options.consistent, "Read what was written last; not on a global index");
    command.add_flag("--typed", options.typed, R"(Write values with their types: {"id": {"S": "u#1"}})");
    command.add_flag("--count", options.count, "Write only how many items there are")->excludes(limit);
}

}  // namespace dynoxx::cli
