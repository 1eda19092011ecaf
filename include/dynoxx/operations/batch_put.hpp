#pragma once

#include <dynoxx/detail/plans.hpp>

#include <cstddef>

namespace dynoxx {

/// What a batch did: which of the objects were not written.
struct [[nodiscard]] BatchResult {
    BatchResult() {}

    std::size_t written = 0;
    std::vector<std::size_t> unwritten{};  ///< positions in the batch that the service left undone after all attempts
};

/// Puts many objects, of any number: batches of 25, in parallel within a limit, what the service leaves is sent again.
///
/// Objects in S3 that an item pointed to before are not removed: BatchWriteItem does not say what it replaced.
///
/// @par Errors
/// `ModelException` before anything is sent, for a member that cannot be stored and for two objects with the same key.
/// A failure of one request ends the batch; what was written stays, and so do objects in S3 that were uploaded for
/// items that were not written.
/// @par Retries
/// Writes the same items again.
/// @par Cost
/// One BatchWriteItem per 25 objects; one GenerateDataKey for as many seals as a data key serves; one PutObject per
/// pending S3 attribute.
/// @par Source
/// Amazon DynamoDB API Reference, "BatchWriteItem".
class BatchPut : public Operation<BatchPut, BatchResult> {
 public:
    BatchPut(detail::CallTarget target, detail::BatchPutPlan plan)
        : Operation<BatchPut, BatchResult>(std::move(target)), plan_(std::move(plan)) {}

 private:
    friend class Operation<BatchPut, BatchResult>;

    [[nodiscard]] detail::FlowPtr flow() const { return detail::flow_of(plan_); }
    [[nodiscard]] auto finisher() const {
        return [](detail::Reply&& reply) { return std::move(*std::static_pointer_cast<BatchResult>(reply)); };
    }

    detail::BatchPutPlan plan_;
};

}  // namespace dynoxx
