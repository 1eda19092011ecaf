#pragma once

#include <dynoxx/aws_config.hpp>
#include <dynoxx/aws_service.hpp>
#include <dynoxx/error.hpp>
#include <dynoxx/log.hpp>

#include "aws/clock_skew.hpp"
#include "aws/credentials_cache.hpp"
#include "aws/endpoints.hpp"
#include "aws/error_mapping.hpp"
#include "aws/instance_region.hpp"
#include "aws/rate_limiter.hpp"
#include "aws/retry.hpp"
#include "aws/route_memory.hpp"
#include "aws/service.hpp"
#include "aws/signer.hpp"
#include "aws/transport_settings.hpp"
#include "http/transport.hpp"

#include <array>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace dynoxx::aws {

/// One request of a service before endpoint, credentials and signature are known.
struct ServiceRequest {
    ServiceRequest(AwsService service, std::string operation) : context(service, std::move(operation)) {
        http.max_answer_bytes = info_of(service).max_answer_bytes;
        // The others give credentials, tokens and keys.
        http.holds_secrets = service != AwsService::DynamoDB && service != AwsService::S3;
    }

    ErrorContext context;                      ///< service, operation, and the names that errors mention
    std::string bucket{};                      ///< S3: goes into the host or the path, as the endpoint's rules say
    std::vector<std::string> resource_arns{};  ///< DynamoDB: of the tables that are named so; the host may say whose
    std::string region{};                      ///< where it goes and what it is signed for; empty: as configured
    http::Request http{};                      ///< S3: the path is that inside the bucket

    /// Adds to a request that is not signed what proves who asks, anew for each attempt; may be empty.
    ///
    /// `url` is that of the request, without its query; `now` is the time by the clock of the service.
    std::function<void(http::Request& request, const std::string& url, runtime::SystemTime now)> prove{};

    bool may_fail_late = false;  ///< a success of S3 may turn out to be an error, which its body tells
    bool needs_tls = false;      ///< it has a key of the customer in its headers

    /// Says whether the body of an answer is what the service sent, by the service's own sums; null: nothing is
    /// compared.
    bool (*is_intact)(const http::Response& response) = nullptr;

    /// Lets the service's own layer add what only it can read, for example the item of a failed condition; may be null.
    void (*complete_error)(Error& error, const http::Response& response) = nullptr;
};

/// What a call may decide for itself.
struct CallSettings {
    CallSettings() {}

    std::chrono::milliseconds timeout{0};  ///< 0: as configured
    bool retries = true;
    std::string endpoint{};  ///< empty: as configured
};

/// The answer to a call.
struct Answer {
    Answer() {}
    Answer(http::Response received, int sent) : response(std::move(received)), attempts(sent) {}

    http::Response response{};
    int attempts = 0;  ///< how often the request was sent
};

/// Makes calls of every service: endpoint, credentials, signature, attempts, clock skew, error mapping. The one place.
///
/// @par Thread safety
/// Yes.
class Caller {
 public:
    /// @param credentials null: the requests are sent without a signature, for those that carry their own proof
    /// @param transport must live longer
    Caller(AwsConfig config, std::shared_ptr<CredentialsCache> credentials, http::Transport& transport, LogSink log);

    /// Sends a request until it succeeds or fails for good, and gives the answer.
    ///
    /// A bucket in another region costs one more request, once: the region that S3 names is kept for later calls.
    ///
    /// @par Errors
    /// Throws the mapped error, with the number of attempts.
    [[nodiscard]] runtime::task<Answer> call(runtime::Context context, ServiceRequest request, CallSettings settings);

    /// Gives an address by which whoever has it may make the request for `expires`. Sends nothing for it but what
    /// credentials may need.
    ///
    /// @par Errors
    /// `NoCredentials` where this caller signs nothing.
    [[nodiscard]] runtime::task<std::string> presign(runtime::Context context, ServiceRequest request,
                                                     std::chrono::seconds expires);

    [[nodiscard]] const AwsConfig& config() const noexcept { return config_; }
    [[nodiscard]] CredentialsCache& credentials() const noexcept { return *credentials_; }
    [[nodiscard]] const http::TransportSettings& transport_settings() const noexcept { return transport_settings_; }

 private:
    class Attempts;

    [[nodiscard]] bool signs() const noexcept { return credentials_ != nullptr; }

    [[nodiscard]] std::shared_ptr<const Route> route_of(const ServiceRequest& request, const CallSettings& settings,
                                                        const Credentials& credentials, const InstancePlace& place);

    /// Gives the region that S3 said a bucket is in; empty if it said nothing.
    [[nodiscard]] std::string region_of_bucket(const std::string& bucket);

    /// Keeps the region that S3 said a bucket is in.
    void learn_region(const std::string& bucket, std::string region);
    [[nodiscard]] std::shared_ptr<const Route> make_route(AwsService service, const RouteQuestion& question,
                                                          const Credentials& credentials, const InstancePlace& place);

    /// Gives the clock skew to sign with.
    [[nodiscard]] Skew skew_of(runtime::Context context, const Route& route) const;

    AwsConfig config_;
    std::shared_ptr<CredentialsCache> credentials_;
    http::Transport* transport_;
    http::TransportSettings transport_settings_;
    bool in_lambda_;
    LogSink log_;
    std::array<Signer, services.size()> signers_;  // by service
    std::mutex routes_mutex_;
    std::array<RouteMemory, services.size()> routes_;  // by service
    std::string system_part_;                          // of the user agent
    std::mutex regions_mutex_;
    std::map<std::string, std::string> bucket_regions_;  // only of buckets in another region than the client's
};

/// The retry quotas by service, region and endpoint. A slot of the runtime's state.
class RetryQuotas {
 public:
    explicit RetryQuotas(runtime::State&) {}

    [[nodiscard]] RetryQuota& get(const std::string& key) {
        const std::lock_guard lock(mutex_);
        return quotas_[key];
    }

 private:
    std::mutex mutex_;
    std::map<std::string, RetryQuota> quotas_;
};

/// The rate limiters by service, region and endpoint. A slot of the runtime's state.
class RateLimiters {
 public:
    explicit RateLimiters(runtime::State&) {}

    [[nodiscard]] RateLimiter& get(const std::string& key) {
        const std::lock_guard lock(mutex_);
        return limiters_[key];
    }

 private:
    std::mutex mutex_;
    std::map<std::string, RateLimiter> limiters_;
};

}  // namespace dynoxx::aws
