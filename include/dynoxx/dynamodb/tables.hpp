#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

/// Requests for tables and their indexes.
namespace dynoxx {

enum class KeyType { Hash, Range };
enum class ScalarType { S, N, B };
enum class ProjectionType { All, KeysOnly, Include };
enum class TableStatus { Creating, Updating, Deleting, Active, Other };

struct AttributeDefinition {
    AttributeDefinition() {}
    AttributeDefinition(std::string attribute_name, ScalarType attribute_type)
        : name(std::move(attribute_name)), type(attribute_type) {}
    std::string name{};
    ScalarType type = ScalarType::S;
};

struct KeySchemaElement {
    KeySchemaElement() {}
    KeySchemaElement(std::string attribute_name, KeyType key_type) : name(std::move(attribute_name)), type(key_type) {}
    std::string name{};
    KeyType type = KeyType::Hash;
};

struct IndexDefinition {
    IndexDefinition() {}
    std::string name{};
    std::vector<KeySchemaElement> key_schema{};
    ProjectionType projection = ProjectionType::All;
    std::vector<std::string> non_key_attributes{};
};

/// Makes a table.
///
/// @par Source
/// Amazon DynamoDB API Reference, "CreateTable".
struct CreateTableRequest {
    CreateTableRequest() {}
    std::string table_name{};
    std::vector<AttributeDefinition> attributes{};
    std::vector<KeySchemaElement> key_schema{};
    std::vector<IndexDefinition> global_indexes{};
    std::vector<IndexDefinition> local_indexes{};
    std::int64_t read_capacity = 0;   ///< units; 0 for both means PAY_PER_REQUEST
    std::int64_t write_capacity = 0;  ///< units
};

struct TableDescription {
    TableDescription() {}
    std::string name{};
    std::string arn{};
    TableStatus status = TableStatus::Other;
    std::int64_t item_count = 0;
    std::int64_t size_bytes = 0;
    std::vector<AttributeDefinition> attributes{};
    std::vector<KeySchemaElement> key_schema{};
    std::vector<IndexDefinition> global_indexes{};
    std::vector<IndexDefinition> local_indexes{};
    bool indexes_active = true;  ///< whether every global index is ACTIVE
};

struct CreateTableResponse {
    CreateTableResponse() {}
    TableDescription table{};
};

/// Asks for the state of a table.
///
/// @par Source
/// Amazon DynamoDB API Reference, "DescribeTable".
struct DescribeTableRequest {
    DescribeTableRequest() {}
    std::string table_name{};
};

struct DescribeTableResponse {
    DescribeTableResponse() {}
    TableDescription table{};
};

}  // namespace dynoxx
