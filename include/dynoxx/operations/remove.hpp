#pragma once

#include <dynoxx/operations/returning.hpp>

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
/// `ConditionalCheckFailedException`, with the item that is there, if the condition of `when` is false, or if an object
/// was given and its version is not the stored one; nothing is removed then.
/// @par Retries
/// Idempotent without a condition. If the answer of the first attempt is lost, the second does not learn which objects
/// the item had: they stay, and the result does not name them.
/// @par Cost
/// One DeleteItem; one DeleteObject per S3 attribute.
/// @par Source
/// Amazon DynamoDB API Reference, "DeleteItem".
template <class T>
class Remove : public Operation<Remove<T>, RemoveResult> {
 public:
    Remove(detail::CallTarget target, detail::RemovePlan plan)
        : Operation<Remove<T>, RemoveResult>(std::move(target)), plan_(std::move(plan)) {}

    /// Removes only if the condition holds for the item that is there.
    Remove& when(Condition condition) & {
        plan_.condition = std::move(condition);
        return *this;
    }
    Remove when(Condition condition) && { return std::move(when(std::move(condition))); }

    /// Gives what would be sent.
    [[nodiscard]] DeleteItemRequest request() const { return detail::request_of(plan_); }

    /// Gives the item that was removed, `ReturnValues::AllOld`, or nothing for `ReturnValues::None`. Encrypted
    /// attributes stay sealed; the objects of S3 attributes are removed as ever.
    [[nodiscard]] Returning<T, detail::RemovePlan> returning(ReturnValues values) const {
        return Returning<T, detail::RemovePlan>(this->target(), plan_, values);
    }

    [[nodiscard]] const detail::RemovePlan& plan() const noexcept { return plan_; }  ///< for the library

 private:
    friend class Operation<Remove<T>, RemoveResult>;

    [[nodiscard]] detail::FlowPtr flow() const { return detail::flow_of(plan_); }
    [[nodiscard]] auto finisher() const {
        return [](detail::Reply&& reply) { return std::move(*std::static_pointer_cast<RemoveResult>(reply)); };
    }

    detail::RemovePlan plan_;
};

}  // namespace dynoxx
