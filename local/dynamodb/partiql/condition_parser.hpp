#pragma once

#include "local/dynamodb/partiql/value_parser.hpp"

#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace dynoxx::local::dynamodb::partiql {

/// Parses the condition behind WHERE.
class ConditionParser : public ValueParser {
 public:
    using ValueParser::ValueParser;

 protected:
    /// Parses a condition. @param values what keeps the values that the condition points to.
    [[nodiscard]] Condition parse_condition(std::deque<Value>& values);

    /// Parses a path, a value or `size(path)`.
    [[nodiscard]] Operand parse_operand(std::deque<Value>& values);

    /// Parses `(operand, ...)` of a function.
    [[nodiscard]] std::vector<Operand> parse_arguments(std::deque<Value>& values);

    /// Tells whether the current token is the name of a function with its parenthesis.
    [[nodiscard]] bool at_function() const noexcept;

    /// Keeps a value and gives the operand that stands for it.
    [[nodiscard]] static Operand make_value(Value value, std::deque<Value>& values);

 private:
    [[nodiscard]] Condition parse_chain(Condition::Kind kind, std::string_view keyword,
                                        Condition (ConditionParser::*parse_part)());
    [[nodiscard]] Condition parse_or();
    [[nodiscard]] Condition parse_and();
    [[nodiscard]] Condition parse_not();
    [[nodiscard]] Condition parse_comparison();
    [[nodiscard]] Condition parse_rest(Operand first);
    [[nodiscard]] Condition parse_between(Operand first);
    [[nodiscard]] Condition parse_in(Operand first);
    [[nodiscard]] Condition parse_is(Operand first);
    [[nodiscard]] Condition parse_function();
    void check_right_side() const;

    std::deque<Value>* values_ = nullptr;
};

}  // namespace dynoxx::local::dynamodb::partiql
