#include "local/dynamodb/expression/parser_base.hpp"

#include "local/dynamodb/api_error.hpp"
#include "local/dynamodb/expression/reserved_words.hpp"

#include <charconv>

namespace dynoxx::local::dynamodb {

namespace {

constexpr std::size_t max_expression_size = 4096;
constexpr std::size_t max_operators = 300;
constexpr std::size_t max_path_steps = 32;
constexpr int max_depth = 350;

}  // namespace

ParserBase::ParserBase(std::string_view kind, std::string_view text, ExpressionContext& context)
    : kind_(kind), text_(text), context_(context) {
    if (text.size() > max_expression_size) {
        const std::string message = "Expression size has exceeded the maximum allowed size;";
        fail(kind == "UpdateExpression" ? message : message + " expression size: " + std::to_string(text.size()));
    }
    tokens_ = tokenize(text);
    if (tokens_.size() == 1) {
        fail("The expression can not be empty;");
    }
}

Token ParserBase::take() noexcept {
    const Token token = tokens_[at_];
    if (token.kind != Token::Kind::End) {
        ++at_;
    }
    return token;
}

bool ParserBase::take_symbol(std::string_view symbol) noexcept {
    const bool taken = current().is_symbol(symbol);
    at_ += taken ? 1 : 0;
    return taken;
}

bool ParserBase::take_keyword(std::string_view keyword) noexcept {
    const bool taken = current().is_keyword(keyword);
    at_ += taken ? 1 : 0;
    return taken;
}

void ParserBase::expect_symbol(std::string_view symbol) {
    if (!take_symbol(symbol)) {
        fail_syntax();
    }
}

void ParserBase::expect_end() {
    if (current().kind != Token::Kind::End) {
        fail_syntax();
    }
}

std::string ParserBase::parse_name() {
    const Token token = current();
    if (token.kind == Token::Kind::Name) {
        if (is_reserved_word(token.text)) {
            note(Mistake::ReservedWord,
                 "Attribute name is a reserved keyword; reserved keyword: " + std::string(token.text));
        }
        take();
        return std::string(token.text);
    }
    if (token.kind != Token::Kind::NamePlaceholder) {
        fail_syntax();
    }
    take();
    if (const std::string* name = context_.use_name(token.text)) {
        return *name;
    }
    note(Mistake::Undefined, "An expression attribute name used in the document path is not defined; attribute name: " +
                                 std::string(token.text));
    return std::string(token.text);
}

DocumentPath ParserBase::parse_path() {
    DocumentPath path;
    path.emplace_back(parse_name());
    for (;;) {
        if (take_symbol(".")) {
            path.emplace_back(parse_name());
        } else if (take_symbol("[")) {
            const Token token = current();
            if (token.kind != Token::Kind::Number) {
                fail_syntax();
            }
            take();
            std::size_t index = 0;
            const auto result = std::from_chars(token.text.data(), token.text.data() + token.text.size(), index);
            if (result.ec != std::errc() || index > 0x7FFFFFFF) {
                fail("List index is not within the allowable range; index: [" + std::string(token.text) + ']');
            }
            path.emplace_back(index);
            expect_symbol("]");
        } else {
            break;
        }
    }
    if (path.size() > max_path_steps) {
        fail("The document path has too many nesting elements; nesting levels: " + std::to_string(path.size()));
    }
    return path;
}

Operand ParserBase::parse_value() {
    const Token token = take();
    Operand operand;
    operand.kind = Operand::Kind::Value;
    operand.value = context_.use_value(token.text);
    if (operand.value == nullptr) {
        note(Mistake::Undefined, "An expression attribute value used in expression is not defined; attribute value: " +
                                     std::string(token.text));
    }
    return operand;
}

bool ParserBase::is_key_condition() const noexcept {
    return kind_ == "KeyConditionExpression";
}

void ParserBase::note(Mistake mistake, std::string message) {
    if (is_key_condition()) {
        fail(message);
    }
    std::string& noted = mistakes_[static_cast<std::size_t>(mistake)];
    if (noted.empty()) {
        noted = std::move(message);
    }
}

void ParserBase::note_operator_type(std::string_view symbol, ValueType type) {
    const std::string message = "Incorrect operand type for operator or function; operator";
    note(Mistake::OperandType,
         is_key_condition()
             ? message + " or function: " + std::string(symbol) + ", operand type: " + std::string(type_name(type))
             : message + ": " + std::string(symbol) + ", operand type: " + std::string(long_type_name(type)));
}

void ParserBase::check_mistakes() const {
    for (const std::string& message : mistakes_) {
        if (!message.empty()) {
            fail(message);
        }
    }
}

void ParserBase::count_operator() {
    if (++operators_ > max_operators) {
        fail("The expression contains too many operators; operator count: " + std::to_string(operators_));
    }
}

void ParserBase::fail_syntax() const {
    const Token& token = current();
    const Token& before = tokens_[at_ == 0 ? 0 : at_ - 1];
    const Token& after = following();
    const std::size_t end =
        after.kind == Token::Kind::End ? (token.kind == Token::Kind::End ? before.end : token.end) : after.end;
    fail("Syntax error; token: \"" + std::string(token.text) + "\", near: \"" +
         std::string(text_.substr(before.begin, end - before.begin)) + '"');
}

void ParserBase::fail(std::string_view message) const {
    fail_validation("Invalid " + std::string(kind_) + ": " + std::string(message));
}

ParserBase::Nesting::Nesting(ParserBase& parser) : parser_(parser) {
    if (++parser_.depth_ > max_depth) {
        parser_.fail("The expression contains too many nested operators");
    }
}

std::string_view long_type_name(ValueType type) noexcept {
    constexpr std::array<std::string_view, 10> names = {"STRING", "NUMBER", "BINARY",     "BOOLEAN",    "NULL",
                                                        "MAP",    "LIST",   "STRING_SET", "NUMBER_SET", "BINARY_SET"};
    return names[static_cast<std::size_t>(type)];
}

std::optional<ValueType> static_type(const Operand& operand) noexcept {
    switch (operand.kind) {
        case Operand::Kind::Value:
            return operand.value == nullptr ? std::nullopt : std::optional(operand.value->type());
        case Operand::Kind::Size:
        case Operand::Kind::Plus:
        case Operand::Kind::Minus:
            return ValueType::N;
        case Operand::Kind::ListAppend:
            return ValueType::L;
        case Operand::Kind::IfNotExists:
            return operand.arguments.size() == 2 ? static_type(operand.arguments[1]) : std::nullopt;
        case Operand::Kind::Path:
            break;
    }
    return std::nullopt;
}

}  // namespace dynoxx::local::dynamodb
