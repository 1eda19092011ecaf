#pragma once

#include "local/dynamodb/operations/shapes.hpp"
#include "local/dynamodb/partiql/write.hpp"

/// What the three operations with PartiQL statements share.
namespace dynoxx::local::dynamodb {

namespace shapes {

inline constexpr Shape statement{.kind = Shape::Kind::String, .min = 1, .max = 8192};
inline constexpr Shape parameters{.kind = Shape::Kind::List, .element = &any_value, .min = 1};

}  // namespace shapes

/// Looks at a statement's item and decides what to do. @param request the statement's part of the request.
///
/// @par Errors
/// Throws what StatementWrite::prepare throws; a failed condition has the item with it if the request asks for it.
void prepare(partiql::StatementWrite& write, const Json& request);

}  // namespace dynoxx::local::dynamodb
