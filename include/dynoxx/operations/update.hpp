#pragma once

#include <dynoxx/operations/reporting.hpp>
#include <dynoxx/operations/returning.hpp>

namespace dynoxx {

/// Updates one item by its key, and makes it if it is not there; gives its new state.
///
/// Encrypted attributes of the new state stay sealed: an update calls KMS only to seal.
///
/// @par Errors
/// `ConditionalCheckFailedException`, with the item that is there, if the condition of `when` is false.
/// `ModelException` before anything is sent, for an update without actions, of a key, or with two actions on one
/// attribute.
/// @par Retries
/// If the answer of an attempt is lost, a retry does it again: `+=` then counts twice. `retry(Retry::None)` forbids it.
/// @par Cost
/// One UpdateItem. Setting an S3 attribute: one PutObject before it, one GetItem and one DeleteObject after it.
/// @par Source
/// Amazon DynamoDB API Reference, "UpdateItem".
template <class T>
class UpdateOperation : public Operation<UpdateOperation<T>, T> {
 public:
    UpdateOperation(detail::CallTarget target, detail::UpdatePlan plan)
        : Operation<UpdateOperation<T>, T>(std::move(target)), plan_(std::move(plan)) {}

    /// Adds actions, for example `set(field<&User::logins> += 1, field<&User::email>.set("a@b.c"))`.
    template <class... Actions>
    UpdateOperation& set(Actions... actions) & {
        (plan_.update.add(std::move(actions)), ...);
        return *this;
    }
    template <class... Actions>
    UpdateOperation set(Actions... actions) && {
        return std::move(set(std::move(actions)...));
    }

    /// Updates only if the condition holds for the item that is there.
    UpdateOperation& when(Condition condition) & {
        plan_.condition = std::move(condition);
        return *this;
    }
    UpdateOperation when(Condition condition) && { return std::move(when(std::move(condition))); }

    /// Gives what would be sent, with markers in the place of parts that are still to be sealed or uploaded.
    [[nodiscard]] UpdateItemRequest request() const { return detail::request_of(plan_); }

    /// Gives something else than the new state: the old one, only the attributes that were updated (the other members
    /// keep their defaults), or nothing, which saves the bytes. Nothing comes as well if there is no old state.
    [[nodiscard]] Returning<T, detail::UpdatePlan> returning(ReturnValues values) const {
        return Returning<T, detail::UpdatePlan>(this->target(), plan_, values);
    }

    /// Gives the same in a `WriteReport`, which also names the objects in S3 that were removed and those that could not
    /// be.
    [[nodiscard]] Reporting<T, detail::UpdatePlan> reporting() const {
        return Reporting<T, detail::UpdatePlan>(this->target(), plan_);
    }

    [[nodiscard]] const detail::UpdatePlan& plan() const noexcept { return plan_; }  ///< for the library

 private:
    friend class Operation<UpdateOperation<T>, T>;

    [[nodiscard]] detail::FlowPtr flow() const { return detail::flow_of(plan_); }
    [[nodiscard]] auto finisher() const {
        return [core = this->target().core](detail::Reply&& reply) {
            return detail::finish_item<T>(std::move(*std::static_pointer_cast<detail::LoadedItem>(reply)), core);
        };
    }

    detail::UpdatePlan plan_;
};

}  // namespace dynoxx
