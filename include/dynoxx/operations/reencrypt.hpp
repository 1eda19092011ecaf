#pragma once

#include <dynoxx/client.hpp>
#include <dynoxx/detail/plans.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <utility>

namespace dynoxx {

namespace detail {

/// Seals the encrypted attributes of one item anew; gives their number as a `std::size_t`.
struct ReencryptPlan {
    ReencryptPlan(TablePtr in, Result<Item> wanted) : table(std::move(in)), key(std::move(wanted)) {}

    TablePtr table;
    Result<Item> key;
    std::string opened_with{};  ///< the key that is named to open with; empty: that of the model
};

[[nodiscard]] FlowPtr flow_of(ReencryptPlan plan);

}  // namespace detail

/// Seals the encrypted attributes of one item anew: under the key, the encryption context and the binding that the
/// model has now. Gives how many values were sealed; 0 if the item is not there or has none.
///
/// The item is read, opened and updated; its version stays, for nothing but the sealing changes. The update is made
/// only if every value is still what was opened, so a change that somebody makes meanwhile is never undone: the item is
/// then read again, five times at most. Attributes that are not sealed stay as they are.
///
/// @par Errors
/// `EncryptionException` if a value cannot be opened or sealed, or if the mode of an attribute is not `ReadWrite`.
/// `ConditionalCheckFailedException` if the item changed each time.
/// @par Retries
/// Idempotent.
/// @par Cost
/// One GetItem, consistent, and one UpdateItem each time; data keys as `get` and `put`.
template <class T>
class Reencrypt : public Operation<Reencrypt<T>, std::size_t> {
 public:
    Reencrypt(detail::CallTarget target, detail::ReencryptPlan plan)
        : Operation<Reencrypt<T>, std::size_t>(std::move(target)), plan_(std::move(plan)) {}

    /// Names the key that the values are sealed with now, where it is in another region than that of the model: KMS is
    /// asked in the region of its ARN to open them.
    Reencrypt& from(std::string key_arn) & {
        plan_.opened_with = std::move(key_arn);
        return *this;
    }
    Reencrypt from(std::string key_arn) && { return std::move(from(std::move(key_arn))); }

 private:
    friend class Operation<Reencrypt<T>, std::size_t>;

    [[nodiscard]] detail::FlowPtr flow() const { return detail::flow_of(plan_); }
    [[nodiscard]] auto finisher() const {
        return [](detail::Reply&& reply) { return *std::static_pointer_cast<std::size_t>(reply); };
    }

    detail::ReencryptPlan plan_;
};

}  // namespace dynoxx
