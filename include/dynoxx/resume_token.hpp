#pragma once

#include <dynoxx/attribute_value.hpp>
#include <dynoxx/error.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace dynoxx {

/// The place after an item in a query or scan, to go on from there later, also in another process.
///
/// It holds the table, the index and the key of that item, readable by whoever gets its text: a token that leaves the
/// service should be signed or encrypted if keys are confidential.
///
/// @par Thread safety
/// A value.
class ResumeToken {
 public:
    ResumeToken(std::string table, std::string index, Item key)
        : table_(std::move(table)), index_(std::move(index)), key_(std::move(key)) {}

    /// Reads the text of a token.
    ///
    /// @par Errors
    /// `InvalidOption` if it is not what `text()` gives.
    [[nodiscard]] static Result<ResumeToken> parse(std::string_view text);

    /// Gives a text of letters, digits, `-` and `_`, fit for a URL; its length is about 4/3 of that of the key's JSON.
    [[nodiscard]] std::string text() const;

    [[nodiscard]] const std::string& table() const noexcept { return table_; }
    [[nodiscard]] const std::string& index() const noexcept { return index_; }  ///< empty for the table itself
    [[nodiscard]] const Item& key() const noexcept { return key_; }

    friend bool operator==(const ResumeToken&, const ResumeToken&) = default;

 private:
    std::string table_;
    std::string index_;
    Item key_;
};

}  // namespace dynoxx
