#pragma once

#include <dynoxx/condition.hpp>

#include <cstdint>
#include <utility>

namespace dynoxx {

/// Stands for the size of an attribute in a condition: `field<&User::email>.size() > 10`.
class FieldSize {
 public:
    explicit FieldSize(Path path) : path_(std::move(path)) {}

    [[nodiscard]] Condition operator==(std::int64_t size) const { return compare(ConditionOperator::Equal, size); }
    [[nodiscard]] Condition operator!=(std::int64_t size) const { return compare(ConditionOperator::NotEqual, size); }
    [[nodiscard]] Condition operator<(std::int64_t size) const { return compare(ConditionOperator::Less, size); }
    [[nodiscard]] Condition operator<=(std::int64_t size) const {
        return compare(ConditionOperator::LessOrEqual, size);
    }
    [[nodiscard]] Condition operator>(std::int64_t size) const { return compare(ConditionOperator::Greater, size); }
    [[nodiscard]] Condition operator>=(std::int64_t size) const {
        return compare(ConditionOperator::GreaterOrEqual, size);
    }

    /// Is true if the size is in a closed range.
    [[nodiscard]] Condition between(std::int64_t low, std::int64_t high) const;

 private:
    [[nodiscard]] Condition compare(ConditionOperator op, std::int64_t size) const;

    Path path_;
};

}  // namespace dynoxx
