#include "local/dynamodb/expression/parser.hpp"
#include "local/dynamodb/expression/parser_base.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace dynoxx::local::dynamodb {

namespace {

using Kind = Condition::Kind;

struct Function {
    std::string_view name;
    std::size_t operands;
    /// What it becomes as a condition; nothing for `size`, which is an operand.
    std::optional<Kind> condition;
};

constexpr auto functions = std::to_array<Function>({
    {"attribute_exists", 1, Kind::AttributeExists},
    {"attribute_not_exists", 1, Kind::AttributeNotExists},
    {"attribute_type", 2, Kind::AttributeType},
    {"begins_with", 2, Kind::BeginsWith},
    {"contains", 2, Kind::Contains},
    {"size", 1, std::nullopt},
});

constexpr auto comparators = std::to_array<std::pair<std::string_view, Kind>>({
    {"=", Kind::Equal},
    {"<>", Kind::NotEqual},
    {"<", Kind::Less},
    {"<=", Kind::LessOrEqual},
    {">", Kind::Greater},
    {">=", Kind::GreaterOrEqual},
});

constexpr std::size_t max_in_operands = 100;

bool has_order(ValueType type) {
    return type == ValueType::S || type == ValueType::N || type == ValueType::B;
}

/// What stands between operators: a condition or an operand, which parentheses may surround.
struct Term {
    std::optional<Condition> condition;
    std::optional<Operand> operand;
    /// The function's name if this is one.
    std::string_view function;
    bool parenthesised = false;
};

class ConditionParser : private ParserBase {
 public:
    using ParserBase::ParserBase;

    Condition parse() {
        Condition condition = as_condition(parse_or());
        expect_end();
        check_mistakes();
        return condition;
    }

 private:
    Term parse_or() {
        return parse_chain(Kind::Or, "OR", [this] { return parse_and(); });
    }

    Term parse_and() {
        return parse_chain(Kind::And, "AND", [this] { return parse_not(); });
    }

    template <class ParsePart>
    Term parse_chain(Kind kind, std::string_view keyword, const ParsePart& parse_part) {
        Term first = parse_part();
        if (!current().is_keyword(keyword)) {
            return first;
        }
        Condition chain{kind, {}, {}};
        chain.conditions.push_back(as_condition(std::move(first)));
        while (take_keyword(keyword)) {
            count_operator();
            chain.conditions.push_back(as_condition(parse_part()));
        }
        return Term{std::move(chain), {}, {}, false};
    }

    Term parse_not() {
        const Nesting nesting(*this);
        if (!take_keyword("NOT")) {
            return parse_comparison();
        }
        count_operator();
        Condition negation{Kind::Not, {}, {}};
        negation.conditions.push_back(as_condition(parse_not()));
        return Term{std::move(negation), {}, {}, false};
    }

    Term parse_comparison() {
        Term first = parse_term();
        if (current().kind == Token::Kind::Symbol) {
            const std::string_view symbol = current().text;
            const auto* comparator = std::find_if(comparators.begin(), comparators.end(),
                                                  [&](const auto& entry) { return entry.first == symbol; });
            if (comparator != comparators.end()) {
                take();
                return finish(comparator->second, symbol, std::move(first), {parse_operand()});
            }
        }
        if (take_keyword("BETWEEN")) {
            std::vector<Operand> bounds{parse_operand()};
            if (!take_keyword("AND")) {
                fail_syntax();
            }
            bounds.push_back(parse_operand());
            return finish(Kind::Between, "BETWEEN", std::move(first), std::move(bounds));
        }
        if (take_keyword("IN")) {
            return finish(Kind::In, "IN", std::move(first), parse_arguments([this] { return parse_operand(); }));
        }
        return first;
    }

    Term parse_term() {
        if (take_symbol("(")) {
            const Nesting nesting(*this);
            Term inner = parse_or();
            expect_symbol(")");
            if (inner.parenthesised) {
                note(Mistake::RedundantParentheses, "The expression has redundant parentheses;");
            }
            inner.parenthesised = true;
            return inner;
        }
        for (const std::string_view keyword : {"AND", "OR", "NOT", "IN", "BETWEEN"}) {
            if (current().is_keyword(keyword)) {
                fail_syntax();
            }
        }
        if (current().kind == Token::Kind::Name && following().is_symbol("(")) {
            return parse_function();
        }
        if (current().kind == Token::Kind::ValuePlaceholder) {
            return Term{{}, parse_value(), {}, false};
        }
        return Term{{}, Operand{Operand::Kind::Path, parse_path(), nullptr, {}}, {}, false};
    }

    Term parse_function() {
        const Nesting nesting(*this);
        const Token name = take();
        count_operator();
        std::vector<Operand> operands = parse_arguments([this] { return parse_operand(); });
        const auto* function =
            std::find_if(functions.begin(), functions.end(), [&](const Function& f) { return f.name == name.text; });
        if (function == functions.end()) {
            note(Mistake::UnknownFunction, "Invalid function name; function: " + std::string(name.text));
            return Term{Condition{Kind::Contains, {}, std::move(operands)}, {}, name.text, false};
        }
        if (function->operands != operands.size()) {
            note(Mistake::OperandCount,
                 "Incorrect number of operands for operator or function; operator or function: " +
                     std::string(name.text) + ", number of operands: " + std::to_string(operands.size()));
        } else {
            check_function(*function, operands);
        }
        if (!function->condition) {
            return Term{{}, Operand{Operand::Kind::Size, {}, nullptr, std::move(operands)}, name.text, false};
        }
        return Term{Condition{*function->condition, {}, std::move(operands)}, {}, name.text, false};
    }

    Operand parse_operand() { return as_operand(parse_term()); }

    Operand as_operand(Term term) {
        if (term.operand) {
            return *std::move(term.operand);
        }
        if (term.function.empty()) {
            fail_syntax();
        }
        note_misuse(term.function);
        return Operand{Operand::Kind::Size, {}, nullptr, {}};
    }

    Condition as_condition(Term term) {
        if (term.condition) {
            return *std::move(term.condition);
        }
        if (term.function.empty()) {
            fail_syntax();
        }
        note_misuse(term.function);
        return Condition{};
    }

    void note_misuse(std::string_view function) {
        note(Mistake::MisusedFunction,
             "The function is not allowed to be used this way in an expression; function: " + std::string(function));
    }

    Term finish(Kind kind, std::string_view name, Term first, std::vector<Operand> rest) {
        count_operator();
        Condition condition{kind, {}, {}};
        condition.operands.push_back(as_operand(std::move(first)));
        condition.operands.insert(condition.operands.end(), std::make_move_iterator(rest.begin()),
                                  std::make_move_iterator(rest.end()));
        check_distinct(name, condition.operands);
        check_comparison(kind, name, condition.operands);
        return Term{std::move(condition), {}, {}, false};
    }

    void check_comparison(Kind kind, std::string_view name, const std::vector<Operand>& operands) {
        if (kind == Kind::In) {
            if (operands.size() - 1 > max_in_operands) {
                note(Mistake::OperandCount, "The IN operator is provided with too many operands; number of operands: " +
                                                std::to_string(operands.size() - 1));
            }
            return;
        }
        if (kind == Kind::Equal || kind == Kind::NotEqual) {
            return;
        }
        for (const Operand& operand : operands) {
            const auto type = static_type(operand);
            if (type && !has_order(*type)) {
                note_operator_type(name, *type);
            }
        }
        if (kind == Kind::Between) {
            check_bounds(operands[1], operands[2]);
        }
    }

    void check_bounds(const Operand& lower, const Operand& upper) {
        if (lower.value == nullptr || upper.value == nullptr) {
            return;
        }
        const std::string bounds = "lower bound operand: AttributeValue: " + describe(*lower.value) +
                                   ", upper bound operand: AttributeValue: " + describe(*upper.value);
        if (lower.value->type() != upper.value->type()) {
            note(Mistake::OperandType,
                 "The BETWEEN operator requires same data type for lower and upper bounds; " + bounds);
        } else if (compare(*lower.value, *upper.value) == std::strong_ordering::greater) {
            note(Mistake::OperandType,
                 "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; " + bounds);
        }
    }

    void check_distinct(std::string_view name, const std::vector<Operand>& operands) {
        const Operand& first = operands.front();
        if (first.kind != Operand::Kind::Path) {
            return;
        }
        for (auto operand = operands.begin() + 1; operand != operands.end(); ++operand) {
            if (operand->kind == Operand::Kind::Path && operand->path == first.path) {
                note(Mistake::IndistinctOperands,
                     "The first operand must be distinct from the remaining operands for this operator or function; "
                     "operator: " +
                         std::string(name) + ", first operand: " + describe(first.path));
            }
        }
    }

    void check_function(const Function& function, const std::vector<Operand>& operands) {
        check_distinct(function.name, operands);
        const auto note_type = [&](std::string_view type) {
            note(Mistake::OperandType, "Incorrect operand type for operator or function; operator or function: " +
                                           std::string(function.name) + ", operand type: " + std::string(type));
        };
        const auto first = static_type(operands.front());
        if (!function.condition) {
            if (first == ValueType::N || first == ValueType::BOOL || first == ValueType::NULL_) {
                note_type(type_name(*first));
            }
            return;
        }
        switch (*function.condition) {
            case Kind::AttributeExists:
            case Kind::AttributeNotExists:
                if (operands.front().kind != Operand::Kind::Path) {
                    note(Mistake::OperandType, "Operator or function requires a document path; operator or function: " +
                                                   std::string(function.name));
                }
                break;
            case Kind::BeginsWith:
                for (const Operand& operand : operands) {
                    const auto type = static_type(operand);
                    if (type && *type != ValueType::S && *type != ValueType::B) {
                        note_type(type_name(*type));
                    }
                }
                break;
            case Kind::AttributeType:
                check_type_name(operands[1], note_type);
                break;
            default:
                break;
        }
    }

    template <class NoteType>
    void check_type_name(const Operand& operand, const NoteType& note_type) {
        const auto type = static_type(operand);
        if (type != ValueType::S) {
            note_type(type ? type_name(*type) : "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}");
            return;
        }
        const std::string& name = *operand.value->get<std::string>();
        if (!find_type(name)) {
            note(Mistake::OperandType,
                 "Invalid attribute type name found; type: " + name + ", valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}");
        }
    }
};

}  // namespace

Condition parse_condition(std::string_view kind, std::string_view text, ExpressionContext& context) {
    return ConditionParser(kind, text, context).parse();
}

}  // namespace dynoxx::local::dynamodb
