#include "local/dynamodb/expression/lexer.hpp"

#include <algorithm>

namespace dynoxx::local::dynamodb {

namespace {

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_word(char c) {
    return is_letter(c) || is_digit(c) || c == '_';
}
bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::size_t end_of(std::string_view text, std::size_t at, bool (*belongs)(char)) {
    while (at < text.size() && belongs(text[at])) {
        ++at;
    }
    return at;
}

Token read_token(std::string_view text, std::size_t begin) {
    const char first = text[begin];
    const auto make = [&](Token::Kind kind, std::size_t end) {
        return Token{kind, text.substr(begin, end - begin), begin, end};
    };
    if (is_letter(first)) {
        return make(Token::Kind::Name, end_of(text, begin, is_word));
    }
    if (is_digit(first)) {
        return make(Token::Kind::Number, end_of(text, begin, is_digit));
    }
    if (first == '#' || first == ':') {
        const std::size_t end = end_of(text, begin + 1, is_word);
        if (end == begin + 1) {
            return make(Token::Kind::Unknown, end);
        }
        return make(first == '#' ? Token::Kind::NamePlaceholder : Token::Kind::ValuePlaceholder, end);
    }
    for (const std::string_view symbol : {"<>", "<=", ">="}) {
        if (text.substr(begin).starts_with(symbol)) {
            return make(Token::Kind::Symbol, begin + 2);
        }
    }
    if (std::string_view("()[],.=<>+-").find(first) != std::string_view::npos) {
        return make(Token::Kind::Symbol, begin + 1);
    }
    return make(Token::Kind::Unknown, begin + 1);
}

}  // namespace

bool Token::is_keyword(std::string_view keyword) const noexcept {
    return kind == Kind::Name &&
           std::equal(text.begin(), text.end(), keyword.begin(), keyword.end(), [](char a, char b) {
               return (a >= 'a' && a <= 'z' ? static_cast<char>(a - 'a' + 'A') : a) == b;
           });
}

std::vector<Token> tokenize(std::string_view expression) {
    std::vector<Token> tokens;
    std::size_t at = end_of(expression, 0, is_blank);
    while (at < expression.size()) {
        tokens.push_back(read_token(expression, at));
        at = end_of(expression, tokens.back().end, is_blank);
    }
    tokens.push_back(Token{Token::Kind::End, "<EOF>", expression.size(), expression.size()});
    return tokens;
}

}  // namespace dynoxx::local::dynamodb
