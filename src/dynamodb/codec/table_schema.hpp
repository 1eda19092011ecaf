#pragma once

#include "dynamodb/codec/enumeration.hpp"

#include <vector>

/// The parts that requests for tables have in common.
namespace dynoxx::dynamodb {

// Texts in the order of their enumerations.
inline constexpr std::array<std::string_view, 3> scalar_types{"S", "N", "B"};
inline constexpr std::array<std::string_view, 2> key_types{"HASH", "RANGE"};
inline constexpr std::array<std::string_view, 3> projection_types{"ALL", "KEYS_ONLY", "INCLUDE"};
inline constexpr std::array<std::string_view, 2> billing_modes{"PAY_PER_REQUEST", "PROVISIONED"};

/// Writes `AttributeDefinitions`.
void write_attributes(json::Writer& writer, const std::vector<AttributeDefinition>& attributes);

/// Writes `KeySchema`.
void write_key_schema(json::Writer& writer, const std::vector<KeySchemaElement>& schema);

/// Writes `ProvisionedThroughput`, or nothing if both are 0.
void write_throughput(json::Writer& writer, std::int64_t read_capacity, std::int64_t write_capacity);

/// Writes the members that the definitions of all indexes have.
void write_index(json::Writer& writer, const IndexDefinition& index);

/// Gives the table that a member describes; throws `InvalidResponse` if it is not there.
[[nodiscard]] TableDescription read_table(const json::Value& root, std::string_view member);

}  // namespace dynoxx::dynamodb
