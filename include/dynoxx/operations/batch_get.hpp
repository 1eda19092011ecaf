#pragma once

#include <dynoxx/detail/plans.hpp>
#include <dynoxx/field.hpp>

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace dynoxx {

/// What a batch found, in the order of its keys.
template <class T>
struct [[nodiscard]] BatchGetResult {
    BatchGetResult() {}

    std::vector<std::optional<T>> items{};  ///< one per key; nothing where there is no item, or where it was not read
    std::vector<std::size_t> unread{};      ///< positions of the keys that the service left undone after all attempts
};

/// Gets many items by their keys, of any number: requests of 100 keys, in parallel within a limit; what the service
/// leaves undone is asked for again, with growing pauses.
///
/// A key that is given twice is read once.
///
/// @par Errors
/// As `Get`. A failure of one request ends the batch.
/// @par Retries
/// Idempotent.
/// @par Cost
/// One BatchGetItem per 100 keys; one Decrypt per data key that is not in the cache.
/// @par Source
/// Amazon DynamoDB API Reference, "BatchGetItem".
template <class T>
class BatchGet : public Operation<BatchGet<T>, BatchGetResult<T>> {
 public:
    BatchGet(detail::CallTarget target, detail::BatchGetPlan plan)
        : Operation<BatchGet<T>, BatchGetResult<T>>(std::move(target)), plan_(std::move(plan)) {}

    /// Reads what every write before it has left, at twice the read units.
    BatchGet& consistent() & {
        plan_.consistent_read = true;
        return *this;
    }
    BatchGet consistent() && { return std::move(consistent()); }

    /// Leaves encrypted attributes sealed: no call of KMS.
    BatchGet& sealed() & {
        plan_.opening = detail::Opening::LeaveSealed;
        return *this;
    }
    BatchGet sealed() && { return std::move(sealed()); }

    /// Sends at most so many requests at the same time, at least 1. Default: 4.
    BatchGet& at_once(std::size_t requests) & {
        plan_.at_once = requests;
        return *this;
    }
    BatchGet at_once(std::size_t requests) && { return std::move(at_once(requests)); }

    /// Loads only the keys and these attributes; the other members keep their defaults. Do not put such an object
    /// back: its defaults would replace what is stored.
    template <auto... Members>
    BatchGet& project() & {
        plan_.projection = {field<Members>.path()...};
        return *this;
    }
    template <auto... Members>
    BatchGet project() && {
        return std::move(this->template project<Members...>());
    }

 private:
    friend class Operation<BatchGet<T>, BatchGetResult<T>>;

    [[nodiscard]] detail::FlowPtr flow() const { return detail::flow_of(plan_); }
    [[nodiscard]] auto finisher() const {
        return [core = this->target().core](detail::Reply&& reply) {
            auto& loaded = *std::static_pointer_cast<detail::LoadedBatch>(reply);
            BatchGetResult<T> result;
            result.items.reserve(loaded.items.size());
            for (std::optional<detail::LoadedItem>& item : loaded.items) {
                result.items.push_back(detail::finish_optional<T>(item, core));
            }
            result.unread = std::move(loaded.unread);
            return result;
        };
    }

    detail::BatchGetPlan plan_;
};

}  // namespace dynoxx
