#include "local/s3/listing.hpp"

#include "runtime/encoding.hpp"

namespace dynoxx::local::s3 {

namespace {

constexpr char key_mark = 'k';
constexpr char prefix_mark = 'p';

/// Gives the smallest text that is greater than every text with this prefix; empty if there is none.
std::string successor_of_prefix(std::string prefix) {
    while (!prefix.empty() && static_cast<unsigned char>(prefix.back()) == 0xff) {
        prefix.pop_back();
    }
    if (!prefix.empty()) {
        prefix.back() = static_cast<char>(static_cast<unsigned char>(prefix.back()) + 1);
    }
    return prefix;
}

}  // namespace

std::string ListPosition::to_token() const {
    const std::string marked = (is_prefix ? prefix_mark : key_mark) + text;
    return runtime::base64_encode(runtime::bytes_of(marked));
}

std::optional<ListPosition> ListPosition::from_token(std::string_view token) {
    const auto bytes = runtime::base64_decode(token);
    if (!bytes || bytes->size() < 2) {
        return std::nullopt;
    }
    const std::string_view marked = runtime::text_of(*bytes);
    if (marked.front() != key_mark && marked.front() != prefix_mark) {
        return std::nullopt;
    }
    return ListPosition{std::string(marked.substr(1)), marked.front() == prefix_mark};
}

ListPage list_objects(const std::map<std::string, Object, std::less<>>& objects, const ListQuery& query) {
    ListPage page;
    // Jumps behind a common prefix instead of walking through it.
    const auto behind_prefix = [&](const std::string& prefix) {
        const std::string successor = successor_of_prefix(prefix);
        return successor.empty() ? objects.end() : objects.lower_bound(successor);
    };
    auto at = objects.lower_bound(query.prefix);
    if (!query.after.text.empty() && query.after.text >= query.prefix) {
        at = query.after.is_prefix ? behind_prefix(query.after.text) : objects.upper_bound(query.after.text);
    }
    std::size_t count = 0;
    ListPosition last;
    while (at != objects.end() && at->first.starts_with(query.prefix)) {
        if (count == query.max_keys) {
            if (count != 0) {
                page.next = last;
            }
            break;
        }
        const std::string& key = at->first;
        const std::size_t end =
            query.delimiter.empty() ? std::string::npos : key.find(query.delimiter, query.prefix.size());
        if (end == std::string::npos) {
            page.contents.emplace_back(key, &at->second);
            last = ListPosition{key, false};
            ++at;
        } else {
            page.common_prefixes.push_back(key.substr(0, end + query.delimiter.size()));
            last = ListPosition{page.common_prefixes.back(), true};
            at = behind_prefix(page.common_prefixes.back());
        }
        ++count;
    }
    return page;
}

}  // namespace dynoxx::local::s3
