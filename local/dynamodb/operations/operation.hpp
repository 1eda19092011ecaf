#pragma once

#include "local/dynamodb/json.hpp"
#include "local/dynamodb/shape.hpp"
#include "local/dynamodb/state.hpp"

#include <string>
#include <string_view>

namespace dynoxx::local::dynamodb {

/// Describes one operation of the API.
struct Operation {
    /// The name in `X-Amz-Target`.
    std::string_view name;
    /// What the request must look like; checked before the handler is called.
    const Shape* input;
    /// Makes the answer's body, or throws ApiError.
    std::string (*handle)(State& state, const Json& request);
    /// Checks what comes before the constraints of `input`; null if nothing does.
    void (*check_first)(const Json& request) = nullptr;
};

// One file each, but for those about time to live and about tags.
extern const Operation batch_execute_statement_operation;
extern const Operation batch_get_item_operation;
extern const Operation batch_write_item_operation;
extern const Operation create_table_operation;
extern const Operation delete_item_operation;
extern const Operation delete_table_operation;
extern const Operation describe_table_operation;
extern const Operation describe_time_to_live_operation;
extern const Operation execute_statement_operation;
extern const Operation execute_transaction_operation;
extern const Operation get_item_operation;
extern const Operation list_tables_operation;
extern const Operation list_tags_of_resource_operation;
extern const Operation put_item_operation;
extern const Operation query_operation;
extern const Operation scan_operation;
extern const Operation tag_resource_operation;
extern const Operation transact_get_items_operation;
extern const Operation transact_write_items_operation;
extern const Operation untag_resource_operation;
extern const Operation update_item_operation;
extern const Operation update_table_operation;
extern const Operation update_time_to_live_operation;

}  // namespace dynoxx::local::dynamodb
