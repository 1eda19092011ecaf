#include <dynoxx/condition.hpp>

#include "mapper/expression.hpp"

namespace dynoxx {

struct Condition::Node {
    ConditionOperator op = ConditionOperator::None;
    std::vector<Operand> operands{};
    std::vector<Condition> children{};
};

DYNOXX_DEFINE_COPIES(Condition);

Condition::Condition() = default;

Condition::Condition(ConditionOperator op, std::vector<Operand> operands)
    : node_(std::make_shared<const Node>(Node{op, std::move(operands), {}})) {}

ConditionOperator Condition::op() const noexcept {
    return node_ ? node_->op : ConditionOperator::None;
}

const std::vector<Operand>& Condition::operands() const noexcept {
    static const std::vector<Operand>* const none = new std::vector<Operand>();
    return node_ ? node_->operands : *none;
}

const std::vector<Condition>& Condition::children() const noexcept {
    static const std::vector<Condition>* const none = new std::vector<Condition>();
    return node_ ? node_->children : *none;
}

std::string Condition::text() const {
    return mapper::ExpressionPrinter(mapper::ExpressionPrinter::Style::NamesInPlace).print(*this);
}

bool Condition::equals(const Condition& other) const noexcept {
    return node_ == other.node_ ||
           (op() == other.op() && operands() == other.operands() && children() == other.children());
}

Condition Condition::combine(ConditionOperator op, const Condition& a, const Condition& b) {
    if (a.empty() || b.empty()) {
        return a.empty() ? b : a;
    }
    Condition combined;
    combined.node_ = std::make_shared<const Node>(Node{op, {}, {a, b}});
    return combined;
}

Condition Condition::negate(const Condition& a) {
    if (a.empty()) {
        return a;
    }
    Condition negated;
    negated.node_ = std::make_shared<const Node>(Node{ConditionOperator::Not, {}, {a}});
    return negated;
}

}  // namespace dynoxx
