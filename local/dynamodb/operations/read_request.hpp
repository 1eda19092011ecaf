#pragma once

#include "local/dynamodb/capacity.hpp"
#include "local/dynamodb/expression/context.hpp"
#include "local/dynamodb/expression/parser.hpp"

#include <vector>

namespace dynoxx::local::dynamodb {

/// Tells whether the request asks for a consistent read.
[[nodiscard]] ReadMode read_mode(const Json& request) noexcept;

/// Parses the request's ProjectionExpression, or its AttributesToGet; empty if it has none.
[[nodiscard]] std::vector<DocumentPath> read_projection(const Json& request, ExpressionContext& context);

/// Gives the projected part of an item, or all of it if there is no projection.
[[nodiscard]] Item projected(const Item& item, const std::vector<DocumentPath>& projection);

}  // namespace dynoxx::local::dynamodb
