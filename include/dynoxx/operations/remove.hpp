#pragma once

#include <dynoxx/detail/plans.hpp>

namespace dynoxx {

/// What removing an item did beside it.
struct RemoveResult {
    RemoveResult() {}

    std::vector<S3Location> objects_removed{};
    std::vector<S3Location> objects_left{};  ///< could not be removed; nothing points to them any more
};

/// Removes one item by its key, and the objects of its S3 attributes. An item that is not there is no error.
///
/// @par Errors
/// `ConditionalCheckFailedException` if the condition of `when` is false; nothing is removed then.
/// @par Retries
/// Idempotent without a condition. If the answer of the first attempt is lost, the second does not learn which objects
/// the item had: they stay, and the result does not name them.
/// @par Cost
/// One DeleteItem; one DeleteObject per S3 attribute.
/// @par Source
/// Amazon DynamoDB API Reference, "DeleteItem".
class Remove : public Operation<Remove, RemoveResult> {
 public:
    Remove(detail::CallTarget target, detail::RemovePlan plan)
        : Operation<Remove, RemoveResult>(std::move(target)), plan_(std::move(plan)) {}

    /// Removes only if the condition holds for the item that is there.
    Remove& when(Condition condition) & {
        plan_.condition = std::move(condition);
        return *this;
    }
    Remove when(Condition condition) && { return std::move(when(std::move(condition))); }

    /// Gives what would be sent.
    [[nodiscard]] DeleteItemRequest request() const { return detail::request_of(plan_); }

 private:
    friend class Operation<Remove, RemoveResult>;

    [[nodiscard]] detail::FlowPtr flow() const { return detail::flow_of(plan_); }
    [[nodiscard]] auto finisher() const {
        return [](detail::Reply&& reply) { return std::move(*std::static_pointer_cast<RemoveResult>(reply)); };
    }

    detail::RemovePlan plan_;
};

}  // namespace dynoxx
