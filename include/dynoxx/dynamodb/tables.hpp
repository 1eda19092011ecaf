#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

/// Requests for tables and their indexes.
namespace dynoxx {

enum class KeyType { Hash, Range };
enum class ScalarType { S, N, B };
enum class ProjectionType { All, KeysOnly, Include };
enum class TableStatus { Creating, Updating, Deleting, Active, Other };
enum class IndexStatus { Creating, Updating, Deleting, Active, Other };
enum class BillingMode { PayPerRequest, Provisioned };
enum class TimeToLiveStatus { Enabling, Disabling, Enabled, Disabled, Other };

/// The type of an attribute that is part of a key.
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

/// An index to be made.
struct IndexDefinition {
    IndexDefinition() {}
    std::string name{};
    std::vector<KeySchemaElement> key_schema{};
    ProjectionType projection = ProjectionType::All;
    std::vector<std::string> non_key_attributes{};
    std::int64_t read_capacity = 0;   ///< units, of a global index; 0 for both means those of the table's request
    std::int64_t write_capacity = 0;  ///< units
};

/// An index that there is.
struct IndexDescription : IndexDefinition {
    IndexDescription() {}
    IndexStatus status = IndexStatus::Active;  ///< that of a local index is its table's
    std::int64_t item_count = 0;               ///< counted by the service about every six hours
    std::int64_t size_bytes = 0;
};

/// Makes a table. It can be used once its status is `Active`.
///
/// @par Retries
/// If the answer to the first attempt is lost, the second one fails with `ResourceInUseException`.
/// @par Source
/// Amazon DynamoDB API Reference, "CreateTable".
struct CreateTableRequest {
    CreateTableRequest() {}
    std::string table_name{};
    std::vector<AttributeDefinition> attributes{};
    std::vector<KeySchemaElement> key_schema{};
    std::vector<IndexDefinition> global_indexes{};  ///< at most 20
    std::vector<IndexDefinition> local_indexes{};   ///< at most 5
    std::int64_t read_capacity = 0;                 ///< units; 0 for both means PAY_PER_REQUEST
    std::int64_t write_capacity = 0;                ///< units
    bool deletion_protection = false;
};

/// What the service says of a table.
///
/// @par Source
/// Amazon DynamoDB API Reference, "TableDescription".
struct TableDescription {
    TableDescription() {}
    std::string name{};
    std::string arn{};
    TableStatus status = TableStatus::Other;
    std::int64_t item_count = 0;  ///< counted by the service about every six hours
    std::int64_t size_bytes = 0;
    std::vector<AttributeDefinition> attributes{};
    std::vector<KeySchemaElement> key_schema{};
    std::vector<IndexDescription> global_indexes{};
    std::vector<IndexDescription> local_indexes{};
    bool indexes_active = true;  ///< whether every global index is ACTIVE
    BillingMode billing_mode = BillingMode::Provisioned;
    std::int64_t read_capacity = 0;   ///< units; 0 for `PayPerRequest`
    std::int64_t write_capacity = 0;  ///< units; 0 for `PayPerRequest`
    bool deletion_protection = false;
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

/// Asks for a page of the names of tables.
///
/// @par Source
/// Amazon DynamoDB API Reference, "ListTables".
struct ListTablesRequest {
    ListTablesRequest() {}
    std::string exclusive_start_table_name{};
    std::int32_t limit = 0;  ///< 1 to 100; 0 leaves it to the service (100)
};

struct ListTablesResponse {
    ListTablesResponse() {}
    std::vector<std::string> table_names{};
    std::string last_evaluated_table_name{};  ///< empty at the end
};

/// Removes a table and everything in it.
///
/// @par Retries
/// If the answer to the first attempt is lost, the second one fails with `ResourceInUseException` or, once the table is
/// gone, with `ResourceNotFoundException`.
/// @par Source
/// Amazon DynamoDB API Reference, "DeleteTable".
struct DeleteTableRequest {
    DeleteTableRequest() {}
    std::string table_name{};
};

struct DeleteTableResponse {
    DeleteTableResponse() {}
    TableDescription table{};  ///< as it was, with the status `Deleting`
};

/// Gives another capacity to a global index of a provisioned table.
struct IndexCapacity {
    IndexCapacity() {}
    IndexCapacity(std::string index_name, std::int64_t read_units, std::int64_t write_units)
        : name(std::move(index_name)), read_capacity(read_units), write_capacity(write_units) {}
    std::string name{};
    std::int64_t read_capacity = 0;   ///< units
    std::int64_t write_capacity = 0;  ///< units
};

/// Removes a global index.
struct IndexRemoval {
    IndexRemoval() {}
    explicit IndexRemoval(std::string index_name) : name(std::move(index_name)) {}
    std::string name{};
};

/// Makes a global index (`IndexDefinition`), changes its capacity, or removes it.
using GlobalIndexUpdate = std::variant<IndexDefinition, IndexCapacity, IndexRemoval>;

/// Changes a table; what is left empty stays as it is. The table is `Updating` for a while, and so is its index.
///
/// The service does one of these at a time: change the billing or the capacities, make one index, remove one index.
///
/// @par Retries
/// If the answer to the first attempt is lost, the second one fails with `ResourceInUseException`,
/// `LimitExceededException` or, because nothing is left to change, `ValidationException`.
/// @par Source
/// Amazon DynamoDB API Reference, "UpdateTable".
struct UpdateTableRequest {
    UpdateTableRequest() {}
    std::string table_name{};
    std::vector<AttributeDefinition> attributes{};  ///< with those of the keys of an index to be made
    std::optional<BillingMode> billing_mode{};
    std::int64_t read_capacity = 0;   ///< units; 0 for both: not changed
    std::int64_t write_capacity = 0;  ///< units
    std::vector<GlobalIndexUpdate> global_index_updates{};
    std::optional<bool> deletion_protection{};
};

struct UpdateTableResponse {
    UpdateTableResponse() {}
    TableDescription table{};
};

/// Lets the service remove items some time (on AWS: within a few days) after the second that an attribute holds, or
/// ends that.
///
/// @par Retries
/// If the answer to the first attempt is lost, the second one fails with `ValidationException`: it is so already.
/// @par Source
/// Amazon DynamoDB API Reference, "UpdateTimeToLive".
struct UpdateTimeToLiveRequest {
    UpdateTimeToLiveRequest() {}
    std::string table_name{};
    std::string attribute_name{};  ///< a number: seconds since 1970-01-01T00:00:00Z
    bool enabled = true;
};

struct UpdateTimeToLiveResponse {
    UpdateTimeToLiveResponse() {}
    std::string attribute_name{};
    bool enabled = false;
};

/// Asks by which attribute items expire.
///
/// @par Source
/// Amazon DynamoDB API Reference, "DescribeTimeToLive".
struct DescribeTimeToLiveRequest {
    DescribeTimeToLiveRequest() {}
    std::string table_name{};
};

struct DescribeTimeToLiveResponse {
    DescribeTimeToLiveResponse() {}
    TimeToLiveStatus status = TimeToLiveStatus::Other;
    std::string attribute_name{};  ///< empty if it is disabled
};

}  // namespace dynoxx
