#include "local/s3/byte_range.hpp"

#include "local/s3/error.hpp"
#include "local/support/query_string.hpp"

#include <algorithm>

namespace dynoxx::local::s3 {

std::optional<ByteRange> parse_byte_range(std::string_view header, std::uint64_t size) {
    static constexpr std::string_view unit = "bytes=";
    const std::size_t dash = header.find('-');
    if (!header.starts_with(unit) || dash == std::string_view::npos) {
        return std::nullopt;
    }
    const std::string_view first_text = header.substr(unit.size(), dash - unit.size());
    const std::string_view last_text = header.substr(dash + 1);
    const std::optional<std::uint64_t> first = support::parse_number(first_text);
    const std::optional<std::uint64_t> last = support::parse_number(last_text);
    if ((!first && !first_text.empty()) || (!last && !last_text.empty()) || (!first && !last)) {
        return std::nullopt;
    }
    const auto unsatisfiable = [&] {
        return Refusal("InvalidRange",
                       {{"RangeRequested", std::string(header)}, {"ActualObjectSize", std::to_string(size)}});
    };
    if (!first) {
        const std::uint64_t count = std::min(*last, size);
        if (count == 0) {
            throw unsatisfiable();
        }
        return ByteRange{size - count, count};
    }
    if (last && *last < *first) {
        return std::nullopt;
    }
    if (*first >= size) {
        throw unsatisfiable();
    }
    const std::uint64_t end = last ? std::min(*last, size - 1) : size - 1;
    return ByteRange{*first, end - *first + 1};
}

}  // namespace dynoxx::local::s3
