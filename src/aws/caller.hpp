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

namespace dynoxx::aws {

/// One request of a service before endpoint, credentials and signature are known.
struct ServiceRequest {
    ServiceRequest(AwsService service, std::string operation) : context(service, std::move(operation)) {
        http.max_answer_bytes = info_of(service).max_answer_bytes;
    }

    ErrorContext context;  ///< service, operation, and the names that errors mention
    std::string bucket{};  ///< S3: goes into the host or the path, as the endpoint's rules say
    http::Request http{};  ///< S3: the path is that inside the bucket

    /// Adds to a request that is not signed what proves who asks, anew for each attempt; may be empty.
    ///
    /// `url` is that of the request, without its query; `now` is the time by the clock of the service.
    std::function<void(http::Request& request, const std::string& url, runtime::SystemTime now)> prove{};

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
    /// @par Errors
    /// Throws the mapped error, with the number of attempts.
    [[nodiscard]] runtime::task<Answer> call(runtime::Context context, ServiceRequest request, CallSettings settings);

    /// Gives an address by which whoever has it may make the request for `expires`. Sends nothing for it but what
    /// credentials may need.
    [[nodiscard]] runtime::task<std::string> presign(runtime::Context context, ServiceRequest request,
                                                     std::chrono::seconds expires);

    [[nodiscard]] const AwsConfig& config() const noexcept { return config_; }
    [[nodiscard]] CredentialsCache& credentials() const noexcept { return *credentials_; }
    [[nodiscard]] const http::TransportSettings& transport_settings() const noexcept { return transport_settings_; }

 private:
    class Attempts;

    /// Where a request goes, and all that depends on nothing else: kept, for most calls of a service go the same way.
    struct Route {
        Route(Endpoint found, const AwsConfig& config, AwsService service, std::string agent, std::string_view bucket);

        Endpoint endpoint;
        std::string quota_key;  ///< of retry quota, rate limiter and clock skew: service, region, address
        RetrySettings retries;
        std::string user_agent;
    };

    /// The latest route of a service, and what it was found for.
    struct KeptRoute {
        KeptRoute() {}

        std::string custom{};
        std::string bucket{};
        std::string account_id{};
        std::string table_arn{};
        std::string features{};
        std::shared_ptr<const Route> route{};
    };

    [[nodiscard]] bool signs() const noexcept { return credentials_ != nullptr; }

    [[nodiscard]] std::shared_ptr<const Route> route_of(const ServiceRequest& request, const CallSettings& settings,
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
    std::array<KeptRoute, services.size()> routes_;  // by service
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
