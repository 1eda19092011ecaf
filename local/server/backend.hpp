#pragma once

#include "http/message.hpp"
#include "local/auth/credential_store.hpp"
#include "local/auth/verifier.hpp"
#include "local/dynamodb/engine.hpp"
#include "local/kms/service.hpp"
#include "local/s3/service.hpp"
#include "local/server/counters.hpp"
#include "local/server/route.hpp"
#include "local/sts/service.hpp"
#include "local/support/id_source.hpp"
#include "runtime/system.hpp"

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

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

/// The four services behind one door: finds out who answers a request, checks its signature, counts it, and answers.
///
/// @par Thread safety
/// May be used by several threads at once; requests are answered one at a time.
class Backend {
 public:
    /// @param clock lives longer than the backend
    Backend(BackendOptions options, const runtime::Clock& clock);

    /// Answers a request; may move from it.
    [[nodiscard]] http::Response handle(http::Request& request);

    /// Counts a request that could not be read.
    void count_unreadable();

    /// Makes a bucket; one that is there already stays.
    void create_bucket(std::string_view name);

    /// Makes a key with an alias and gives its ARN; an alias that exists keeps its key.
    [[nodiscard]] std::string create_key(std::string_view alias);

    /// Gives how many requests came for an operation; the empty one stands for all of a service.
    [[nodiscard]] std::uint64_t requests(std::string_view service, std::string_view operation) const;

    /// Forgets tables, buckets, keys and counts. Credentials that were issued stay good.
    void reset();

 private:
    [[nodiscard]] http::Response answer(http::Request& request);
    [[nodiscard]] http::Response control(const http::Request& request);
    [[nodiscard]] http::Response health() const;
    [[nodiscard]] http::Response dynamodb(const http::Request& request, std::string_view operation);
    [[nodiscard]] http::Response unknown_target(std::string_view target);
    [[nodiscard]] http::Response kms(const http::Request& request, std::string_view operation);
    [[nodiscard]] http::Response sts(const http::Request& request);
    [[nodiscard]] http::Response s3(http::Request& request);
    [[nodiscard]] std::string stats_json() const;
    void reset_locked();

    const runtime::Clock& clock_;
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
};

}  // namespace dynoxx::local::server
