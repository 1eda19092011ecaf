#pragma once

#include <dynoxx/operations/put.hpp>
#include <dynoxx/operations/remove.hpp>
#include <dynoxx/operations/update.hpp>

#include <cstddef>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace dynoxx {

/// A condition on an item that a transaction does not write; made by `table.check(key).when(condition)`.
class Check {
 public:
    explicit Check(detail::CheckPlan plan) : plan_(std::move(plan)) {}

    /// Lets the transaction happen only if the condition holds for the item.
    Check& when(Condition condition) & {
        plan_.condition = std::move(condition);
        return *this;
    }
    Check when(Condition condition) && { return std::move(when(std::move(condition))); }

    [[nodiscard]] const detail::CheckPlan& plan() const noexcept { return plan_; }  ///< for the library

 private:
    detail::CheckPlan plan_;
};

/// One part of a transaction whose parts are only known at run time: a put, an update, a removal or a check.
class TransactPart {
 public:
    // NOLINTBEGIN(google-explicit-constructor): a part of a transaction is what it is made of.
    template <class T>
    TransactPart(const Put<T>& put) : plan_(detail::transact_part(put.plan())) {}
    template <class T>
    TransactPart(const UpdateOperation<T>& update) : plan_(detail::transact_part(update.plan())) {}
    template <class T>
    TransactPart(const Remove<T>& remove) : plan_(detail::transact_part(remove.plan())) {}
    TransactPart(const Check& check) : plan_(detail::transact_part(check.plan())) {}
#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ < 13
    template <class T>
    TransactPart(const PutTemporary<T>& put) : plan_(detail::transact_part(put.plan())) {}
#endif
    // NOLINTEND(google-explicit-constructor)

    [[nodiscard]] const detail::TransactPartPtr& plan() const noexcept {
        return plan_;
    }  ///< for the library

 private:
    detail::TransactPartPtr plan_;
};

namespace detail {

template <class Part>
inline constexpr bool is_transact_part = std::is_same_v<Part, Check>;
template <class T>
inline constexpr bool is_transact_part<Put<T>> = true;
template <class T>
inline constexpr bool is_transact_part<UpdateOperation<T>> = true;
template <class T>
inline constexpr bool is_transact_part<Remove<T>> = true;

/// What a part of a transaction gives: the object as stored for a put, nothing for others.
template <class Part>
struct TransactResultOf {
    using type = std::monostate;
};
template <class T>
struct TransactResultOf<Put<T>> {
    using type = T;
};

template <class Part>
[[nodiscard]] typename TransactResultOf<Part>::type finish_part(LoadedItem& stored,
                                                                const std::shared_ptr<ClientCore>& client) {
    using Result = typename TransactResultOf<Part>::type;
    if constexpr (std::is_same_v<Result, std::monostate>) {
        return Result();
    } else {
        return finish_item<Result>(std::move(stored), client);
    }
}

/// The request and the options that every transaction has.
template <class Derived, class T>
class TransactWriteBase : public Operation<Derived, T> {
 public:
    /// Sets the token by which the service knows the transaction again for 10 minutes, 1 to 36 characters: with it the
    /// same transaction can be run again without being done twice, also by another process. Default: a new one per
    /// call, which its own retries share.
    Derived& token(std::string client_request_token) & {
        plan_.token = std::move(client_request_token);
        return static_cast<Derived&>(*this);
    }
    Derived token(std::string client_request_token) && { return std::move(token(std::move(client_request_token))); }

    /// Gives what would be sent, with markers in the place of parts that are still to be sealed or uploaded.
    [[nodiscard]] TransactWriteItemsRequest request() const { return request_of(plan_); }

 protected:
    TransactWriteBase(CallTarget target, TransactWritePlan plan)
        : Operation<Derived, T>(std::move(target)), plan_(std::move(plan)) {}

    [[nodiscard]] FlowPtr flow() const { return flow_of(plan_); }

 private:
    TransactWritePlan plan_;
};

}  // namespace detail

/// Writes up to 100 items of any tables, all of them or none: `client.transact_write(users.put(ada).when(...),
/// accounts.update("a#1").set(balance -= 5).when(balance >= 5), orders.remove("o#7"), users.check("u#2").when(...))`.
///
/// Gives a tuple with the object as stored for each put, and `std::monostate` for every other part. The options of the
/// parts' own calls (`timeout`, `retry`, `endpoint`) do not count. Versions are raised and checked as in single writes.
///
/// @par Errors
/// `TransactionCanceledException` with one reason per part, in their order; objects that were uploaded are removed
/// then. `ModelException` before anything is sent, as the parts' own operations; `ConfigurationException` for no part
/// and for more than 100.
/// @par Retries
/// Done once, however often it is sent: attempts share a token that the service knows for 10 minutes.
/// @par Cost
/// One TransactWriteItems, at twice the write units; for models with S3 attributes one BatchGetItem before it, and as
/// `Put`.
/// @par Source
/// Amazon DynamoDB API Reference, "TransactWriteItems".
template <class... Parts>
class TransactWriteOperation
    : public detail::TransactWriteBase<TransactWriteOperation<Parts...>,
                                       std::tuple<typename detail::TransactResultOf<Parts>::type...>> {
    using Base = detail::TransactWriteBase<TransactWriteOperation<Parts...>,
                                           std::tuple<typename detail::TransactResultOf<Parts>::type...>>;

 public:
    TransactWriteOperation(detail::CallTarget target, detail::TransactWritePlan plan)
        : Base(std::move(target), std::move(plan)) {}

 private:
    friend class Operation<TransactWriteOperation, typename Base::result_type>;

    [[nodiscard]] auto finisher() const {
        return [core = this->target().core](detail::Reply&& reply) {
            auto next = std::static_pointer_cast<std::vector<detail::LoadedItem>>(reply)->begin();
            return typename Base::result_type{detail::finish_part<Parts>(*next++, core)...};
        };
    }
};

/// What a transaction of parts that are only known at run time has stored.
class TransactResult {
 public:
    TransactResult() = default;
    TransactResult(std::vector<detail::LoadedItem> stored, std::shared_ptr<detail::ClientCore> client)
        : stored_(std::move(stored)), client_(std::move(client)) {}

    /// Gives the number of parts.
    [[nodiscard]] std::size_t size() const noexcept { return stored_.size(); }

    /// Gives the object that a put has stored, by the position of its part.
    ///
    /// @par Errors
    /// Throws `ConfigurationException` if that part was no put, and `ModelException` if its item does not fit the
    /// model.
    template <class T>
    [[nodiscard]] T stored(std::size_t part) const {
        return detail::finish_item<T>(at(part), client_);
    }

 private:
    [[nodiscard]] detail::LoadedItem at(std::size_t part) const;

    std::vector<detail::LoadedItem> stored_{};
    std::shared_ptr<detail::ClientCore> client_{};
};

/// Writes parts that are only known at run time, up to 100, all of them or none; otherwise as `TransactWriteOperation`.
class TransactWriteList : public detail::TransactWriteBase<TransactWriteList, TransactResult> {
 public:
    TransactWriteList(detail::CallTarget target, detail::TransactWritePlan plan)
        : TransactWriteBase(std::move(target), std::move(plan)) {}

 private:
    friend class Operation<TransactWriteList, TransactResult>;

    [[nodiscard]] auto finisher() const {
        return [core = this->target().core](detail::Reply&& reply) {
            return TransactResult(std::move(*std::static_pointer_cast<std::vector<detail::LoadedItem>>(reply)), core);
        };
    }
};

}  // namespace dynoxx
