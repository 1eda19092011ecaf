#include "local/dynamodb/expression/parser.hpp"
#include "local/dynamodb/expression/parser_base.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace dynoxx::local::dynamodb {

namespace {

using Kind = UpdateAction::Kind;

constexpr auto sections = std::to_array<std::pair<std::string_view, Kind>>({
    {"SET", Kind::Set},
    {"REMOVE", Kind::Remove},
    {"ADD", Kind::Add},
    {"DELETE", Kind::Delete},
});

bool is_set(ValueType type) {
    return type == ValueType::SS || type == ValueType::NS || type == ValueType::BS;
}

class UpdateParser : private ParserBase {
 public:
    using ParserBase::ParserBase;

    Update parse() {
        do {
            parse_section();
        } while (current().kind != Token::Kind::End);
        check_paths();
        check_mistakes();
        return std::move(update_);
    }

 private:
    void parse_section() {
        const auto* section = std::find_if(sections.begin(), sections.end(),
                                           [&](const auto& entry) { return current().is_keyword(entry.first); });
        if (section == sections.end()) {
            fail_syntax();
        }
        take();
        if (!seen_.insert(section->second).second) {
            note(Mistake::RepeatedSection,
                 "The \"" + std::string(section->first) + "\" section can only be used once in an update expression;");
        }
        do {
            count_operator();
            update_.push_back(parse_action(section->second, section->first));
        } while (take_symbol(","));
    }

    UpdateAction parse_action(Kind kind, std::string_view name) {
        UpdateAction action{kind, parse_path(), {}};
        if (kind == Kind::Set) {
            expect_symbol("=");
            action.operand = parse_sum();
        } else if (kind != Kind::Remove) {
            if (current().kind != Token::Kind::ValuePlaceholder) {
                fail_syntax();
            }
            action.operand = parse_value();
            check_set_operand(kind, name, action.operand);
        }
        return action;
    }

    void check_set_operand(Kind kind, std::string_view name, const Operand& operand) {
        const auto type = static_type(operand);
        if (type && !is_set(*type) && !(kind == Kind::Add && *type == ValueType::N)) {
            note(Mistake::OperandType, "Incorrect operand type for operator or function; operator: " +
                                           std::string(name) + ", operand type: " + std::string(long_type_name(*type)) +
                                           ", typeSet: ALLOWED_FOR_" + std::string(name) + "_OPERAND");
        }
    }

    Operand parse_sum() {
        const Nesting nesting(*this);
        Operand first = parse_term();
        const bool plus = current().is_symbol("+");
        if (!plus && !current().is_symbol("-")) {
            return first;
        }
        const std::string symbol(take().text);
        count_operator();
        Operand sum{plus ? Operand::Kind::Plus : Operand::Kind::Minus, {}, nullptr, {}};
        sum.arguments.push_back(std::move(first));
        sum.arguments.push_back(parse_term());
        for (const Operand& argument : sum.arguments) {
            const auto type = static_type(argument);
            if (type && *type != ValueType::N) {
                note_operator_type(symbol, *type);
            }
        }
        return sum;
    }

    Operand parse_term() {
        if (take_symbol("(")) {
            const Nesting nesting(*this);
            const bool redundant = current().is_symbol("(");
            Operand inner = parse_sum();
            expect_symbol(")");
            if (redundant) {
                note(Mistake::RedundantParentheses, "The expression has redundant parentheses;");
            }
            return inner;
        }
        if (current().kind == Token::Kind::ValuePlaceholder) {
            return parse_value();
        }
        if (current().kind == Token::Kind::Name && following().is_symbol("(")) {
            return parse_function();
        }
        return Operand{Operand::Kind::Path, parse_path(), nullptr, {}};
    }

    Operand parse_function() {
        const Nesting nesting(*this);
        const std::string name(take().text);
        count_operator();
        Operand result;
        result.arguments = parse_arguments([this] { return parse_sum(); });
        if (name == "if_not_exists") {
            result.kind = Operand::Kind::IfNotExists;
        } else if (name == "list_append") {
            result.kind = Operand::Kind::ListAppend;
        } else {
            note_unknown(name);
            return result;
        }
        if (result.arguments.size() != 2) {
            note(Mistake::OperandCount,
                 "Incorrect number of operands for operator or function; operator or function: " + name +
                     ", number of operands: " + std::to_string(result.arguments.size()));
        } else if (result.kind == Operand::Kind::IfNotExists) {
            if (result.arguments.front().kind != Operand::Kind::Path) {
                note(Mistake::OperandType,
                     "Operator or function requires a document path; operator or function: " + name);
            }
        } else {
            for (const Operand& argument : result.arguments) {
                note_wrong_type(name, argument, ValueType::L);
            }
        }
        return result;
    }

    void note_unknown(const std::string& name) {
        const auto known = {
            "attribute_exists", "attribute_not_exists", "attribute_type", "begins_with", "contains", "size"};
        if (std::find(known.begin(), known.end(), name) != known.end()) {
            note(Mistake::MisusedFunction, "The function is not allowed in an update expression; function: " + name);
        } else {
            note(Mistake::UnknownFunction, "Invalid function name; function: " + name);
        }
    }

    void note_wrong_type(const std::string& name, const Operand& operand, ValueType wanted) {
        const auto type = static_type(operand);
        if (type && *type != wanted) {
            note(Mistake::OperandType, "Incorrect operand type for operator or function; operator or function: " +
                                           name + ", operand type: " + std::string(type_name(*type)));
        }
    }

    void check_paths() {
        for (std::size_t later = 1; later < update_.size(); ++later) {
            for (std::size_t earlier = 0; earlier < later; ++earlier) {
                note_relation(update_[earlier].path, update_[later].path);
            }
        }
    }

    void note_relation(const DocumentPath& one, const DocumentPath& two) {
        const std::string paths =
            "must remove or rewrite one of these paths; path one: " + describe(one) + ", path two: " + describe(two);
        switch (relate(one, two)) {
            case PathRelation::Overlap:
                note(Mistake::OverlappingPaths, "Two document paths overlap with each other; " + paths);
                break;
            case PathRelation::Conflict:
                note(Mistake::ConflictingPaths, "Two document paths conflict with each other; " + paths);
                break;
            case PathRelation::Distinct:
                break;
        }
    }

    Update update_;
    std::set<Kind> seen_;
};

}  // namespace

Update parse_update(std::string_view text, ExpressionContext& context) {
    return UpdateParser("UpdateExpression", text, context).parse();
}

}  // namespace dynoxx::local::dynamodb
