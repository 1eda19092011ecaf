#pragma once

#include <dynoxx/attribute_value.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// The requests and answers of DynamoDB in the words of its own API.
///
/// Every type has a user-declared constructor, so that temporaries of it may stand beside `co_await` on g++ 12. Empty
/// texts, empty maps and empty optionals are left out of the request.
///
/// @par Source
/// Amazon DynamoDB API Reference, "Actions".
namespace dynoxx {

using ExpressionNames = std::map<std::string, std::string>;
using ExpressionValues = std::map<std::string, AttributeValue>;

enum class ReturnValues { None, AllOld, UpdatedOld, AllNew, UpdatedNew };
enum class KeyType { Hash, Range };
enum class ScalarType { S, N, B };
enum class ProjectionType { All, KeysOnly, Include };
enum class TableStatus { Creating, Updating, Deleting, Active, Other };
enum class Select { Default, AllAttributes, AllProjectedAttributes, SpecificAttributes, Count };

struct PutItemRequest {
    PutItemRequest() {}
    std::string table_name{};
    Item item{};
    std::string condition_expression{};
    ExpressionNames names{};
    ExpressionValues values{};
    ReturnValues return_values = ReturnValues::None;
    bool return_item_on_condition_failure = false;
};

struct PutItemResponse {
    PutItemResponse() {}
    std::optional<Item> attributes{};
};

struct GetItemRequest {
    GetItemRequest() {}
    std::string table_name{};
    Item key{};
    bool consistent_read = false;
    std::string projection_expression{};
    ExpressionNames names{};
};

struct GetItemResponse {
    GetItemResponse() {}
    std::optional<Item> item{};
};

struct UpdateItemRequest {
    UpdateItemRequest() {}
    std::string table_name{};
    Item key{};
    std::string update_expression{};
    std::string condition_expression{};
    ExpressionNames names{};
    ExpressionValues values{};
    ReturnValues return_values = ReturnValues::None;
    bool return_item_on_condition_failure = false;
};

struct UpdateItemResponse {
    UpdateItemResponse() {}
    std::optional<Item> attributes{};
};

struct DeleteItemRequest {
    DeleteItemRequest() {}
    std::string table_name{};
    Item key{};
    std::string condition_expression{};
    ExpressionNames names{};
    ExpressionValues values{};
    ReturnValues return_values = ReturnValues::None;
    bool return_item_on_condition_failure = false;
};

struct DeleteItemResponse {
    DeleteItemResponse() {}
    std::optional<Item> attributes{};
};

struct QueryRequest {
    QueryRequest() {}
    std::string table_name{};
    std::string index_name{};
    std::string key_condition_expression{};
    std::string filter_expression{};
    std::string projection_expression{};
    ExpressionNames names{};
    ExpressionValues values{};
    Item exclusive_start_key{};
    Select select = Select::Default;
    std::int32_t limit = 0;  ///< items evaluated per page; 0 leaves it to the service (1 MB)
    bool consistent_read = false;
    bool scan_index_forward = true;
};

struct QueryResponse {
    QueryResponse() {}
    std::vector<Item> items{};
    std::int64_t count = 0;
    std::int64_t scanned_count = 0;
    Item last_evaluated_key{};  ///< empty at the end
};

/// One put or one delete of a batch: `item` for a put, `key` for a delete.
struct WriteRequest {
    WriteRequest() {}
    [[nodiscard]] static WriteRequest put(Item item) {
        WriteRequest request;
        request.item = std::move(item);
        return request;
    }
    [[nodiscard]] static WriteRequest remove(Item key) {
        WriteRequest request;
        request.key = std::move(key);
        return request;
    }
    std::optional<Item> item{};
    std::optional<Item> key{};
};

struct BatchWriteItemRequest {
    BatchWriteItemRequest() {}
    std::map<std::string, std::vector<WriteRequest>> request_items{};
};

struct BatchWriteItemResponse {
    BatchWriteItemResponse() {}
    std::map<std::string, std::vector<WriteRequest>> unprocessed_items{};
};

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

struct DescribeTableRequest {
    DescribeTableRequest() {}
    std::string table_name{};
};

struct DescribeTableResponse {
    DescribeTableResponse() {}
    TableDescription table{};
};

}  // namespace dynoxx
