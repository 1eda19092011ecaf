#include "local/dynamodb/partiql/lexer.hpp"

#include "local/dynamodb/api_error.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace dynoxx::local::dynamodb::partiql {

namespace {

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

class Lexer {
 public:
    explicit Lexer(std::string_view text) : text_(text) {}

    std::vector<Token> read() {
        for (skip_blanks(); at_ < text_.size(); skip_blanks()) {
            begin_ = at_;
            read_token();
        }
        begin_ = at_;
        add(Token::Kind::End, "<EOF>");
        return std::move(tokens_);
    }

 private:
    [[nodiscard]] char peek(std::size_t ahead = 0) const {
        return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
    }
    [[nodiscard]] bool follows(std::string_view part) const { return text_.substr(at_).starts_with(part); }

    void add(Token::Kind kind, std::string text) {
        tokens_.push_back(Token{kind, std::move(text), begin_, at_ - begin_});
    }

    void skip_blanks() {
        for (;;) {
            if (at_ < text_.size() && is_blank(text_[at_])) {
                ++at_;
            } else if (follows("--")) {
                at_ = std::min(text_.find('\n', at_), text_.size());
            } else if (follows("/*")) {
                const std::size_t end = text_.find("*/", at_ + 2);
                if (end == std::string_view::npos) {
                    fail_statement("");
                }
                at_ = end + 2;
            } else {
                return;
            }
        }
    }

    void read_token() {
        const char first = peek();
        if (is_letter(first)) {
            while (is_letter(peek()) || is_digit(peek())) {
                ++at_;
            }
            add(Token::Kind::Name, std::string(text_.substr(begin_, at_ - begin_)));
        } else if (is_digit(first) || (first == '.' && is_digit(peek(1)) && !follows_a_path())) {
            read_number();
        } else if (first == '\'') {
            read_quoted(Token::Kind::Text);
        } else if (first == '"') {
            read_quoted(Token::Kind::QuotedName);
        } else {
            read_symbol();
        }
    }

    /// A dot behind a name or a bracket is a step of a path, also if a digit follows.
    [[nodiscard]] bool follows_a_path() const {
        return !tokens_.empty() && (tokens_.back().kind == Token::Kind::Name ||
                                    tokens_.back().kind == Token::Kind::QuotedName || tokens_.back().is_symbol("]"));
    }

    void read_digits() {
        while (is_digit(peek())) {
            ++at_;
        }
    }

    void read_number() {
        read_digits();
        if (peek() == '.') {
            ++at_;
            read_digits();
        }
        const std::size_t sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
        if ((peek() == 'e' || peek() == 'E') && is_digit(peek(1 + sign))) {
            at_ += 1 + (peek(1) == '+' ? 1 : 0);
            const std::size_t digits = at_;
            at_ += peek() == '-' ? 1 : 0;
            read_digits();
            std::int32_t exponent = 0;
            if (std::from_chars(text_.data() + digits, text_.data() + at_, exponent).ec != std::errc()) {
                fail_statement("");
            }
        }
        add(Token::Kind::Number, std::string(text_.substr(begin_, at_ - begin_)));
    }

    void read_quoted(Token::Kind kind) {
        const char quote = text_[at_++];
        std::string content;
        for (;;) {
            if (at_ >= text_.size()) {
                fail_statement("");
            }
            if (text_[at_] == quote) {
                if (peek(1) != quote) {
                    break;
                }
                ++at_;
            }
            content += text_[at_++];
        }
        ++at_;
        add(kind, std::move(content));
    }

    void read_symbol() {
        for (const std::string_view symbol : {"<<", ">>", "<>", "<=", ">=", "!="}) {
            if (follows(symbol)) {
                at_ += symbol.size();
                add(Token::Kind::Symbol, std::string(symbol));
                return;
            }
        }
        if (std::string_view("()[]{},.:=<>+-*/%?;").find(peek()) == std::string_view::npos || peek() == '\0') {
            fail_statement("");
        }
        ++at_;
        add(Token::Kind::Symbol, std::string(1, text_[begin_]));
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t begin_ = 0;
    std::vector<Token> tokens_;
};

}  // namespace

bool Token::is_keyword(std::string_view keyword) const noexcept {
    return kind == Kind::Name &&
           std::equal(text.begin(), text.end(), keyword.begin(), keyword.end(), [](char a, char b) {
               return (a >= 'a' && a <= 'z' ? static_cast<char>(a - 'a' + 'A') : a) == b;
           });
}

std::vector<Token> tokenize(std::string_view statement) {
    return Lexer(statement).read();
}

void fail_statement(std::string_view detail) {
    fail_validation("Statement wasn't well formed, can't be processed: " + std::string(detail));
}

std::string describe_place(std::string_view statement, const Token& token) {
    const std::string_view before = statement.substr(0, token.begin);
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const std::size_t start = before.rfind('\n');
    const std::size_t column = before.size() - (start == std::string_view::npos ? 0 : start + 1) + 1;
    return " at " + std::to_string(line) + ':' + std::to_string(column) + ':' + std::to_string(token.length);
}

}  // namespace dynoxx::local::dynamodb::partiql
