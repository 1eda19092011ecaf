#include "local/dynamodb/partiql/statement.hpp"

#include "local/dynamodb/api_error.hpp"
#include "local/dynamodb/partiql/condition_parser.hpp"
#include "local/dynamodb/value_json.hpp"

#include <algorithm>
#include <cctype>
#include <set>
#include <utility>

namespace dynoxx::local::dynamodb::partiql {

namespace {

constexpr std::size_t min_table_name = 3;
constexpr std::size_t max_table_name = 255;

bool is_table_name(std::string_view name) {
    return name.size() >= min_table_name && name.size() <= max_table_name &&
           std::all_of(name.begin(), name.end(), [](unsigned char c) {
               return (c < 0x80 && std::isalnum(c) != 0) || c == '_' || c == '.' || c == '-';
           });
}

class StatementParser : private ConditionParser {
 public:
    using ConditionParser::ConditionParser;

    Statement parse() {
        parse_any();
        static_cast<void>(take_symbol(";"));
        if (current().kind != Token::Kind::End) {
            fail_statement("Unexpected token after expression");
        }
        check_all_parameters_used();
        check_overlaps();
        return std::move(statement_);
    }

 private:
    void parse_any() {
        if (take_keyword("SELECT")) {
            parse_select();
        } else if (take_keyword("INSERT")) {
            parse_insert();
        } else if (take_keyword("UPDATE")) {
            parse_table();
            refuse_alias();
            parse_update();
        } else if (take_keyword("DELETE")) {
            parse_delete();
        } else if (take_keyword("FROM")) {
            parse_table();
            refuse_alias();
            statement_.kind = Statement::Kind::Update;
            parse_where();
            parse_update_clauses();
            parse_returning();
        } else if (take_keyword("EXISTS")) {
            expect_symbol("(", "Unexpected term");
            expect_keyword("SELECT", "Unexpected term");
            parse_select();
            statement_.kind = Statement::Kind::Exists;
            expect_symbol(")", "Expected RIGHT_PAREN");
        } else {
            fail_statement("Expected data manipulation");
        }
    }

    void parse_select() {
        statement_.kind = Statement::Kind::Select;
        parse_columns();
        expect_keyword("FROM", "Expected FROM");
        if (!at_name()) {
            fail_term();
        }
        parse_table();
        if (current().is_symbol(",")) {
            fail_validation("Only select from a single table or index is supported.");
        }
        refuse_alias();
        parse_where();
        for (const std::string_view clause : {"GROUP", "HAVING", "LIMIT"}) {
            if (current().is_keyword(clause)) {
                fail_validation("Unsupported clause: " + std::string(clause) + place_of(current()));
            }
        }
        if (take_keyword("ORDER")) {
            expect_keyword("BY", "Expected BY");
            parse_order();
        }
    }

    void parse_columns() {
        if (take_symbol("*")) {
            if (current().is_symbol(",")) {
                fail_validation("Other attributes should not be present in the projection when '*' is used.");
            }
            return;
        }
        std::set<std::string> names;
        do {
            if (current().is_symbol("*")) {
                fail_validation("Other attributes should not be present in the projection when '*' is used.");
            }
            if (at_function()) {
                fail_validation("Unexpected path component" + place_of(current()));
            }
            statement_.columns.push_back(parse_path());
            const std::string name = column_name(statement_.columns.back(), statement_.columns.size());
            if (!names.insert(name).second) {
                fail_validation("Duplicate identifiers in select clause: " + name);
            }
        } while (take_symbol(","));
    }

    void parse_table() {
        if (!at_name()) {
            fail_statement("Expected identifier for simple path");
        }
        statement_.table = take_component();
        if (take_symbol(".")) {
            statement_.index = take_component();
            if (current().is_symbol(".")) {
                fail_validation("A path may contain at most 2 components in the FROM clause");
            }
        }
        if (!is_table_name(statement_.table) && !statement_.table.starts_with("arn:")) {
            fail_validation(
                "Table name should be within the length [3, 255] and only contain 'a-z', 'A-Z', '0-9', '-', '_', '.'.");
        }
    }

    std::string take_component() {
        if (!at_name()) {
            fail_statement("Invalid path dot component");
        }
        if (current().text.empty()) {
            fail_validation("Path component cannot be an empty string");
        }
        return take().text;
    }

    /// SET, REMOVE and VALUE may follow a table; any other name would be its alias.
    void refuse_alias() {
        if (current().is_keyword("AS") || at_name()) {
            fail_validation("Aliasing is not supported");
        }
    }

    void parse_where() {
        if (take_keyword("WHERE")) {
            statement_.where = parse_condition(statement_.values);
        }
    }

    void parse_order() {
        do {
            if (!at_name()) {
                fail_term();
            }
            OrderTerm term{take().text, false};
            if (take_keyword("DESC")) {
                term.descending = true;
            } else {
                static_cast<void>(take_keyword("ASC"));
            }
            statement_.order.push_back(std::move(term));
        } while (take_symbol(","));
    }

    void parse_insert() {
        statement_.kind = Statement::Kind::Insert;
        expect_keyword("INTO", "Expected INTO");
        parse_table();
        if (take_keyword("VALUES")) {
            fail_validation(
                "Unsupported operation: Inserting multiple items in a single statement is not supported, use \"INSERT "
                "INTO tableName VALUE item\" instead");
        }
        if (!take_keyword("VALUE")) {
            fail_statement("Unexpected token after expression");
        }
        if (current().is_symbol("?")) {
            Value item = parse_value();
            auto* map = item.get<ValueMap>();
            if (map == nullptr) {
                fail_item();
            }
            statement_.item = std::move(*map);
        } else if (current().is_symbol("{")) {
            statement_.item = parse_struct("root");
        } else {
            fail_item();
        }
        if (take_keyword("ON")) {
            parse_conflict();
        }
        if (current().is_keyword("RETURNING")) {
            fail_validation("RETURNING is not supported in INSERT");
        }
    }

    [[noreturn]] static void fail_item() {
        fail_validation(
            "Unsupported format in item expression. Please use struct format {...} to express item values for insert "
            "statement.");
    }

    void parse_conflict() {
        expect_keyword("CONFLICT", "Expected CONFLICT");
        if (!take_keyword("DO") || !take_keyword("NOTHING")) {
            fail_validation("Invalid conflict action. Only \"DO NOTHING\" action is supported.");
        }
        statement_.keeps_existing = true;
    }

    void parse_update() {
        statement_.kind = Statement::Kind::Update;
        parse_update_clauses();
        parse_where();
        parse_returning();
    }

    void parse_update_clauses() {
        if (!current().is_keyword("SET") && !current().is_keyword("REMOVE")) {
            fail_statement("Expected data manipulation");
        }
        for (;;) {
            if (take_keyword("SET")) {
                do {
                    parse_assignment();
                } while (take_symbol(","));
            } else if (take_keyword("REMOVE")) {
                do {
                    statement_.update.push_back(UpdateAction{UpdateAction::Kind::Remove, parse_path(), {}});
                } while (take_symbol(","));
            } else {
                return;
            }
        }
    }

    void parse_assignment() {
        UpdateAction action{UpdateAction::Kind::Set, parse_path(), {}};
        expect_symbol("=", "Expected EQ");
        if (at_function() && (current().is_keyword("SET_ADD") || current().is_keyword("SET_DELETE"))) {
            action.kind = current().is_keyword("SET_ADD") ? UpdateAction::Kind::Add : UpdateAction::Kind::Delete;
            action.operand = parse_set_operand(action.path);
        } else {
            action.operand = parse_sum();
        }
        statement_.update.push_back(std::move(action));
    }

    /// Parses `set_add(path, set)`, whose path must be the assignment's.
    Operand parse_set_operand(const DocumentPath& path) {
        const Token function = take();
        const std::string name = function.is_keyword("SET_ADD") ? "SET_ADD" : "SET_DELETE";
        const Token first = following();
        std::vector<Operand> arguments = parse_arguments(statement_.values);
        if (arguments.size() != 2) {
            fail_validation(name + " must have exactly two arguments" + place_of(function));
        }
        if (arguments[0].kind != Operand::Kind::Path || arguments[0].path != path) {
            fail_validation("The first argument to " + name + " must equal the assignment value" + place_of(function));
        }
        const Value* value = arguments[1].value;
        const bool is_set = value != nullptr && (value->type() == ValueType::SS || value->type() == ValueType::NS ||
                                                 value->type() == ValueType::BS);
        if (!is_set) {
            fail_validation("The second argument to " + name + " must be a value with type SET" + place_of(first));
        }
        return std::move(arguments[1]);
    }

    Operand parse_sum() {
        const Nesting nesting(*this);
        Operand first = parse_term();
        while (current().is_symbol("+") || current().is_symbol("-")) {
            const auto kind = take().is_symbol("+") ? Operand::Kind::Plus : Operand::Kind::Minus;
            if (current().kind == Token::Kind::End) {
                fail_statement("Missing right-hand side expression of infix operator");
            }
            Operand sum{kind, {}, nullptr, {}};
            sum.arguments.push_back(std::move(first));
            sum.arguments.push_back(parse_term());
            first = std::move(sum);
        }
        return first;
    }

    Operand parse_term() {
        if (take_symbol("(")) {
            Operand inner = parse_sum();
            expect_symbol(")", "Expected RIGHT_PAREN");
            return inner;
        }
        if (at_value()) {
            return make_value(parse_value(), statement_.values);
        }
        if (!at_function()) {
            return Operand{Operand::Kind::Path, parse_path(), nullptr, {}};
        }
        const Token name = take();
        Operand::Kind kind = Operand::Kind::ListAppend;
        if (name.is_keyword("IF_NOT_EXISTS")) {
            kind = Operand::Kind::IfNotExists;
        } else if (!name.is_keyword("LIST_APPEND")) {
            std::string lower = name.text;
            std::transform(lower.begin(), lower.end(), lower.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
            fail_validation("Unrecognized function: " + lower + place_of(name));
        }
        return parse_two_arguments(kind, kind == Operand::Kind::ListAppend ? "list_append" : "if_not_exists");
    }

    Operand parse_two_arguments(Operand::Kind kind, const std::string& name) {
        const Nesting nesting(*this);
        Operand result{kind, {}, nullptr, {}};
        expect_symbol("(", "Unexpected term");
        do {
            result.arguments.push_back(parse_sum());
        } while (take_symbol(","));
        expect_symbol(")", "Expected RIGHT_PAREN");
        if (result.arguments.size() != 2) {
            fail_validation("Incorrect number of operands for operator or function; operator or function: " + name +
                            ", number of operands: " + std::to_string(result.arguments.size()));
        }
        if (kind == Operand::Kind::IfNotExists && result.arguments.front().kind != Operand::Kind::Path) {
            fail_validation("Operator or function requires a document path; operator or function: " + name);
        }
        return result;
    }

    void parse_delete() {
        statement_.kind = Statement::Kind::Delete;
        expect_keyword("FROM", "Expected FROM");
        parse_table();
        refuse_alias();
        parse_where();
        parse_returning();
        if (statement_.returning != Returning::None && statement_.returning != Returning::AllOld) {
            fail_validation("Invalid returning clause: RETURNING " + returning_text_ +
                            " *. Only RETURNING ALL OLD * is allowed in DELETE statements.");
        }
    }

    void parse_returning() {
        if (!take_keyword("RETURNING")) {
            return;
        }
        const bool all = take_keyword("ALL");
        if (!all && !take_keyword("MODIFIED")) {
            fail_statement("Expected ALL or MODIFIED after RETURNING");
        }
        const bool old = take_keyword("OLD");
        if (!old && !take_keyword("NEW")) {
            fail_statement("Expected OLD or NEW in RETURNING");
        }
        if (!take_symbol("*")) {
            fail_validation("Expected '*' after ( MODIFIED | ALL ) ( NEW | OLD ) in RETURNING clause");
        }
        if (current().is_symbol(",")) {
            fail_validation("Invalid syntax with multiple returning elements in RETURNING clause");
        }
        returning_text_ = std::string(all ? "ALL" : "MODIFIED") + (old ? " OLD" : " NEW");
        statement_.returning = all ? (old ? Returning::AllOld : Returning::AllNew)
                                   : (old ? Returning::ModifiedOld : Returning::ModifiedNew);
    }

    void check_overlaps() const {
        const Update& update = statement_.update;
        for (std::size_t later = 1; later < update.size(); ++later) {
            for (std::size_t earlier = 0; earlier < later; ++earlier) {
                const PathRelation relation = relate(update[earlier].path, update[later].path);
                if (relation != PathRelation::Distinct) {
                    fail_validation("Two document paths " +
                                    std::string(relation == PathRelation::Overlap ? "overlap" : "conflict") +
                                    " with each other; must remove or rewrite one of these paths; path one: " +
                                    describe(update[earlier].path) + ", path two: " + describe(update[later].path));
                }
            }
        }
    }

    Statement statement_;
    std::string returning_text_;
};

}  // namespace

std::vector<Value> read_parameters(const Json& request) {
    std::vector<Value> values;
    if (const Json* parameters = request.find("Parameters")) {
        for (const Json& parameter : parameters->children) {
            values.push_back(read_value(parameter, ValueErrorStyle::Older));
        }
    }
    return values;
}

Statement parse_statement(std::string_view text, std::vector<Value> parameters) {
    return StatementParser(text, std::move(parameters)).parse();
}

std::vector<const Condition*> required_parts(const Condition& condition) {
    if (condition.kind != Condition::Kind::And) {
        return {&condition};
    }
    std::vector<const Condition*> parts;
    for (const Condition& part : condition.conditions) {
        const std::vector<const Condition*> inner = required_parts(part);
        parts.insert(parts.end(), inner.begin(), inner.end());
    }
    return parts;
}

const Value* demanded_value(const Condition& condition, std::string_view attribute) {
    if (condition.kind != Condition::Kind::Equal) {
        return nullptr;
    }
    const auto names = [&](const Operand& operand) {
        return operand.kind == Operand::Kind::Path && operand.path.size() == 1 && root_of(operand.path) == attribute;
    };
    const Operand& left = condition.operands[0];
    const Operand& right = condition.operands[1];
    return names(left) ? right.value : names(right) ? left.value : nullptr;
}

std::string column_name(const DocumentPath& path, std::size_t number) {
    const auto* name = std::get_if<std::string>(&path.back());
    return name != nullptr ? *name : '_' + std::to_string(number);
}

}  // namespace dynoxx::local::dynamodb::partiql
