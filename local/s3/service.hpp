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

    /// Says whether there is an operation of this name.
    [[nodiscard]] static bool has_operation(std::string_view name) noexcept;

    /// Forgets every bucket.
    void reset() { store_.clear(); }

    /// Sets what is told of every change.
    void record_with(records::Recorder* recorder) noexcept { store_.record_with(recorder); }

    /// Takes in a record that a recorder was told of earlier; throws records::Damaged.
    void load(const records::Record& record, const records::FileReader& reader) { store_.load(record, reader); }

    /// Gives what is held now; objects and bytes are shared.
    [[nodiscard]] Buckets snapshot() const { return store_.buckets(); }

    /// Goes back to a snapshot.
    void restore(const Buckets& buckets) { store_.restore(buckets); }

 private:
    std::string region_;
    std::string owner_id_;
    const runtime::Clock& clock_;
    support::IdSource& ids_;
    Store store_{};
};

}  // namespace dynoxx::local::s3
