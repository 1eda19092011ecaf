#pragma once

#include <dynoxx/dynamodb/items.hpp>

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// Requests for several items of several tables, in which each item succeeds or fails for itself.
namespace dynoxx {

/// The keys of one table in a batch, and how its items are read.
struct KeysAndAttributes {
    KeysAndAttributes() {}
    std::vector<Item> keys{};
    bool consistent_read = false;
    std::string projection_expression{};
    ExpressionNames names{};
};

/// Reads up to 100 items of several tables, named or by ARN; no key twice.
///
/// @par Retries
/// A refused request is sent again as a whole. What comes back as unprocessed is not: that is the caller's to do, after
/// a growing pause.
/// @par Source
/// Amazon DynamoDB API Reference, "BatchGetItem".
struct BatchGetItemRequest {
    BatchGetItemRequest() {}
    std::map<std::string, KeysAndAttributes> request_items{};
    ReturnConsumedCapacity return_consumed_capacity = ReturnConsumedCapacity::None;
};

/// What was read, in no order; a key without an item is in neither map.
struct BatchGetItemResponse {
    BatchGetItemResponse() {}
    std::map<std::string, std::vector<Item>> responses{};

    /// What to ask for again: the answer would have been larger than 16 MB, or the table had no capacity left.
    std::map<std::string, KeysAndAttributes> unprocessed_keys{};
    std::vector<ConsumedCapacity> consumed_capacity{};  ///< one for each table, if asked for
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

/// Puts or deletes up to 25 items of several tables, 16 MB together; no key twice, no conditions.
///
/// @par Retries
/// Each put and delete may be done twice, which changes nothing unless another writer came in between. What comes back
/// as unprocessed is not sent again: that is the caller's to do, after a growing pause.
/// @par Source
/// Amazon DynamoDB API Reference, "BatchWriteItem".
struct BatchWriteItemRequest {
    BatchWriteItemRequest() {}
    std::map<std::string, std::vector<WriteRequest>> request_items{};
    ReturnConsumedCapacity return_consumed_capacity = ReturnConsumedCapacity::None;
};

struct BatchWriteItemResponse {
    BatchWriteItemResponse() {}
    std::map<std::string, std::vector<WriteRequest>> unprocessed_items{};  ///< what to send again
    std::vector<ConsumedCapacity> consumed_capacity{};                     ///< one for each table, if asked for
};

}  // namespace dynoxx
