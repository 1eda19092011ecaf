#include "local/support/query_string.hpp"

#include "runtime/encoding.hpp"

#include <algorithm>
#include <charconv>

namespace dynoxx::local::support {

namespace {

std::string decoded(std::string_view text, Plus plus) {
    std::string copy(text);
    if (plus == Plus::IsBlank) {
        std::ranges::replace(copy, '+', ' ');
    }
    return runtime::percent_decode(copy).value_or(copy);
}

}  // namespace

Parameters Parameters::parse(std::string_view text, Plus plus) {
    Parameters result;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('&'), text.size());
        const std::string_view part = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (part.empty()) {
            continue;
        }
        const std::size_t equals = part.find('=');
        const std::string_view value = equals == std::string_view::npos ? std::string_view() : part.substr(equals + 1);
        result.items_.emplace_back(decoded(part.substr(0, equals), plus), decoded(value, plus));
    }
    return result;
}

const std::string* Parameters::find(std::string_view name) const noexcept {
    for (const auto& [key, value] : items_) {
        if (key == name) {
            return &value;
        }
    }
    return nullptr;
}

std::string_view Parameters::get(std::string_view name) const noexcept {
    const std::string* found = find(name);
    return found == nullptr ? std::string_view() : std::string_view(*found);
}

std::optional<std::uint64_t> parse_number(std::string_view text) {
    std::uint64_t value = 0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    return !text.empty() && error == std::errc() && stop == end ? std::optional(value) : std::nullopt;
}

}  // namespace dynoxx::local::support
