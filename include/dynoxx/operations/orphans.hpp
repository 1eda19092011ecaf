#pragma once

#include <dynoxx/detail/plans.hpp>

#include <chrono>
#include <utility>
#include <vector>

namespace dynoxx {

/// What was found of objects that no item points to.
struct OrphansResult {
    OrphansResult() {}

    std::vector<S3Location> orphans{};          ///< bucket, key, size and etag of each
    std::vector<S3Location> objects_removed{};  ///< with `remove()`: those that are gone
    std::vector<S3Location> objects_left{};     ///< with `remove()`: those that could not be removed
};

/// Finds the objects of a table's S3 attributes that no item points to: what failed writes and lost answers left.
///
/// Every object under bucket and prefix of an S3 attribute that is old enough is compared with what the items of the
/// table point to. So a prefix must belong to one table alone: objects that others put there look like orphans.
///
/// @par Errors
/// `ConfigurationException` for an attribute without a prefix (the whole bucket would be looked at) and for an age
/// below 15 minutes; what listing the objects or scanning the table fails with.
/// @par Cost
/// One ListObjectsV2 for each 1000 objects and a consistent Scan of the whole table; memory for the keys of all objects
/// that are old enough. `remove()`: one DeleteObject for each orphan.
/// @par Source
/// Amazon S3 API Reference, "ListObjectsV2".
class Orphans : public Operation<Orphans, OrphansResult> {
 public:
    Orphans(detail::CallTarget target, detail::OrphansPlan plan)
        : Operation<Orphans, OrphansResult>(std::move(target)), plan_(std::move(plan)) {}

    /// Leaves out objects that are younger: the item of a write in progress may be written yet. Default one day; at
    /// least 15 minutes, for that is how long a request that was signed may still be on its way, and more than your
    /// longest write takes: S3 dates an object that was uploaded in parts from the beginning of its upload.
    Orphans& older_than(std::chrono::seconds age) & {
        plan_.minimum_age = age;
        return *this;
    }
    Orphans older_than(std::chrono::seconds age) && { return std::move(older_than(age)); }

    /// Removes what is found.
    Orphans& remove() & {
        plan_.removes = true;
        return *this;
    }
    Orphans remove() && { return std::move(remove()); }

 private:
    friend class Operation<Orphans, OrphansResult>;

    [[nodiscard]] detail::FlowPtr flow() const { return detail::flow_of(plan_); }
    [[nodiscard]] auto finisher() const {
        return [](detail::Reply&& reply) { return std::move(*std::static_pointer_cast<OrphansResult>(reply)); };
    }

    detail::OrphansPlan plan_;
};

}  // namespace dynoxx
