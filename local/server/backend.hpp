#pragma once

#include <dynoxx/local.hpp>

#include "http/message.hpp"
#include "local/auth/credential_store.hpp"
#include "local/auth/verifier.hpp"
#include "local/dynamodb/engine.hpp"
#include "local/kms/service.hpp"
#include "local/s3/service.hpp"
#include "local/server/answer.hpp"
#include "local/server/control.hpp"
#include "local/server/controlled_clock.hpp"
#include "local/server/counters.hpp"
#include "local/server/faults.hpp"
#include "local/server/route.hpp"
#include "local/storage/journal.hpp"
#include "local/sts/service.hpp"
#include "local/support/id_source.hpp"
#include "runtime/system.hpp"

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dynoxx::local::server {

/// What the services need to know; see `LocalOptions` for the meaning of each.
struct BackendOptions {
    BackendOptions() = default;

    std::string region{};
    std::string account_id{};
    std::string access_key_id{};
    std::string secret_access_key{};
    auth::Checking checking = auth::Checking::On;
    std::uint64_t seed = 0;  ///< of request ids and the like
};

/// Throws `LocalException` if a clock should not be set to a time: there are times that AWS cannot print.
void check_clock_time(runtime::SystemTime time);
void check_clock_move(runtime::SystemTime now, std::chrono::milliseconds by);

/// The four services behind one door: finds out who answers a request, checks its signature, counts it, and answers.
///
/// Functions that change what is stored give the commit that has to be waited for before anybody is told.
///
/// @par Thread safety
/// May be used by several threads at once; requests are answered one at a time.
class Backend {
 public:
    /// Loads what the journal holds, and starts it.
    ///
    /// @param clock and `journal` live longer than the backend; without a journal nothing is kept
    Backend(BackendOptions options, ControlledClock& clock, storage::Journal* journal = nullptr);

    /// Answers a request; may move from it.
    [[nodiscard]] Answer handle(http::Request& request);

    /// Counts a request that could not be read.
    void count_unreadable();

    /// Makes a bucket; one that is there already stays.
    [[nodiscard]] storage::Commit create_bucket(std::string_view name);

    /// Makes a key with an alias and sets `arn` to its ARN; an alias that exists keeps its key.
    [[nodiscard]] storage::Commit create_key(std::string_view alias, std::string& arn);

    /// Gives how many requests came for an operation; the empty one stands for all of a service.
    [[nodiscard]] std::uint64_t requests(std::string_view service, std::string_view operation) const;

    /// Gives the counts as JSON, and how much is held.
    [[nodiscard]] std::string requests_json() const;
    [[nodiscard]] std::string stats_json() const;

    /// Forgets tables, buckets, keys, counts and faults. Credentials that were issued stay good.
    [[nodiscard]] storage::Commit reset();

    // Snapshots and faults, as `LocalAws` has them.
    void take_snapshot(std::string_view name);
    [[nodiscard]] storage::Commit restore_snapshot(std::string_view name);
    void delete_snapshot(std::string_view name);
    [[nodiscard]] std::vector<LocalSnapshot> snapshots() const;
    std::uint64_t add_fault(LocalFault fault);
    [[nodiscard]] std::vector<LocalFaultState> faults() const;
    void remove_fault(std::uint64_t id);
    void clear_faults();

 private:
    /// What was held at some time.
    struct Snapshot {
        LocalSnapshot description{};
        dynamodb::Snapshot tables{};
        s3::Buckets buckets{};
        kms::KeysAndAliases keys{};
    };

    /// A fault, and the request that it met.
    struct Met {
        LocalFault fault{};
        std::string service{};
        std::string operation{};
        std::string method{};
    };

    void load(storage::Journal& journal);
    [[nodiscard]] Answer answer_service(http::Request& request, const Route& route);
    [[nodiscard]] http::Response answer(http::Request& request, const Route& route);
    [[nodiscard]] bool is_stopped_by_fault(std::string_view service, std::string_view operation,
                                           const http::Request& request);
    [[nodiscard]] http::Response error_of_fault();
    void apply_fault(Answer& answer);
    [[nodiscard]] Snapshot& find_snapshot(std::string_view name);
    [[nodiscard]] storage::Commit commit() { return journal_ == nullptr ? 0 : journal_->take(); }
    [[nodiscard]] http::Response health() const;
    [[nodiscard]] http::Response dynamodb(const http::Request& request, std::string_view operation);
    [[nodiscard]] http::Response unknown_target(std::string_view target);
    [[nodiscard]] http::Response kms(const http::Request& request, std::string_view operation);
    [[nodiscard]] http::Response sts(const http::Request& request);
    [[nodiscard]] http::Response s3(http::Request& request);

    Control control_;
    SkewedClock clock_;
    storage::Journal* journal_;
    mutable std::mutex mutex_{};
    BackendOptions options_;
    support::IdSource ids_;
    auth::CredentialStore credentials_{};
    auth::Verifier verifier_;
    Counters counters_{};
    dynamodb::Engine engine_;
    kms::Service kms_;
    s3::Service s3_;
    sts::Service sts_;
    Faults faults_{};
    std::optional<Met> met_{};  // of the request that is being answered
    std::map<std::string, Snapshot, std::less<>> snapshots_{};
};

}  // namespace dynoxx::local::server
