#pragma once

#include "local/s3/store.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dynoxx::local::s3 {

/// Where a listing goes on: behind a key, or behind every key that starts with a common prefix.
struct ListPosition {
    std::string text{};
    bool is_prefix = false;

    /// Gives the text of a continuation token.
    [[nodiscard]] std::string to_token() const;

    /// Reads what `to_token` gives.
    [[nodiscard]] static std::optional<ListPosition> from_token(std::string_view token);

    friend bool operator==(const ListPosition&, const ListPosition&) = default;
};

/// What a page of a listing is asked for.
struct ListQuery {
    ListQuery() = default;

    std::string prefix{};
    std::string delimiter{};  ///< empty: no common prefixes
    ListPosition after{};
    std::size_t max_keys = 1000;
};

/// One page of a listing.
struct ListPage {
    ListPage() = default;

    std::vector<std::pair<std::string_view, const Object*>> contents{};
    std::vector<std::string> common_prefixes{};
    std::optional<ListPosition> next{};  ///< set if there is more
};

/// Gives one page of the objects of a bucket, in the order of their keys; views point into the map.
[[nodiscard]] ListPage list_objects(const std::map<std::string, Object, std::less<>>& objects, const ListQuery& query);

}  // namespace dynoxx::local::s3
