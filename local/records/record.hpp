#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace dynoxx::local::records {

/// Names the kinds of records, in the order in which they are loaded.
enum class Kind { Table, Item, Token, Key, Alias, Bucket, Object, Upload, Part };

/// The words for the kinds, in their order; each is a table of the database.
inline constexpr auto kind_names = std::to_array<std::string_view>(
    {"tables", "items", "tokens", "keys", "aliases", "buckets", "objects", "uploads", "parts"});

/// Gives the word for a kind.
[[nodiscard]] constexpr std::string_view name_of(Kind kind) noexcept {
    return kind_names[static_cast<std::size_t>(kind)];
}

/// One thing that outlives the process: there is at most one with the same kind, scope and key.
struct Record {
    Record() = default;

    Kind kind = Kind::Table;
    std::string scope{};  ///< what it belongs to: the table of an item, the bucket of an object; may be empty
    std::string key{};    ///< bytes
    std::string value{};  ///< bytes, in the form of whoever made it
};

}  // namespace dynoxx::local::records
