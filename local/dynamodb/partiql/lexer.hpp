#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dynoxx::local::dynamodb::partiql {

/// One token of a statement.
struct Token {
    enum class Kind { Name, QuotedName, Text, Number, Symbol, End };

    Kind kind = Kind::End;
    /// The token as written; of a quoted name and a text what stands between the quotes, with doubled quotes undone.
    std::string text;
    /// Where the token begins in the statement, and how long it is there; bytes.
    std::size_t begin = 0;
    std::size_t length = 0;

    /// Tells whether this is the symbol, such as `<<` or `(`.
    [[nodiscard]] bool is_symbol(std::string_view symbol) const noexcept {
        return kind == Kind::Symbol && text == symbol;
    }
    /// Tells whether this is the keyword, in any case. @param keyword in capital letters.
    [[nodiscard]] bool is_keyword(std::string_view keyword) const noexcept;
};

/// Splits a statement into tokens; the last one is End. Blanks and comments (`--`, `/* */`) are left out.
///
/// @par Errors
/// Throws ApiError(Validation) `Statement wasn't well formed, can't be processed: ` if a character begins no token, or
/// a quote or comment is not closed.
[[nodiscard]] std::vector<Token> tokenize(std::string_view statement);

/// Throws the error of a statement that cannot be parsed. @param detail what was expected; may be empty.
[[noreturn]] void fail_statement(std::string_view detail);

/// Gives where a token stands as messages of the service show it: ` at line:column:length`, counted from 1.
[[nodiscard]] std::string describe_place(std::string_view statement, const Token& token);

}  // namespace dynoxx::local::dynamodb::partiql
