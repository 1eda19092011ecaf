#pragma once

#include <dynoxx/detail/plans.hpp>
#include <dynoxx/key.hpp>

#include <cstddef>
#include <utility>
#include <vector>

namespace dynoxx {

/// What a batch did: which of its writes were not done.
struct [[nodiscard]] BatchResult {
    BatchResult() {}

    std::size_t written = 0;
    std::vector<std::size_t> unwritten{};  ///< positions of the writes that the service left undone after all attempts
    std::vector<S3Location> objects_left{};  ///< could not be removed; nothing points to them any more
};

/// Puts and removes many items, of any number: requests of 25 writes, in parallel within a limit; what the service
/// leaves undone is sent again, with growing pauses. The writes of a batch have no order.
///
/// For a model with S3 attributes the stored items are read first, to know which objects go with them.
///
/// @par Errors
/// `ModelException` before anything is sent: for a member that cannot be stored, for two writes of the same key, and
/// for a put of a model with versions, unless `unchecked()` says that they need not be checked.
/// A failure of one request ends the batch; what was written stays, and so do objects in S3 that were uploaded for
/// items that were not written.
/// @par Retries
/// Writes the same items again.
/// @par Cost
/// One BatchWriteItem per 25 writes; one GenerateDataKey for as many seals as a data key serves; one PutObject per
/// pending S3 attribute. With S3 attributes one BatchGetItem per 100 writes and one DeleteObject per object that is no
/// longer pointed to.
/// @par Source
/// Amazon DynamoDB API Reference, "BatchWriteItem".
template <class T>
class BatchWrite : public Operation<BatchWrite<T>, BatchResult> {
 public:
    BatchWrite(detail::CallTarget target, detail::TablePtr table)
        : Operation<BatchWrite<T>, BatchResult>(std::move(target)), plan_(std::move(table)) {}

    /// Adds the put of an object, in the place of a whole item; it is converted here.
    BatchWrite& put(const T& object) & {
        plan_.put(serialize(object));
        return *this;
    }
    BatchWrite put(const T& object) && { return std::move(put(object)); }

    /// Adds the removal of the item of a key.
    template <class PartitionKey, class... SortKey>
    BatchWrite& remove(const PartitionKey& partition, const SortKey&... sort) & {
        plan_.remove(make_key<T>(partition, sort...));
        return *this;
    }
    template <class PartitionKey, class... SortKey>
    BatchWrite remove(const PartitionKey& partition, const SortKey&... sort) && {
        return std::move(remove(partition, sort...));
    }

    /// Lets puts of a model with versions raise the version without a check of the stored one: BatchWriteItem has no
    /// conditions, and the write of somebody else may be lost.
    BatchWrite& unchecked() & {
        plan_.checks_versions = false;
        return *this;
    }
    BatchWrite unchecked() && { return std::move(unchecked()); }

    /// Sends at most so many requests at the same time, at least 1. Default: 4.
    BatchWrite& at_once(std::size_t requests) & {
        plan_.at_once = requests;
        return *this;
    }
    BatchWrite at_once(std::size_t requests) && { return std::move(at_once(requests)); }

    /// Gives how many writes were added.
    [[nodiscard]] std::size_t size() const noexcept { return plan_.entries.size(); }

 private:
    friend class Operation<BatchWrite<T>, BatchResult>;

    [[nodiscard]] detail::FlowPtr flow() const { return detail::flow_of(plan_); }
    [[nodiscard]] auto finisher() const {
        return [](detail::Reply&& reply) { return std::move(*std::static_pointer_cast<BatchResult>(reply)); };
    }

    detail::BatchWritePlan plan_;
};

}  // namespace dynoxx
