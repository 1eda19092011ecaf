#pragma once

#include "local/dynamodb/expression/ast.hpp"
#include "local/dynamodb/json.hpp"
#include "local/dynamodb/value_json.hpp"

#include <deque>
#include <optional>
#include <string_view>
#include <vector>

namespace dynoxx::local::dynamodb {

/// Reads the parameters that expressions have replaced (`Expected`, `AttributeUpdates`, `KeyConditions`, ...) and gives
/// what an expression would give.
///
/// @par Source Legacy conditional parameters, in the DynamoDB developer guide
class LegacyParameters {
 public:
    /// @param request must outlive this object, which must outlive what it gives.
    LegacyParameters(const Json& request, ValueErrorStyle style) : request_(request), style_(style) {}

    /// Reads `Expected` with `ConditionalOperator`; nothing if the request has none.
    ///
    /// @par Errors
    /// Throws ApiError(Validation), as the other members do.
    [[nodiscard]] std::optional<Condition> read_expected();

    /// Reads `QueryFilter` or `ScanFilter` with `ConditionalOperator`; nothing if the request has none.
    [[nodiscard]] std::optional<Condition> read_filter(std::string_view member);

    /// Reads `KeyConditions`; nothing if the request has none.
    [[nodiscard]] std::optional<Condition> read_key_conditions();

    /// Reads `AttributesToGet`; empty if the request has none.
    [[nodiscard]] std::vector<DocumentPath> read_attributes_to_get() const;

    /// Reads `AttributeUpdates`; empty if the request has none.
    [[nodiscard]] Update read_updates();

 private:
    [[nodiscard]] Operand make_value(Value value);
    [[nodiscard]] Condition read_comparison(const Json& json, const std::vector<const Json*>& values);
    [[nodiscard]] Condition read_expectation(const Json& json);
    [[nodiscard]] UpdateAction read_update(const Json& json);
    [[nodiscard]] std::optional<Condition> combine(std::vector<Condition> conditions) const;

    const Json& request_;
    ValueErrorStyle style_;
    std::deque<Value> values_;
};

}  // namespace dynoxx::local::dynamodb
