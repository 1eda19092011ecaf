#include "mapper/expression.hpp"

#include <algorithm>

namespace dynoxx::mapper {

namespace {

constexpr std::size_t max_in_values = 100;  // "Comparison operator and function reference": IN

std::string_view comparator(ConditionOperator op) {
    switch (op) {
        case ConditionOperator::Equal:
            return " = ";
        case ConditionOperator::NotEqual:
            return " <> ";
        case ConditionOperator::Less:
            return " < ";
        case ConditionOperator::LessOrEqual:
            return " <= ";
        case ConditionOperator::Greater:
            return " > ";
        default:
            return " >= ";
    }
}

struct Clause {
    std::string_view keyword;
    std::string text{};

    void add(const std::string& action) { text.append(text.empty() ? keyword : std::string_view(", ")).append(action); }
};

}  // namespace

std::string ExpressionPrinter::name(const std::string& name) {
    if (style_ == Style::NamesInPlace) {
        return name;
    }
    auto found = std::ranges::find(name_order_, name);
    const auto position = static_cast<std::size_t>(found - name_order_.begin());
    std::string placeholder = "#n" + std::to_string(position);
    if (found == name_order_.end()) {
        name_order_.push_back(name);
        names_.emplace(placeholder, name);
    }
    return placeholder;
}

std::string ExpressionPrinter::value(const AttributeValue& value) {
    std::string placeholder = ":v" + std::to_string(value_count_++);
    values_.emplace(placeholder, value);
    return placeholder;
}

std::string ExpressionPrinter::print(const Path& path) {
    std::string text;
    for (const Path::Step& step : path.steps()) {
        if (step.is_index) {
            text += "[" + std::to_string(step.index) + "]";
        } else {
            text += (text.empty() ? "" : ".") + name(step.name);
        }
    }
    return text;
}

std::string ExpressionPrinter::print(const Operand& operand) {
    if (const Path* path = std::get_if<Path>(&operand)) {
        return print(*path);
    }
    if (const SizeOfPath* size = std::get_if<SizeOfPath>(&operand)) {
        return "size(" + print(size->path) + ")";
    }
    if (const AttributeValue* stored = std::get_if<AttributeValue>(&operand)) {
        return value(*stored);
    }
    if (!error_) {
        error_ = std::get<Error>(operand);
    }
    return "?";
}

std::string ExpressionPrinter::print_function(std::string_view function, const Condition& condition) {
    std::string text(function);
    text += '(';
    for (const Operand& operand : condition.operands()) {
        text += (text.ends_with('(') ? "" : ", ") + print(operand);
    }
    return text += ')';
}

std::string ExpressionPrinter::print_in(const Condition& condition) {
    const auto& operands = condition.operands();
    if ((operands.size() < 2 || operands.size() > max_in_values + 1) && !error_) {
        error_ = Error(ErrorCode::InvalidItem,
                       "A condition IN takes 1 to 100 values, found " + std::to_string(operands.size() - 1) + ".");
    }
    std::string text = print(operands.front()) + " IN (";
    for (std::size_t i = 1; i < operands.size(); ++i) {
        text += (i == 1 ? "" : ", ") + print(operands[i]);
    }
    return text += ')';
}

std::string ExpressionPrinter::print(const Condition& condition) {
    const auto& operands = condition.operands();
    const auto& children = condition.children();
    switch (condition.op()) {
        case ConditionOperator::None:
            return {};
        case ConditionOperator::Between: {
            std::string text = print(operands.at(0)) + " BETWEEN ";
            text += print(operands.at(1)) + " AND ";
            return text += print(operands.at(2));
        }
        case ConditionOperator::In:
            return print_in(condition);
        case ConditionOperator::Exists:
            return print_function("attribute_exists", condition);
        case ConditionOperator::NotExists:
            return print_function("attribute_not_exists", condition);
        case ConditionOperator::AttributeType:
            return print_function("attribute_type", condition);
        case ConditionOperator::BeginsWith:
            return print_function("begins_with", condition);
        case ConditionOperator::Contains:
            return print_function("contains", condition);
        case ConditionOperator::Not:
            return "(NOT " + print(children.at(0)) + ")";
        case ConditionOperator::And:
        case ConditionOperator::Or: {
            std::string text = "(" + print(children.at(0));
            text += condition.op() == ConditionOperator::And ? " AND " : " OR ";
            return text += print(children.at(1)) + ")";
        }
        default: {
            std::string text = print(operands.at(0));
            text += comparator(condition.op());
            return text += print(operands.at(1));
        }
    }
}

std::string ExpressionPrinter::print_value(const UpdateAction& action) {
    std::string placeholder = print(action.operand());
    for (PendingUpload upload : action.uploads()) {
        upload.placeholder = placeholder;
        uploads_.push_back(std::move(upload));
    }
    for (PendingSeal seal : action.seals()) {
        seal.placeholder = placeholder;
        seals_.push_back(std::move(seal));
    }
    return placeholder;
}

std::string ExpressionPrinter::print_set(const UpdateAction& action) {
    const std::string path = print(action.path());
    const auto or_else = [&path](const std::string& fallback) {
        return "if_not_exists(" + path + ", " + fallback + ")";
    };
    switch (action.op()) {
        case UpdateOperator::SetIfNotExists:
            return path + " = " + or_else(print_value(action));
        case UpdateOperator::Increment:
        case UpdateOperator::Decrement: {
            const std::string zero = value(Number("0"));
            const char* sign = action.op() == UpdateOperator::Increment ? " + " : " - ";
            return path + " = " + or_else(zero) + sign + print_value(action);
        }
        case UpdateOperator::Append: {
            const std::string empty = value(AttributeValue::List());
            return path + " = list_append(" + or_else(empty) + ", " + print_value(action) + ")";
        }
        case UpdateOperator::Prepend: {
            const std::string empty = value(AttributeValue::List());
            return path + " = list_append(" + print_value(action) + ", " + or_else(empty) + ")";
        }
        default:
            return path + " = " + print_value(action);
    }
}

std::string ExpressionPrinter::print(const Update& update) {
    Clause set{"SET "};
    Clause remove{"REMOVE "};
    Clause add{"ADD "};
    Clause erase{"DELETE "};
    for (const UpdateAction& action : update.actions()) {
        switch (action.op()) {
            case UpdateOperator::Remove:
                remove.add(print(action.path()));
                break;
            case UpdateOperator::Add: {
                const std::string path = print(action.path());
                add.add(path + " " + print_value(action));
                break;
            }
            case UpdateOperator::Delete: {
                const std::string path = print(action.path());
                erase.add(path + " " + print_value(action));
                break;
            }
            default:
                set.add(print_set(action));
                break;
        }
    }
    std::string text;
    for (const Clause* clause : {&set, &remove, &add, &erase}) {
        if (!clause->text.empty()) {
            text += (text.empty() ? "" : " ") + clause->text;
        }
    }
    return text;
}

std::string ExpressionPrinter::print_projection(const std::vector<Path>& paths) {
    std::string text;
    for (const Path& path : paths) {
        text += (text.empty() ? "" : ", ") + print(path);
    }
    return text;
}

}  // namespace dynoxx::mapper
