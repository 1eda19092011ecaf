#pragma once

#include <dynoxx/dynamodb/items.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Requests for many items, a page at a time.
namespace dynoxx {

/// Which attributes a page has; `Default` leaves it to the service, `Count` asks for none.
enum class Select { Default, AllAttributes, AllProjectedAttributes, SpecificAttributes, Count };

/// Reads a page of the items that have one partition key: at most 1 MB before the filter.
///
/// @par Retries
/// Does nothing twice: it only reads.
/// @par Source
/// Amazon DynamoDB API Reference, "Query".
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
    ReturnConsumedCapacity return_consumed_capacity = ReturnConsumedCapacity::None;
};

struct QueryResponse {
    QueryResponse() {}
    std::vector<Item> items{};
    std::int64_t count = 0;                               ///< items that the filter left
    std::int64_t scanned_count = 0;                       ///< items before the filter
    Item last_evaluated_key{};                            ///< empty at the end
    std::optional<ConsumedCapacity> consumed_capacity{};  ///< if asked for
};

/// Reads a page of all items of a table or an index: at most 1 MB before the filter.
///
/// Several workers share a scan if each asks for its own segment, from 0 to `total_segments - 1`.
///
/// @par Retries
/// Does nothing twice: it only reads.
/// @par Source
/// Amazon DynamoDB API Reference, "Scan".
struct ScanRequest {
    ScanRequest() {}
    std::string table_name{};
    std::string index_name{};
    std::string filter_expression{};
    std::string projection_expression{};
    ExpressionNames names{};
    ExpressionValues values{};
    Item exclusive_start_key{};
    Select select = Select::Default;
    std::int32_t limit = 0;        ///< items evaluated per page; 0 leaves it to the service (1 MB)
    bool consistent_read = false;  ///< not on a global index
    std::int32_t segment = 0;
    std::int32_t total_segments = 0;  ///< 1 to 1,000,000; 0: the scan is not parallel, `segment` is not sent
    ReturnConsumedCapacity return_consumed_capacity = ReturnConsumedCapacity::None;
};

struct ScanResponse {
    ScanResponse() {}
    std::vector<Item> items{};
    std::int64_t count = 0;                               ///< items that the filter left
    std::int64_t scanned_count = 0;                       ///< items before the filter
    Item last_evaluated_key{};                            ///< empty at the end
    std::optional<ConsumedCapacity> consumed_capacity{};  ///< if asked for
};

}  // namespace dynoxx
