#pragma once

#include <dynoxx/operations/listing.hpp>

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace dynoxx {

/// The number of items that a scan of all segments finds.
class ParallelCount : public Operation<ParallelCount, std::int64_t> {
 public:
    ParallelCount(detail::CallTarget target, detail::ParallelScanPlan plan)
        : Operation<ParallelCount, std::int64_t>(std::move(target)), plan_(std::move(plan)) {}

 private:
    friend class Operation<ParallelCount, std::int64_t>;

    [[nodiscard]] detail::FlowPtr flow() const { return detail::flow_of(plan_); }
    [[nodiscard]] auto finisher() const {
        return [](detail::Reply&& reply) { return std::static_pointer_cast<detail::LoadedPage>(reply)->count; };
    }

    detail::ParallelScanPlan plan_;
};

/// Finds all items of a table or index in several segments that are read at the same time, segment after segment in
/// the result; a limit holds for the whole.
///
/// @par Errors
/// As `Get`. The failure of one segment ends the others.
/// @par Cost
/// At least one Scan per segment. All items are in memory at the end; to go through a table that does not fit, let each
/// worker iterate `scan().segment(i, n).all()`.
template <class T>
class ParallelScan : public Operation<ParallelScan<T>, std::vector<T>> {
 public:
    ParallelScan(detail::CallTarget target, detail::ParallelScanPlan plan)
        : Operation<ParallelScan<T>, std::vector<T>>(std::move(target)), plan_(std::move(plan)) {}

    /// Reads at most so many segments at the same time, at least 1. Default: 8.
    ParallelScan& at_once(std::size_t segments) & {
        plan_.at_once = segments;
        return *this;
    }
    ParallelScan at_once(std::size_t segments) && { return std::move(at_once(segments)); }

    /// Gives the number of items, at most the limit.
    [[nodiscard]] ParallelCount count() const {
        detail::ParallelScanPlan counting = plan_;
        counting.counts_only = true;
        return ParallelCount(this->target(), std::move(counting));
    }

    /// Gives what would be sent for the first page of the first segment.
    [[nodiscard]] ScanRequest request() const { return detail::scan_request_of(plan_.segment); }

 private:
    friend class Operation<ParallelScan<T>, std::vector<T>>;

    [[nodiscard]] detail::FlowPtr flow() const { return detail::flow_of(plan_); }
    [[nodiscard]] auto finisher() const {
        return [core = this->target().core](detail::Reply&& reply) {
            return detail::finish_items<T>(*std::static_pointer_cast<detail::LoadedPage>(reply), core);
        };
    }

    detail::ParallelScanPlan plan_;
};

/// Finds all items of a table or index, in no order that one could rely on.
///
/// `run()` gives all of them up to `limit`; `all()` loads page by page while it is iterated; `pages()` gives the pages.
///
/// @par Errors
/// As `Get`.
/// @par Retries
/// Idempotent.
/// @par Cost
/// Reads the whole table, filtered or not: one Scan per page of at most 1 MB; one Decrypt per data key that is not in
/// the cache.
/// @par Source
/// Amazon DynamoDB API Reference, "Scan".
template <class T>
class Scan : public Listing<Scan<T>, T> {
 public:
    Scan(detail::CallTarget target, detail::ListPlan plan) : Listing<Scan<T>, T>(std::move(target), std::move(plan)) {}

    /// Reads one of `count` segments (1 to 1,000,000): for workers that share a scan. The first is 0.
    Scan& segment(std::int32_t number, std::int32_t count) & {
        this->plan().segment = number;
        this->plan().segment_count = count;
        return *this;
    }
    Scan segment(std::int32_t number, std::int32_t count) && { return std::move(segment(number, count)); }

    /// Reads all of `count` segments (1 to 1,000,000) at the same time.
    [[nodiscard]] ParallelScan<T> segments(std::int32_t count) const {
        detail::ListPlan first = this->plan();
        first.segment = 0;
        first.segment_count = count;
        return ParallelScan<T>(this->target(), detail::ParallelScanPlan(std::move(first)));
    }

    /// Gives what would be sent for the first page.
    [[nodiscard]] ScanRequest request() const { return detail::scan_request_of(this->plan()); }
};

}  // namespace dynoxx
