#pragma once

#include <dynoxx/dynamodb/items.hpp>

#include <optional>
#include <string>
#include <variant>
#include <vector>

/// Requests for several items of several tables, which all succeed or all fail.
namespace dynoxx {

/// One item of a read transaction.
struct TransactGet {
    TransactGet() {}
    std::string table_name{};
    Item key{};
    std::string projection_expression{};
    ExpressionNames names{};
};

/// Reads up to 100 items, 4 MB together, as they were at one moment.
///
/// @par Source
/// Amazon DynamoDB API Reference, "TransactGetItems".
struct TransactGetItemsRequest {
    TransactGetItemsRequest() {}
    std::vector<TransactGet> items{};
    ReturnConsumedCapacity return_consumed_capacity = ReturnConsumedCapacity::None;
};

struct TransactGetItemsResponse {
    TransactGetItemsResponse() {}
    std::vector<std::optional<Item>> items{};           ///< in the order of the request; nothing where there is none
    std::vector<ConsumedCapacity> consumed_capacity{};  ///< one for each table, if asked for
};

/// Stores an item in a transaction.
struct TransactPut {
    TransactPut() {}
    std::string table_name{};
    Item item{};
    std::string condition_expression{};
    ExpressionNames names{};
    ExpressionValues values{};
    bool return_item_on_condition_failure = false;  ///< in `CancellationReason::item`
};

/// Changes attributes of an item in a transaction.
struct TransactUpdate {
    TransactUpdate() {}
    std::string table_name{};
    Item key{};
    std::string update_expression{};
    std::string condition_expression{};
    ExpressionNames names{};
    ExpressionValues values{};
    bool return_item_on_condition_failure = false;  ///< in `CancellationReason::item`
};

/// Removes an item in a transaction.
struct TransactDelete {
    TransactDelete() {}
    std::string table_name{};
    Item key{};
    std::string condition_expression{};
    ExpressionNames names{};
    ExpressionValues values{};
    bool return_item_on_condition_failure = false;  ///< in `CancellationReason::item`
};

/// Cancels a transaction if the condition is false, and changes nothing itself.
struct ConditionCheck {
    ConditionCheck() {}
    std::string table_name{};
    Item key{};
    std::string condition_expression{};
    ExpressionNames names{};
    ExpressionValues values{};
    bool return_item_on_condition_failure = false;  ///< in `CancellationReason::item`
};

using TransactWrite = std::variant<TransactPut, TransactUpdate, TransactDelete, ConditionCheck>;

/// Does up to 100 writes and checks, 4 MB together and no key twice, or none of them.
///
/// @par Errors
/// `TransactionCanceledException`, whose `error().cancellation_reasons()` has one reason for each element of `items`;
/// `ServiceException` with `IdempotentParameterMismatchException` if the token was used for another request.
/// @par Retries
/// Every attempt carries the same token, by which the service knows for 10 minutes what it has done already: a retry
/// after a lost answer does nothing twice.
/// @par Source
/// Amazon DynamoDB API Reference, "TransactWriteItems".
struct TransactWriteItemsRequest {
    TransactWriteItemsRequest() {}
    std::vector<TransactWrite> items{};

    /// 1 to 36 characters. Empty: each `run()` or `async()` makes its own, a random UUID; then a run after a failed one
    /// may do twice what the first has done.
    std::string client_request_token{};
    ReturnConsumedCapacity return_consumed_capacity = ReturnConsumedCapacity::None;
};

struct TransactWriteItemsResponse {
    TransactWriteItemsResponse() {}
    std::vector<ConsumedCapacity> consumed_capacity{};  ///< one for each table, if asked for
};

}  // namespace dynoxx
