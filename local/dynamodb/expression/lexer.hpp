#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace dynoxx::local::dynamodb {

/// One token of an expression.
struct Token {
    enum class Kind { Name, NamePlaceholder, ValuePlaceholder, Number, Symbol, Unknown, End };

    Kind kind = Kind::End;
    /// The token as written; of a placeholder with its `#` or `:`.
    std::string_view text;
    std::size_t begin = 0;
    std::size_t end = 0;

    /// Tells whether this is the symbol, such as `<=` or `(`.
    [[nodiscard]] bool is_symbol(std::string_view symbol) const noexcept {
        return kind == Kind::Symbol && text == symbol;
    }
    /// Tells whether this is the keyword, in any case. @param keyword in capital letters.
    [[nodiscard]] bool is_keyword(std::string_view keyword) const noexcept;
};

/// Splits an expression into tokens; the last one is End. What is no token becomes Unknown, one character each.
[[nodiscard]] std::vector<Token> tokenize(std::string_view expression);

}  // namespace dynoxx::local::dynamodb
