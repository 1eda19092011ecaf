#include "local/dynamodb/partiql/condition_parser.hpp"

#include "local/dynamodb/api_error.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <utility>

namespace dynoxx::local::dynamodb::partiql {

namespace {

using Kind = Condition::Kind;

constexpr auto comparators = std::to_array<std::pair<std::string_view, Kind>>({
    {"=", Kind::Equal},
    {"<>", Kind::NotEqual},
    {"!=", Kind::NotEqual},
    {"<", Kind::Less},
    {"<=", Kind::LessOrEqual},
    {">", Kind::Greater},
    {">=", Kind::GreaterOrEqual},
});

struct Function {
    std::string_view name;
    std::size_t operands;
    Kind kind;
};

constexpr auto functions = std::to_array<Function>({
    {"attribute_exists", 1, Kind::AttributeExists},
    {"attribute_not_exists", 1, Kind::AttributeNotExists},
    {"attribute_type", 2, Kind::AttributeType},
    {"begins_with", 2, Kind::BeginsWith},
    {"contains", 2, Kind::Contains},
});

/// What stands behind IS, and the type that it means.
constexpr auto type_words = std::to_array<std::pair<std::string_view, ValueType>>({
    {"NULL", ValueType::NULL_},
    {"BOOL", ValueType::BOOL},
    {"BOOLEAN", ValueType::BOOL},
    {"BLOB", ValueType::B},
    {"STRING", ValueType::S},
    {"NUMERIC", ValueType::N},
    {"STRUCT", ValueType::M},
    {"TUPLE", ValueType::M},
    {"LIST", ValueType::L},
});

/// Further type names, which parse but have no meaning for the service.
constexpr auto other_types = std::to_array<std::string_view>(
    {"INT",     "INT4",      "INT8",   "INTEGER", "SMALLINT", "BIGINT", "FLOAT", "REAL", "DOUBLE",    "DECIMAL", "CHAR",
     "VARCHAR", "CHARACTER", "SYMBOL", "CLOB",    "SEXP",     "BAG",    "DATE",  "TIME", "TIMESTAMP", "ANY"});

constexpr std::size_t max_in_operands = 100;

std::string lower(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

Condition make(Kind kind, std::vector<Operand> operands) {
    return Condition{kind, {}, std::move(operands)};
}

Condition negated(Condition condition) {
    Condition negation{Kind::Not, {}, {}};
    negation.conditions.push_back(std::move(condition));
    return negation;
}

/// Only texts, numbers and binaries have an order.
void check_ordered(std::string_view name, const std::vector<Operand>& operands) {
    for (const Operand& operand : operands) {
        if (operand.value == nullptr) {
            continue;
        }
        const ValueType type = operand.value->type();
        if (type != ValueType::S && type != ValueType::N && type != ValueType::B) {
            fail_validation("Incorrect operand type for operator or function; operator or function: " +
                            std::string(name) + ", operand type: " + std::string(type_name(type)));
        }
    }
}

void check_type_operand(const Operand& operand) {
    const auto* name = operand.value == nullptr ? nullptr : operand.value->get<std::string>();
    if (name == nullptr) {
        fail_validation(
            "Incorrect operand type for operator or function; operator or function: attribute_type, operand type: " +
            std::string(operand.value == nullptr ? "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}"
                                                 : type_name(operand.value->type())));
    }
    if (!find_type(*name)) {
        fail_validation("Invalid attribute type name found; type: " + *name +
                        ", valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}");
    }
}

void check_function(const Function& function, const std::vector<Operand>& operands) {
    const std::string name(function.name);
    if (operands.size() != function.operands) {
        fail_validation("Incorrect number of operands for operator or function; operator or function: " + name +
                        ", number of operands: " + std::to_string(operands.size()));
    }
    const bool wants_path = function.operands == 1 || function.kind == Kind::AttributeType;
    if (wants_path && operands.front().kind != Operand::Kind::Path) {
        fail_validation("Operator or function requires a document path; operator or function: " + name);
    }
    if (function.kind == Kind::AttributeType) {
        check_type_operand(operands[1]);
    }
    const Value* prefix = function.kind == Kind::BeginsWith ? operands[1].value : nullptr;
    if (prefix != nullptr && prefix->type() != ValueType::S && prefix->type() != ValueType::B) {
        fail_validation("Incorrect operand type for operator or function; operator or function: " + name +
                        ", operand type: " + std::string(type_name(prefix->type())));
    }
}

}  // namespace

Condition ConditionParser::parse_condition(std::deque<Value>& values) {
    values_ = &values;
    return parse_or();
}

Operand ConditionParser::make_value(Value value, std::deque<Value>& values) {
    return Operand{Operand::Kind::Value, {}, &values.emplace_back(std::move(value)), {}};
}

bool ConditionParser::at_function() const noexcept {
    return current().kind == Token::Kind::Name && following().is_symbol("(");
}

Operand ConditionParser::parse_operand(std::deque<Value>& values) {
    if (at_value()) {
        return make_value(parse_value(), values);
    }
    if (at_function() && current().is_keyword("SIZE")) {
        take();
        std::vector<Operand> operands = parse_arguments(values);
        if (operands.size() != 1) {
            fail_validation(
                "Incorrect number of operands for operator or function; operator or function: size, number of "
                "operands: " +
                std::to_string(operands.size()));
        }
        return Operand{Operand::Kind::Size, {}, nullptr, std::move(operands)};
    }
    if (at_function() && at_name()) {
        fail_validation("Unrecognized function: " + lower(current().text) + place_of(current()));
    }
    return Operand{Operand::Kind::Path, parse_path(), nullptr, {}};
}

std::vector<Operand> ConditionParser::parse_arguments(std::deque<Value>& values) {
    const Nesting nesting(*this);
    std::vector<Operand> arguments;
    expect_symbol("(", "Unexpected term");
    while (!take_symbol(")")) {
        if (!arguments.empty()) {
            expect_symbol(",", "Expected RIGHT_PAREN");
        }
        arguments.push_back(parse_operand(values));
    }
    return arguments;
}

void ConditionParser::check_right_side() const {
    if (current().kind == Token::Kind::End) {
        fail_statement("Missing right-hand side expression of infix operator");
    }
}

Condition ConditionParser::parse_chain(Kind kind, std::string_view keyword,
                                       Condition (ConditionParser::*parse_part)()) {
    Condition first = (this->*parse_part)();
    if (!current().is_keyword(keyword)) {
        return first;
    }
    Condition chain{kind, {}, {}};
    chain.conditions.push_back(std::move(first));
    while (take_keyword(keyword)) {
        check_right_side();
        chain.conditions.push_back((this->*parse_part)());
    }
    return chain;
}

Condition ConditionParser::parse_or() {
    const Nesting nesting(*this);
    return parse_chain(Kind::Or, "OR", &ConditionParser::parse_and);
}

Condition ConditionParser::parse_and() {
    return parse_chain(Kind::And, "AND", &ConditionParser::parse_not);
}

Condition ConditionParser::parse_not() {
    const Nesting nesting(*this);
    return take_keyword("NOT") ? negated(parse_not()) : parse_comparison();
}

Condition ConditionParser::parse_comparison() {
    if (take_symbol("(")) {
        Condition inner = parse_or();
        expect_symbol(")", "Expected RIGHT_PAREN");
        return inner;
    }
    if (at_function() && !current().is_keyword("SIZE")) {
        Condition condition = parse_function();
        // A function may be compared with what it gives.
        if (!current().is_symbol("=") || !(following().is_keyword("TRUE") || following().is_keyword("FALSE"))) {
            return condition;
        }
        take();
        return take().is_keyword("TRUE") ? condition : negated(std::move(condition));
    }
    return parse_rest(parse_operand(*values_));
}

Condition ConditionParser::parse_rest(Operand first) {
    const auto comparator = std::find_if(comparators.begin(), comparators.end(),
                                         [&](const auto& entry) { return current().is_symbol(entry.first); });
    if (comparator != comparators.end()) {
        take();
        check_right_side();
        std::vector<Operand> operands{std::move(first)};
        operands.push_back(parse_operand(*values_));
        if (comparator->second != Kind::Equal && comparator->second != Kind::NotEqual) {
            check_ordered(comparator->first, operands);
        }
        return make(comparator->second, std::move(operands));
    }
    const bool negative = take_keyword("NOT");
    Condition condition;
    if (take_keyword("BETWEEN")) {
        condition = parse_between(std::move(first));
    } else if (take_keyword("IN")) {
        condition = parse_in(std::move(first));
    } else if (!negative && take_keyword("IS")) {
        return parse_is(std::move(first));
    } else if (current().is_keyword("LIKE")) {
        fail_validation("Unsupported operation: Like" + place_of(current()));
    } else {
        fail_validation("WHERE clause must contain an expression that resolves to a boolean");
    }
    return negative ? negated(std::move(condition)) : condition;
}

Condition ConditionParser::parse_between(Operand first) {
    std::vector<Operand> operands{std::move(first)};
    operands.push_back(parse_operand(*values_));
    expect_keyword("AND", "Expected AND after BETWEEN");
    operands.push_back(parse_operand(*values_));
    check_ordered("BETWEEN", operands);
    return make(Kind::Between, std::move(operands));
}

Condition ConditionParser::parse_in(Operand first) {
    const bool brackets = take_symbol("[");
    if (!brackets && !take_symbol("(")) {
        fail_statement("Unexpected term");
    }
    const std::string_view end = brackets ? "]" : ")";
    std::vector<Operand> operands{std::move(first)};
    while (!take_symbol(end)) {
        if (operands.size() > 1) {
            expect_symbol(",", brackets ? "Expected RIGHT_BRACKET" : "Expected RIGHT_PAREN");
        }
        operands.push_back(parse_operand(*values_));
    }
    if (operands.size() == 1 || operands.front().kind != Operand::Kind::Path) {
        fail_validation(
            "IN operator must have a left hand argument of type Variable Reference and right hand argument of type Seq "
            "with at least one member");
    }
    if (operands.size() - 1 > max_in_operands) {
        fail_validation("The IN operator is provided with too many operands; number of operands: " +
                        std::to_string(operands.size() - 1));
    }
    return make(Kind::In, std::move(operands));
}

Condition ConditionParser::parse_is(Operand first) {
    const bool negative = take_keyword("NOT");
    if (first.kind != Operand::Kind::Path) {
        fail_validation("The left hand side argument to IS must be a Variable Reference, Literal, or Path");
    }
    const Token word = take();
    std::vector<Operand> operands{std::move(first)};
    if (word.is_keyword("MISSING")) {
        return make(negative ? Kind::AttributeExists : Kind::AttributeNotExists, std::move(operands));
    }
    const auto type = std::find_if(type_words.begin(), type_words.end(),
                                   [&](const auto& entry) { return word.is_keyword(entry.first); });
    if (type == type_words.end()) {
        if (std::none_of(other_types.begin(), other_types.end(),
                         [&](std::string_view name) { return word.is_keyword(name); })) {
            fail_statement("Expected type name");
        }
        fail_validation("Unsupported data type for IS operator: " + lower(word.text) +
                        ". Supported data types are [MISSING, NULL, BOOLEAN, BLOB, STRING, NUMERIC, STRUCT, TUPLE, "
                        "LIST]");
    }
    operands.push_back(make_value(Value{std::string(type_name(type->second))}, *values_));
    Condition condition = make(Kind::AttributeType, std::move(operands));
    return negative ? negated(std::move(condition)) : condition;
}

Condition ConditionParser::parse_function() {
    const Token name = take();
    const std::string known = lower(name.text);
    const auto* function =
        std::find_if(functions.begin(), functions.end(), [&](const Function& entry) { return entry.name == known; });
    if (function == functions.end()) {
        fail_validation("Unrecognized function: " + known + place_of(name));
    }
    std::vector<Operand> operands = parse_arguments(*values_);
    check_function(*function, operands);
    return make(function->kind, std::move(operands));
}

}  // namespace dynoxx::local::dynamodb::partiql
