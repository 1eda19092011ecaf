#include "local/dynamodb/expression/evaluate.hpp"

#include <algorithm>

namespace dynoxx::local::dynamodb {

namespace {

using Kind = Condition::Kind;

/// The value of an operand; `made` keeps the result of `size` alive.
const Value* resolve(const Operand& operand, const Item& item, Value& made) {
    switch (operand.kind) {
        case Operand::Kind::Path:
            return find_value(item, operand.path);
        case Operand::Kind::Value:
            return operand.value;
        default: {
            Value inner;
            const Value* argument = resolve(operand.arguments.front(), item, inner);
            const auto size = argument == nullptr ? std::nullopt : size_of(*argument);
            if (!size) {
                return nullptr;
            }
            made = Value{Decimal::from_integer(static_cast<std::int64_t>(*size))};
            return &made;
        }
    }
}

bool compare_with(Kind kind, const Value& left, const Value& right) {
    const auto order = compare(left, right);
    if (!order) {
        return false;
    }
    switch (kind) {
        case Kind::Less:
            return *order < 0;
        case Kind::LessOrEqual:
            return *order <= 0;
        case Kind::Greater:
            return *order > 0;
        default:
            return *order >= 0;
    }
}

bool matches_operands(const Condition& condition, const Item& item) {
    std::vector<Value> made(condition.operands.size());
    std::vector<const Value*> values;
    for (std::size_t i = 0; i < condition.operands.size(); ++i) {
        values.push_back(resolve(condition.operands[i], item, made[i]));
    }
    const Value* first = values.front();
    if (condition.kind == Kind::AttributeExists || condition.kind == Kind::AttributeNotExists) {
        return (first != nullptr) == (condition.kind == Kind::AttributeExists);
    }
    if (condition.kind == Kind::NotEqual) {
        return first == nullptr || values[1] == nullptr ? first != values[1] : *first != *values[1];
    }
    if (first == nullptr) {
        return false;
    }
    if (condition.kind == Kind::In) {
        return std::any_of(values.begin() + 1, values.end(),
                           [&](const Value* value) { return value != nullptr && *value == *first; });
    }
    if (std::find(values.begin(), values.end(), nullptr) != values.end()) {
        return false;
    }
    switch (condition.kind) {
        case Kind::Equal:
            return *first == *values[1];
        case Kind::Between:
            return compare_with(Kind::GreaterOrEqual, *first, *values[1]) &&
                   compare_with(Kind::LessOrEqual, *first, *values[2]);
        case Kind::AttributeType:
            return type_name(first->type()) == *values[1]->get<std::string>();
        case Kind::BeginsWith:
            return begins_with(*first, *values[1]);
        case Kind::Contains:
            return contains(*first, *values[1]);
        default:
            return compare_with(condition.kind, *first, *values[1]);
    }
}

}  // namespace

bool matches(const Condition& condition, const Item& item) {
    const auto met = [&](const Condition& part) { return matches(part, item); };
    switch (condition.kind) {
        case Kind::And:
            return std::all_of(condition.conditions.begin(), condition.conditions.end(), met);
        case Kind::Or:
            return std::any_of(condition.conditions.begin(), condition.conditions.end(), met);
        case Kind::Not:
            return !met(condition.conditions.front());
        default:
            return matches_operands(condition, item);
    }
}

}  // namespace dynoxx::local::dynamodb
