#pragma once

#include "http/message.hpp"
#include "local/s3/error.hpp"
#include "local/s3/request.hpp"
#include "local/s3/store.hpp"
#include "local/support/id_source.hpp"
#include "runtime/system.hpp"

#include <string>
#include <string_view>

namespace dynoxx::local::s3 {

/// S3 in memory. Not thread-safe.
class Service {
 public:
    /// @param clock and `ids` live longer than the service
    Service(std::string region, std::string account_id, const runtime::Clock& clock, support::IdSource& ids);

    /// Answers a request whose signature has been checked.
    [[nodiscard]] http::Response handle(Request& request);

    /// Prints a refusal that was decided before the service, by the check of signatures for example.
    [[nodiscard]] http::Response refuse(const Refusal& refusal, std::string_view method);

    /// Makes a bucket, as `CreateBucket` does; one that is there already stays.
    void create_bucket(std::string_view name);

    /// Counts buckets, objects and their bytes.
    [[nodiscard]] StoreSize size() const noexcept { return store_.size(); }

    /// Forgets every bucket.
    void reset() { store_ = Store(); }

 private:
    std::string region_;
    std::string owner_id_;
    const runtime::Clock& clock_;
    support::IdSource& ids_;
    Store store_{};
};

}  // namespace dynoxx::local::s3
