#include "local/dynamodb/expression/legacy.hpp"

#include "local/dynamodb/api_error.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <set>
#include <string>
#include <utility>

namespace dynoxx::local::dynamodb {

namespace {

using Kind = Condition::Kind;

/// A ComparisonOperator: what it becomes, how many values it takes, and whether they must have an order.
struct Comparison {
    std::string_view name;
    Kind kind;
    std::size_t min_values;
    std::size_t max_values;
    bool wants_scalars;
};

constexpr std::size_t any_number = std::numeric_limits<std::size_t>::max();

constexpr auto comparisons = std::to_array<Comparison>({
    {"EQ", Kind::Equal, 1, 1, false},
    {"NE", Kind::NotEqual, 1, 1, false},
    {"LT", Kind::Less, 1, 1, true},
    {"LE", Kind::LessOrEqual, 1, 1, true},
    {"GT", Kind::Greater, 1, 1, true},
    {"GE", Kind::GreaterOrEqual, 1, 1, true},
    {"BETWEEN", Kind::Between, 2, 2, true},
    {"IN", Kind::In, 1, any_number, true},
    {"NOT_NULL", Kind::AttributeExists, 0, 0, false},
    {"NULL", Kind::AttributeNotExists, 0, 0, false},
    {"BEGINS_WITH", Kind::BeginsWith, 1, 1, true},
    {"CONTAINS", Kind::Contains, 1, 1, true},
    {"NOT_CONTAINS", Kind::Not, 1, 1, true},
});

/// The constraints of the shape have been checked, so that the operator is known.
const Comparison& find_comparison(std::string_view name) {
    return *std::find_if(comparisons.begin(), comparisons.end(),
                         [&](const Comparison& comparison) { return comparison.name == name; });
}

bool is_indexable(Kind kind) {
    return kind == Kind::Equal || kind == Kind::Between || kind == Kind::BeginsWith ||
           (kind >= Kind::Less && kind <= Kind::GreaterOrEqual);
}

bool is_scalar(ValueType type) {
    return type == ValueType::S || type == ValueType::N || type == ValueType::B;
}

bool is_set(ValueType type) {
    return type == ValueType::SS || type == ValueType::NS || type == ValueType::BS;
}

void check_values(const Comparison& comparison, const std::vector<const Value*>& values) {
    const std::string name(comparison.name);
    if (values.size() < comparison.min_values || values.size() > comparison.max_values) {
        fail_parameter("Invalid number of argument(s) for the " + name + " ComparisonOperator");
    }
    for (const Value* value : values) {
        if (value->type() != values.front()->type()) {
            fail_parameter("AttributeValues inside AttributeValueList must be of same type");
        }
        const bool fits = comparison.kind == Kind::BeginsWith
                              ? value->type() == ValueType::S || value->type() == ValueType::B
                              : !comparison.wants_scalars || is_scalar(value->type());
        if (!fits) {
            fail_parameter("ComparisonOperator " + name + " is not valid for " + std::string(type_name(value->type())) +
                           " AttributeValue type");
        }
    }
    if (comparison.kind == Kind::Between && compare(*values[0], *values[1]) == std::strong_ordering::greater) {
        fail_validation(
            "The BETWEEN condition was provided a range where the lower bound is greater than the upper bound");
    }
}

Operand make_path(const std::string& attribute) {
    return Operand{Operand::Kind::Path, {attribute}, nullptr, {}};
}

std::vector<const Json*> listed_values(const Json& json) {
    std::vector<const Json*> values;
    if (const Json* list = json.find("AttributeValueList")) {
        for (const Json& value : list->children) {
            values.push_back(&value);
        }
    } else if (const Json* value = json.find("Value")) {
        values.push_back(value);
    }
    return values;
}

}  // namespace

Operand LegacyParameters::make_value(Value value) {
    return Operand{Operand::Kind::Value, {}, &values_.emplace_back(std::move(value)), {}};
}

Condition LegacyParameters::read_comparison(const Json& json, const std::vector<const Json*>& values) {
    const Comparison& comparison = find_comparison(json.text_of("ComparisonOperator"));
    Condition condition{comparison.kind, {}, {make_path(json.name)}};
    std::vector<const Value*> operands;
    for (const Json* value : values) {
        condition.operands.push_back(make_value(read_value(*value, style_)));
        operands.push_back(condition.operands.back().value);
    }
    check_values(comparison, operands);
    if (comparison.kind != Kind::Not) {
        return condition;
    }
    condition.kind = Kind::Contains;
    Condition negation{Kind::Not, {}, {}};
    negation.conditions.push_back(std::move(condition));
    return negation;
}

Condition LegacyParameters::read_expectation(const Json& json) {
    const std::string attribute = " for Attribute: " + json.name;
    const Json* exists = json.find("Exists");
    const bool has_value = json.has("Value");
    if (json.has("AttributeValueList") && has_value) {
        fail_parameter("Value and AttributeValueList cannot be used together" + attribute);
    }
    if (json.has("ComparisonOperator")) {
        const std::string comparison(json.text_of("ComparisonOperator"));
        if (exists != nullptr) {
            fail_parameter("Exists and ComparisonOperator cannot be used together" + attribute);
        }
        if (find_comparison(comparison).max_values > 0 && !has_value && !json.has("AttributeValueList")) {
            fail_parameter("Value or AttributeValueList must be used with ComparisonOperator: " + comparison +
                           attribute);
        }
        return read_comparison(json, listed_values(json));
    }
    if (json.has("AttributeValueList")) {
        fail_parameter("AttributeValueList can only be used with a ComparisonOperator" + attribute);
    }
    const bool wanted = exists == nullptr || exists->is_true();
    if (wanted && !has_value) {
        fail_parameter("Value must be provided when Exists is " + std::string(exists == nullptr ? "null" : "true") +
                       attribute);
    }
    if (!wanted && has_value) {
        fail_parameter("Value cannot be used when Exists is false" + attribute);
    }
    Condition condition{wanted ? Kind::Equal : Kind::AttributeNotExists, {}, {make_path(json.name)}};
    if (wanted) {
        condition.operands.push_back(make_value(read_value(*json.find("Value"), style_)));
    }
    return condition;
}

std::optional<Condition> LegacyParameters::combine(std::vector<Condition> conditions) const {
    if (request_.has("ConditionalOperator") && conditions.size() < 2) {
        fail_validation(conditions.empty()
                            ? "ConditionalOperator cannot be used without Filter or Expected"
                            : "ConditionalOperator can only be used when Filter or Expected has two or more elements");
    }
    if (conditions.empty()) {
        return std::nullopt;
    }
    const bool any = request_.text_of("ConditionalOperator") == "OR";
    return Condition{any ? Kind::Or : Kind::And, std::move(conditions), {}};
}

std::optional<Condition> LegacyParameters::read_expected() {
    std::vector<Condition> conditions;
    if (const Json* expected = request_.find("Expected")) {
        for (const Json& one : expected->children) {
            conditions.push_back(read_expectation(one));
        }
    }
    return combine(std::move(conditions));
}

std::optional<Condition> LegacyParameters::read_filter(std::string_view member) {
    std::vector<Condition> conditions;
    if (const Json* filter = request_.find(member)) {
        for (const Json& one : filter->children) {
            conditions.push_back(read_comparison(one, listed_values(one)));
        }
    }
    return combine(std::move(conditions));
}

std::optional<Condition> LegacyParameters::read_key_conditions() {
    const Json* json = request_.find("KeyConditions");
    if (json == nullptr) {
        return std::nullopt;
    }
    Condition all{Kind::And, {}, {}};
    for (const Json& one : json->children) {
        all.conditions.push_back(read_comparison(one, listed_values(one)));
    }
    if (all.conditions.empty() || all.conditions.size() > 2) {
        fail_validation("Conditions can be of length 1 or 2 only");
    }
    for (const Condition& condition : all.conditions) {
        if (!is_indexable(condition.kind)) {
            fail_validation("Attempted conditional constraint is not an indexable operation");
        }
    }
    return all;
}

std::vector<DocumentPath> LegacyParameters::read_attributes_to_get() const {
    std::vector<DocumentPath> paths;
    std::set<std::string_view> seen;
    if (const Json* names = request_.find("AttributesToGet")) {
        for (const Json& name : names->children) {
            if (!seen.insert(name.text).second) {
                fail_parameter("Duplicate value in attribute name: " + name.text);
            }
            paths.push_back({name.text});
        }
    }
    return paths;
}

UpdateAction LegacyParameters::read_update(const Json& json) {
    if (json.name.empty()) {
        fail_validation("Empty attribute name");
    }
    UpdateAction action{UpdateAction::Kind::Set, {json.name}, {}};
    const std::string_view name = json.text_of("Action");
    const Json* value = json.find("Value");
    if (value == nullptr) {
        if (name != "DELETE") {
            fail_parameter("Only DELETE action is allowed when no attribute value is specified");
        }
        action.kind = UpdateAction::Kind::Remove;
        return action;
    }
    action.operand = make_value(read_value(*value, style_));
    const ValueType type = action.operand.value->type();
    const std::string type_text(type_name(type));
    if (name == "DELETE") {
        if (!is_set(type)) {
            fail_parameter("DELETE action with value is not supported for the type " + type_text);
        }
        action.kind = UpdateAction::Kind::Delete;
    } else if (name == "ADD" && type == ValueType::L) {
        Operand current{Operand::Kind::IfNotExists, {}, nullptr, {}};
        current.arguments.push_back(make_path(json.name));
        current.arguments.push_back(make_value(Value{ValueList()}));
        Operand appended{Operand::Kind::ListAppend, {}, nullptr, {}};
        appended.arguments.push_back(std::move(current));
        appended.arguments.push_back(std::move(action.operand));
        action.operand = std::move(appended);
    } else if (name == "ADD") {
        if (!is_set(type) && type != ValueType::N) {
            fail_parameter("ADD action is not supported for the type " + type_text);
        }
        action.kind = UpdateAction::Kind::Add;
    }
    return action;
}

Update LegacyParameters::read_updates() {
    Update update;
    if (const Json* updates = request_.find("AttributeUpdates")) {
        for (const Json& one : updates->children) {
            update.push_back(read_update(one));
        }
    }
    return update;
}

}  // namespace dynoxx::local::dynamodb
