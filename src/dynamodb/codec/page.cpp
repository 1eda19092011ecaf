#include "dynamodb/codec/page.hpp"

#include <array>

namespace dynoxx::dynamodb {

namespace {

/// Texts of `Select` in its order; the default is not sent.
constexpr std::array<std::string_view, 5> select_texts{"", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES",
                                                       "SPECIFIC_ATTRIBUTES", "COUNT"};

}  // namespace

void write_page(json::Writer& writer, const Item& exclusive_start_key, Select select, std::int32_t limit,
                bool consistent_read) {
    if (!exclusive_start_key.empty()) {
        writer.key("ExclusiveStartKey");
        write_item(writer, exclusive_start_key);
    }
    if (select != Select::Default) {
        writer.member("Select", select_texts.at(static_cast<std::size_t>(select)));
    }
    if (limit > 0) {
        writer.key("Limit").integer(limit);
    }
    write_if(writer, "ConsistentRead", consistent_read);
}

}  // namespace dynoxx::dynamodb
