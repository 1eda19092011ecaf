#pragma once

#include <dynoxx/attribute_value.hpp>
#include <dynoxx/dynamodb/capacity.hpp>

#include <map>
#include <optional>
#include <string>

/// Requests for one item, by its key.
namespace dynoxx {

/// What `#name` stands for in the expressions of a request.
using ExpressionNames = std::map<std::string, std::string>;

/// What `:value` stands for in the expressions of a request.
using ExpressionValues = std::map<std::string, AttributeValue>;

/// Which attributes a write gives back.
enum class ReturnValues { None, AllOld, UpdatedOld, AllNew, UpdatedNew };

/// Stores an item of at most 400 KB in the place of the one with its key, if there is one.
///
/// @par Retries
/// Storing an item twice is storing it once, but a condition sees what the first attempt stored, and `AllOld` gives it.
/// @par Source
/// Amazon DynamoDB API Reference, "PutItem".
struct PutItemRequest {
    PutItemRequest() {}
    std::string table_name{};
    Item item{};
    std::string condition_expression{};
    ExpressionNames names{};
    ExpressionValues values{};
    ReturnValues return_values = ReturnValues::None;  ///< `None` or `AllOld`
    bool return_item_on_condition_failure = false;    ///< in `Error::item()`
    ReturnConsumedCapacity return_consumed_capacity = ReturnConsumedCapacity::None;
};

struct PutItemResponse {
    PutItemResponse() {}
    std::optional<Item> attributes{};
    std::optional<ConsumedCapacity> consumed_capacity{};  ///< if asked for
};

/// Reads an item.
///
/// @par Retries
/// Does nothing twice: it only reads.
/// @par Source
/// Amazon DynamoDB API Reference, "GetItem".
struct GetItemRequest {
    GetItemRequest() {}
    std::string table_name{};
    Item key{};
    bool consistent_read = false;
    std::string projection_expression{};
    ExpressionNames names{};
    ReturnConsumedCapacity return_consumed_capacity = ReturnConsumedCapacity::None;
};

struct GetItemResponse {
    GetItemResponse() {}
    std::optional<Item> item{};                           ///< nothing if there is none
    std::optional<ConsumedCapacity> consumed_capacity{};  ///< if asked for
};

/// Changes attributes of an item, and makes the item if there is none.
///
/// @par Retries
/// If the answer to the first attempt is lost, the second one counts, appends and deletes again, and a condition sees
/// what the first one did.
/// @par Source
/// Amazon DynamoDB API Reference, "UpdateItem".
struct UpdateItemRequest {
    UpdateItemRequest() {}
    std::string table_name{};
    Item key{};
    std::string update_expression{};
    std::string condition_expression{};
    ExpressionNames names{};
    ExpressionValues values{};
    ReturnValues return_values = ReturnValues::None;
    bool return_item_on_condition_failure = false;  ///< in `Error::item()`
    ReturnConsumedCapacity return_consumed_capacity = ReturnConsumedCapacity::None;
};

struct UpdateItemResponse {
    UpdateItemResponse() {}
    std::optional<Item> attributes{};
    std::optional<ConsumedCapacity> consumed_capacity{};  ///< if asked for
};

/// Removes an item; one that is not there is a success.
///
/// @par Retries
/// Removing an item twice is removing it once, but a condition and `AllOld` find no item any more.
/// @par Source
/// Amazon DynamoDB API Reference, "DeleteItem".
struct DeleteItemRequest {
    DeleteItemRequest() {}
    std::string table_name{};
    Item key{};
    std::string condition_expression{};
    ExpressionNames names{};
    ExpressionValues values{};
    ReturnValues return_values = ReturnValues::None;  ///< `None` or `AllOld`
    bool return_item_on_condition_failure = false;    ///< in `Error::item()`
    ReturnConsumedCapacity return_consumed_capacity = ReturnConsumedCapacity::None;
};

struct DeleteItemResponse {
    DeleteItemResponse() {}
    std::optional<Item> attributes{};
    std::optional<ConsumedCapacity> consumed_capacity{};  ///< if asked for
};

}  // namespace dynoxx
