#pragma once

#include "local/dynamodb/expression/path.hpp"

#include <string>
#include <vector>

namespace dynoxx::local::dynamodb {

/// Something that has a value: a path, a placeholder's value, or what a function or operator makes of operands.
struct Operand {
    enum class Kind { Path, Value, Size, IfNotExists, ListAppend, Plus, Minus };

    Kind kind = Kind::Path;
    /// The path of Path; empty elsewhere.
    DocumentPath path;
    /// The value of Value; it belongs to the request's ExpressionContext. Null elsewhere.
    const Value* value = nullptr;
    /// What a function or operator is applied to.
    std::vector<Operand> arguments;
};

/// A condition on an item: a comparison, a function, or a combination of conditions.
struct Condition {
    enum class Kind {
        And,
        Or,
        Not,
        Equal,
        NotEqual,
        Less,
        LessOrEqual,
        Greater,
        GreaterOrEqual,
        Between,
        In,
        AttributeExists,
        AttributeNotExists,
        AttributeType,
        BeginsWith,
        Contains,
    };

    Kind kind = Kind::And;
    /// The parts of And, Or and Not.
    std::vector<Condition> conditions;
    /// The operands of everything else.
    std::vector<Operand> operands;
};

/// One action of an update expression.
struct UpdateAction {
    enum class Kind { Set, Remove, Add, Delete };

    Kind kind = Kind::Set;
    DocumentPath path;
    /// The new value of Set, the value of Add and Delete; unused by Remove.
    Operand operand;
};

/// A whole update expression, in the order of its text.
using Update = std::vector<UpdateAction>;

/// Calls a function with each path in an operand, outer ones first.
template <class Function>
void for_each_path(const Operand& operand, const Function& function) {
    if (operand.kind == Operand::Kind::Path) {
        function(operand.path);
    }
    for (const Operand& argument : operand.arguments) {
        for_each_path(argument, function);
    }
}

/// Calls a function with each path in a condition, in the order of its text.
template <class Function>
void for_each_path(const Condition& condition, const Function& function) {
    for (const Condition& part : condition.conditions) {
        for_each_path(part, function);
    }
    for (const Operand& operand : condition.operands) {
        for_each_path(operand, function);
    }
}

}  // namespace dynoxx::local::dynamodb
