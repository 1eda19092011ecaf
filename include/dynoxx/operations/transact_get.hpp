#pragma once

#include <dynoxx/operations/get.hpp>

#include <cstddef>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

namespace dynoxx {

/// Reads up to 100 items of any tables as they are at one moment: `auto [user, order] = client.transact_get(
/// users.get("u#1"), orders.get("o#7")).run()`.
///
/// The options of the parts' own calls (`timeout`, `retry`, `endpoint`) do not count, and neither does `consistent`:
/// these reads always are.
///
/// @par Errors
/// As `Get`; `TransactionCanceledException` with one reason per part, for example if another transaction writes one of
/// the items.
/// @par Retries
/// Idempotent.
/// @par Cost
/// One TransactGetItems, at twice the read units of consistent reads; one Decrypt per data key that is not in the
/// cache.
/// @par Source
/// Amazon DynamoDB API Reference, "TransactGetItems".
template <class... Objects>
class TransactGetOperation : public Operation<TransactGetOperation<Objects...>, std::tuple<std::optional<Objects>...>> {
    using Base = Operation<TransactGetOperation<Objects...>, std::tuple<std::optional<Objects>...>>;

 public:
    TransactGetOperation(detail::CallTarget target, detail::TransactGetPlan plan)
        : Base(std::move(target)), plan_(std::move(plan)) {}

    /// Gives what would be sent.
    [[nodiscard]] TransactGetItemsRequest request() const { return detail::request_of(plan_); }

 private:
    friend Base;

    [[nodiscard]] detail::FlowPtr flow() const { return detail::flow_of(plan_); }
    [[nodiscard]] auto finisher() const {
        return [core = this->target().core](detail::Reply&& reply) {
            auto next = std::static_pointer_cast<std::vector<std::optional<detail::LoadedItem>>>(reply)->begin();
            return std::tuple<std::optional<Objects>...>{detail::finish_optional<Objects>(*next++, core)...};
        };
    }

    detail::TransactGetPlan plan_;
};

/// Reads up to 100 items of one model as they are at one moment, in the order of the parts; otherwise as
/// `TransactGetOperation`.
template <class T>
class TransactGetList : public Operation<TransactGetList<T>, std::vector<std::optional<T>>> {
    using Base = Operation<TransactGetList<T>, std::vector<std::optional<T>>>;

 public:
    TransactGetList(detail::CallTarget target, detail::TransactGetPlan plan)
        : Base(std::move(target)), plan_(std::move(plan)) {}

    /// Gives what would be sent.
    [[nodiscard]] TransactGetItemsRequest request() const { return detail::request_of(plan_); }

 private:
    friend Base;

    [[nodiscard]] detail::FlowPtr flow() const { return detail::flow_of(plan_); }
    [[nodiscard]] auto finisher() const {
        return [core = this->target().core](detail::Reply&& reply) {
            auto& loaded = *std::static_pointer_cast<std::vector<std::optional<detail::LoadedItem>>>(reply);
            std::vector<std::optional<T>> items;
            items.reserve(loaded.size());
            for (std::optional<detail::LoadedItem>& item : loaded) {
                items.push_back(detail::finish_optional<T>(item, core));
            }
            return items;
        };
    }

    detail::TransactGetPlan plan_;
};

}  // namespace dynoxx
