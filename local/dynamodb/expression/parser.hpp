#pragma once

#include "local/dynamodb/expression/ast.hpp"
#include "local/dynamodb/expression/context.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace dynoxx::local::dynamodb {

/// Parses a condition. @param kind the request's member, for messages: `ConditionExpression`, `FilterExpression` or
/// `KeyConditionExpression`.
///
/// @par Errors
/// Throws ApiError(Validation) `Invalid <kind>: ...`.
[[nodiscard]] Condition parse_condition(std::string_view kind, std::string_view text, ExpressionContext& context);

/// Parses an update expression.
///
/// @par Errors
/// Throws ApiError(Validation) `Invalid UpdateExpression: ...`.
[[nodiscard]] Update parse_update(std::string_view text, ExpressionContext& context);

/// Parses a projection.
///
/// @par Errors
/// Throws ApiError(Validation) `Invalid ProjectionExpression: ...`.
[[nodiscard]] std::vector<DocumentPath> parse_projection(std::string_view text, ExpressionContext& context);

}  // namespace dynoxx::local::dynamodb
