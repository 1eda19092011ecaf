#pragma once

#include "local/dynamodb/api_error.hpp"
#include "local/dynamodb/table.hpp"

#include <string>
#include <vector>

namespace dynoxx::local::dynamodb {

/// Says why one action of a transaction cannot be done; `None` if it can.
struct CancellationReason {
    std::string code = "None";
    std::string message;
    /// The item that did not meet the condition, if it is to be returned.
    RecordPointer item;
};

/// Turns what an action threw into the reason for its failure. @param item see CancellationReason.
[[nodiscard]] CancellationReason cancellation_reason(const ApiError& error, RecordPointer item);

/// Fails if an action of a transaction cannot be done.
///
/// @par Errors
/// Throws ApiError(TransactionCanceled) with a reason for each action.
void check_reasons(const std::vector<CancellationReason>& reasons);

}  // namespace dynoxx::local::dynamodb
