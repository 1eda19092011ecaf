#include "local/dynamodb/partiql/value_parser.hpp"

#include "local/dynamodb/api_error.hpp"
#include "local/dynamodb/value_json.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace dynoxx::local::dynamodb::partiql {

namespace {

constexpr int max_depth = 200;
constexpr std::size_t max_list_index = 0x7FFFFFFF;

/// Words that stand for no attribute unless they are quoted.
constexpr auto keywords = std::to_array<std::string_view>(
    {"ALL",    "AND",      "AS",        "BETWEEN", "BY",     "CASE",      "CAST",   "CREATE", "CROSS",
     "DELETE", "DISTINCT", "DROP",      "ELSE",    "END",    "EXCEPT",    "EXISTS", "FALSE",  "FROM",
     "FULL",   "GROUP",    "HAVING",    "IN",      "INNER",  "INSERT",    "INTO",   "IS",     "JOIN",
     "LEFT",   "LIKE",     "LIMIT",     "MISSING", "NOT",    "NULL",      "ON",     "OR",     "ORDER",
     "OUTER",  "PIVOT",    "RETURNING", "RIGHT",   "SELECT", "SET",       "TABLE",  "THEN",   "TRUE",
     "UNION",  "UPDATE",   "VALUE",     "VALUES",  "WHEN",   "INTERSECT", "REMOVE", "WHERE"});

/// Keywords that are operators with something in front of them.
constexpr auto operators = std::to_array<std::string_view>({"AND", "BETWEEN", "IN", "IS", "LIKE", "OR"});

bool is_one_of(const Token& token, const auto& words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return token.is_keyword(word); });
}

std::string print(const Value& value) {
    const std::string text = describe(value);
    const std::size_t colon = text.find(':');
    return text.substr(colon + 1, text.size() - colon - 2);
}

/// Makes a set of values of one type; `none` if the type is another.
template <class Element>
Value make_set(std::vector<Value> values, std::string_view kind) {
    Set<Element> set;
    std::string listed;
    for (Value& value : values) {
        auto* element = value.get<Element>();
        if (element == nullptr) {
            fail_validation("Unexpected data type " + std::string(type_name(value.type())) + " in " +
                            std::string(kind) + " Set under key root");
        }
        listed += (listed.empty() ? "" : ", ") + print(value);
        set.elements.push_back(std::move(*element));
    }
    std::sort(set.elements.begin(), set.elements.end());
    if (std::adjacent_find(set.elements.begin(), set.elements.end()) != set.elements.end()) {
        fail_parameter("Input collection [" + listed + "] contains duplicates.");
    }
    return Value{std::move(set)};
}

}  // namespace

ValueParser::ValueParser(std::string_view text, std::vector<Value> parameters)
    : text_(text), tokens_(tokenize(text)), parameters_(std::move(parameters)) {}

const Token& ValueParser::take() noexcept {
    const Token& token = tokens_[at_];
    at_ += token.kind == Token::Kind::End ? 0 : 1;
    return token;
}

bool ValueParser::take_symbol(std::string_view symbol) noexcept {
    const bool taken = current().is_symbol(symbol);
    at_ += taken ? 1 : 0;
    return taken;
}

bool ValueParser::take_keyword(std::string_view keyword) noexcept {
    const bool taken = current().is_keyword(keyword);
    at_ += taken ? 1 : 0;
    return taken;
}

void ValueParser::expect_symbol(std::string_view symbol, std::string_view detail) {
    if (!take_symbol(symbol)) {
        fail_statement(detail);
    }
}

void ValueParser::expect_keyword(std::string_view keyword, std::string_view detail) {
    if (!take_keyword(keyword)) {
        fail_statement(detail);
    }
}

bool ValueParser::at_name() const noexcept {
    return current().kind == Token::Kind::QuotedName ||
           (current().kind == Token::Kind::Name && !is_one_of(current(), keywords));
}

bool ValueParser::at_value() const noexcept {
    const Token& token = current();
    return token.kind == Token::Kind::Text || token.kind == Token::Kind::Number || token.is_symbol("?") ||
           token.is_symbol("[") || token.is_symbol("{") || token.is_symbol("<<") ||
           ((token.is_symbol("-") || token.is_symbol("+")) && following().kind == Token::Kind::Number) ||
           token.is_keyword("TRUE") || token.is_keyword("FALSE") || token.is_keyword("NULL");
}

DocumentPath ValueParser::parse_path() {
    if (!at_name()) {
        fail_term();
    }
    if (current().text.empty()) {
        fail_validation("Path component cannot be an empty string");
    }
    DocumentPath path;
    path.emplace_back(take().text);
    for (;;) {
        if (take_symbol(".")) {
            if (!at_name()) {
                fail_statement("Invalid path dot component");
            }
            path.emplace_back(take().text);
        } else if (take_symbol("[")) {
            const bool negative = take_symbol("-");
            const Token index_token = take();
            if (index_token.kind == Token::Kind::Text) {
                path.emplace_back(index_token.text);
            } else {
                std::size_t index = 0;
                const std::string& digits = index_token.text;
                const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), index);
                if (index_token.kind != Token::Kind::Number || read.ptr != digits.data() + digits.size()) {
                    fail_statement("Unexpected term");
                }
                if (read.ec != std::errc() || index > max_list_index || (negative && index != 0)) {
                    fail_validation("List index is not within the allowable range; index: [" +
                                    std::string(negative ? "-" : "") + digits + ']' + place_of(index_token));
                }
                path.emplace_back(index);
            }
            expect_symbol("]", "Expected RIGHT_BRACKET");
        } else {
            return path;
        }
    }
}

Value ValueParser::parse_value() {
    return parse_any("root", 0);
}

ValueMap ValueParser::parse_struct(const std::string& where) {
    return parse_members(where, 0);
}

Value ValueParser::parse_any(const std::string& where, int depth) {
    if (depth >= max_nesting) {
        fail_validation(std::string(nesting_message));
    }
    if (!at_value()) {
        fail_term();
    }
    if (current().is_symbol("?")) {
        return take_parameter();
    }
    if (current().is_symbol("{")) {
        return Value{parse_members(where, depth + 1)};
    }
    if (current().is_symbol("[")) {
        return Value{parse_list(where, depth + 1)};
    }
    if (current().is_symbol("<<")) {
        return parse_set(where, depth);
    }
    if (current().kind == Token::Kind::Text) {
        return Value{take().text};
    }
    if (take_keyword("NULL")) {
        return Value{Null{}};
    }
    if (current().kind == Token::Kind::Name) {
        return Value{take().is_keyword("TRUE")};
    }
    const bool negative = take_symbol("-");
    if (!negative) {
        static_cast<void>(take_symbol("+"));
    }
    return parse_number(negative, where);
}

Value ValueParser::parse_number(bool negative, const std::string& where) {
    const std::string text = (negative ? "-" : "") + take().text;
    const auto number = Decimal::parse(text);
    if (const auto* error = std::get_if<DecimalError>(&number)) {
        fail_validation(decimal_error_message(*error, text) + " under " + where);
    }
    return Value{std::get<Decimal>(number)};
}

ValueMap ValueParser::parse_members(const std::string& where, int depth) {
    ValueMap map;
    expect_symbol("{", "Unexpected term");
    while (!take_symbol("}")) {
        if (!map.empty()) {
            expect_symbol(",", "Expected COMMA");
        }
        const Token name = take();
        if (name.kind != Token::Kind::Text && name.kind != Token::Kind::QuotedName) {
            fail_statement("Unexpected term");
        }
        expect_symbol(":", "Expected COLON");
        // An attribute of an item is a root of its own.
        const std::string below = depth == 0 ? where : where + '.' + name.text;
        if (!map.emplace(name.text, parse_any(below, depth)).second) {
            fail_validation("Duplicate keys in tuple. Key: " + name.text + " under " + where);
        }
    }
    return map;
}

ValueList ValueParser::parse_list(const std::string& where, int depth) {
    ValueList list;
    expect_symbol("[", "Unexpected term");
    while (!take_symbol("]")) {
        if (!list.empty()) {
            expect_symbol(",", "Expected COMMA");
        }
        list.push_back(parse_any(where + '[' + std::to_string(list.size()) + ']', depth));
    }
    return list;
}

Value ValueParser::parse_set(const std::string& where, int depth) {
    std::vector<Value> values;
    expect_symbol("<<", "Unexpected term");
    while (!take_symbol(">>")) {
        if (!values.empty()) {
            expect_symbol(",", "Expected COMMA");
        }
        values.push_back(parse_any(where, depth + 1));
    }
    if (values.empty()) {
        fail_validation("Empty bags are not supported");
    }
    switch (values.front().type()) {
        case ValueType::S:
            return make_set<std::string>(std::move(values), "String");
        case ValueType::N:
            return make_set<Decimal>(std::move(values), "Number");
        case ValueType::B:
            return make_set<Binary>(std::move(values), "Binary");
        default:
            fail_validation("Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags");
    }
}

Value ValueParser::take_parameter() {
    take();
    if (next_parameter_ == parameters_.size()) {
        fail_validation("Number of parameters in request and statement don't match.");
    }
    return parameters_[next_parameter_++];
}

void ValueParser::check_all_parameters_used() const {
    if (next_parameter_ != parameters_.size()) {
        fail_validation("Number of parameters in request and statement don't match.");
    }
}

void ValueParser::fail_term() const {
    if (is_one_of(current(), operators)) {
        fail_statement("Unexpected operator");
    }
    fail_statement(is_one_of(current(), keywords) ? "Unexpected keyword" : "Unexpected term");
}

ValueParser::Nesting::Nesting(ValueParser& parser) : parser_(parser) {
    if (++parser_.depth_ > max_depth) {
        fail_statement("The expression contains too many nested operators");
    }
}

}  // namespace dynoxx::local::dynamodb::partiql
