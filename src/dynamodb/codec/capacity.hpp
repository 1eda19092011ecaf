#pragma once

#include "dynamodb/codec/fields.hpp"

#include <vector>

/// What requests cost: asked for and told.
namespace dynoxx::dynamodb {

/// Writes `ReturnConsumedCapacity`, or nothing if it is the default.
void write_return_capacity(json::Writer& writer, ReturnConsumedCapacity capacity);

/// Gives the member `ConsumedCapacity` of an answer about one table, if it is there.
[[nodiscard]] std::optional<ConsumedCapacity> find_capacity(const json::Value& root);

/// Gives the member `ConsumedCapacity` of an answer about several tables; none if it is not there.
[[nodiscard]] std::vector<ConsumedCapacity> find_capacities(const json::Value& root);

}  // namespace dynoxx::dynamodb
