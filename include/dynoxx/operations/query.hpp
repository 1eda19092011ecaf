#pragma once

#include <dynoxx/operations/listing.hpp>

#include <utility>

namespace dynoxx {

/// Finds the items of one partition of a table or index, in the order of the sort key.
///
/// `run()` gives all of them up to `limit`; `all()` loads page by page while it is iterated; `pages()` gives the pages.
///
/// @par Errors
/// As `Get`.
/// @par Retries
/// Idempotent.
/// @par Cost
/// One Query per page of at most 1 MB; one Decrypt per data key that is not in the cache.
/// @par Source
/// Amazon DynamoDB API Reference, "Query".
template <class T>
class Query : public Listing<Query<T>, T> {
 public:
    Query(detail::CallTarget target, detail::ListPlan plan)
        : Listing<Query<T>, T>(std::move(target), std::move(plan)) {}

    /// Takes only items whose sort key fulfils a condition: = < <= > >=, `between`, `begins_with`.
    Query& where(Condition sort) & {
        this->plan().sort = std::move(sort);
        return *this;
    }
    Query where(Condition sort) && { return std::move(where(std::move(sort))); }

    /// Goes from the highest sort key to the lowest.
    Query& descending() & {
        this->plan().ascending = false;
        return *this;
    }
    Query descending() && { return std::move(descending()); }

    /// Gives what would be sent for the first page.
    [[nodiscard]] QueryRequest request() const { return detail::query_request_of(this->plan()); }
};

}  // namespace dynoxx
