#pragma once

#include <dynoxx/attribute_value.hpp>
#include <dynoxx/detail/compiled_once.hpp>
#include <dynoxx/error.hpp>
#include <dynoxx/path.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace dynoxx {

/// What a condition does with its operands.
enum class ConditionOperator : std::uint8_t {
    None,  ///< the empty condition
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Between,
    In,
    Exists,
    NotExists,
    AttributeType,
    BeginsWith,
    Contains,
    And,
    Or,
    Not,
};

/// The size of an attribute, as an operand: `size(path)`.
struct SizeOfPath {
    explicit SizeOfPath(Path measured) : path(std::move(measured)) {}

    Path path;

    friend bool operator==(const SizeOfPath&, const SizeOfPath&) = default;
};

/// An operand: a path, its size, a value, or the reason why the value could not be made.
using Operand = std::variant<Path, SizeOfPath, AttributeValue, Error>;

/// A condition on an item, as a tree of operators and operands; made by the operators of `field<&T::member>`.
///
/// A value; a copy shares its immutable tree. The empty condition is always true and vanishes in `&&`, `||` and `!`.
///
/// @par Errors
/// A value that could not be converted is kept in the tree and reported by the request that uses the condition.
class Condition {
 public:
    /// Makes the empty condition.
    Condition();
    Condition(ConditionOperator op, std::vector<Operand> operands);
    DYNOXX_DECLARE_COPIES(Condition);

    /// Combine conditions. They do not evaluate anything here, so both sides are always taken.
    friend Condition operator&&(const Condition& a, const Condition& b) {
        return combine(ConditionOperator::And, a, b);
    }
    friend Condition operator||(const Condition& a, const Condition& b) { return combine(ConditionOperator::Or, a, b); }
    friend Condition operator!(const Condition& a) { return negate(a); }

    /// A condition is decided by the service: `if (condition)` does not compile.
    explicit operator bool() const = delete;

    [[nodiscard]] bool empty() const noexcept { return node_ == nullptr; }
    [[nodiscard]] ConditionOperator op() const noexcept;
    [[nodiscard]] const std::vector<Operand>& operands() const noexcept;
    [[nodiscard]] const std::vector<Condition>& children() const noexcept;

    /// Prints the condition with the names in place and the values hidden: `(logins >= :v0 AND attribute_exists(id))`.
    [[nodiscard]] std::string text() const;

    /// Equal if the trees are.
    friend bool operator==(const Condition& a, const Condition& b) noexcept { return a.equals(b); }

 private:
    struct Node;

    [[nodiscard]] static Condition combine(ConditionOperator op, const Condition& a, const Condition& b);
    [[nodiscard]] static Condition negate(const Condition& a);
    [[nodiscard]] bool equals(const Condition& other) const noexcept;

    std::shared_ptr<const Node> node_;
};

}  // namespace dynoxx
