#include "aws/caller.hpp"

#include "aws/clock_skew.hpp"
#include "aws/request_counters.hpp"
#include "aws/service.hpp"
#include "runtime/encoding.hpp"
#include "runtime/state.hpp"

#include <charconv>
#include <utility>

namespace dynoxx::aws {

namespace {

using runtime::Context;
using runtime::task;
using runtime::WaitOutcome;

constexpr std::string_view user_agent = "dynoxx/0.1.0 lang/c++";

http::TransportSettings settings_of(const AwsConfig& config) {
    http::TransportSettings settings;
    settings.connect_timeout = config.connect_timeout().value;
    settings.read_timeout = config.read_timeout().value;
    if (config.ca_bundle()) {
        settings.ca_bundle = config.ca_bundle()->value;
    }
    return settings;
}

/// Says whether the body is what the service sent, by `x-amz-crc32`; without that header it is taken as it is.
bool is_intact(const http::Response& response) {
    const std::string_view header = response.headers.get("x-amz-crc32");
    std::uint32_t expected = 0;
    const auto [end, error] = std::from_chars(header.data(), header.data() + header.size(), expected);
    if (header.empty() || error != std::errc() || end != header.data() + header.size()) {
        return true;
    }
    return runtime::crc32(runtime::bytes_of(response.body)) == expected;
}

/// Puts what the endpoint has of a path, the bucket of path style included, before the path of the request.
void put_into_path(http::Request& request, const Endpoint& endpoint) {
    if (!endpoint.base_path.empty()) {
        request.path = endpoint.base_path + request.path;
    }
}

}  // namespace

/// The attempts of one call.
class Caller::Attempts {
 public:
    Attempts(Caller& caller, Context context, ServiceRequest& request, const CallSettings& settings)
        : caller_(caller), context_(context), request_(request), settings_(settings) {}

    static task<http::Response> run(Attempts& self) {
        const AwsService service = self.request_.context.service;
        SharedCredentials credentials = co_await self.caller_.credentials_->get(self.context_);
        Endpoint endpoint = self.caller_.endpoint_of(self.request_, self.settings_, *credentials);
        put_into_path(self.request_.http, endpoint);

        const std::string partition = std::string(info_of(service).endpoint_prefix) + " " + endpoint.signing_region +
                                      " " + endpoint.origin.scheme + " " + endpoint.origin.host_header();
        RetrySettings rules = retry_settings(self.caller_.config_, service);
        if (!self.settings_.retries) {
            rules.max_attempts = 1;
        }
        RetryState retries(rules, self.context_.state().service<RetryQuotas>().get(partition));
        const runtime::System& system = self.context_.system();
        self.request_.http.headers.set("User-Agent", std::string(user_agent));
        self.request_.http.headers.set("amz-sdk-invocation-id", runtime::random_uuid(*system.random));

        while (true) {
            self.request_.http.headers.set("amz-sdk-request", "attempt=" + std::to_string(retries.attempt()) +
                                                                  "; max=" + std::to_string(retries.max_attempts()));
            co_await send(self, endpoint, credentials, partition);
            if (!self.error_) {
                retries.succeeded();
                co_return std::move(self.response_);
            }
            self.error_->with_attempts(retries.attempt());
            const std::optional<RetryDuration> wait = retries.next(self.outcome_, system.random->uniform());
            if (!wait) {
                throw_error(*self.error_);
            }
            co_await self.pause(*wait);
            credentials = co_await self.caller_.credentials_->get(self.context_);
        }
    }

 private:
    /// Sends once: sets `response_`, or `error_` and `outcome_`.
    static task<void> send(Attempts& self, const Endpoint& endpoint, const SharedCredentials& credentials,
                           const std::string& partition) {
        Caller& caller = self.caller_;
        const AwsService service = self.request_.context.service;
        const runtime::Clock& clock = *self.context_.system().clock;
        ClockSkews& skews = self.context_.state().service<ClockSkews>();
        caller.signers_[index_of(service)].sign(self.request_.http, endpoint, credentials,
                                                clock.system_now() + skews.get(partition));
        self.context_.state().service<RequestCounters>().count(info_of(service).display_name,
                                                               self.request_.context.operation);
        const runtime::SystemTime sent = clock.system_now();
        http::Outcome<http::Response> answer =
            co_await caller.transport_->send(self.context_.within(caller.config_.attempt_timeout().value),
                                             endpoint.origin, self.request_.http, caller.transport_settings_);
        const runtime::SystemTime received = clock.system_now();
        self.log(answer, received - sent);
        if (!answer) {
            self.fail(answer.error());
            co_return;
        }
        const std::optional<Skew> skew = measure_skew(*answer, sent, received);
        if (skew) {
            skews.set(partition, *skew);
        }
        self.judge(std::move(*answer), *credentials, skew.value_or(Skew::zero()));
    }

    void judge(http::Response response, const Credentials& credentials, Skew skew) {
        error_.reset();
        if (!is_intact(response)) {
            outcome_ = AttemptOutcome(response, {});
            outcome_.checksum_mismatch = true;
            error_ = checksum_error(response);
            return;
        }
        if (response.status / 100 == 2) {
            response_ = std::move(response);
            return;
        }
        error_ = map_service_error(request_.context, response);
        if (request_.complete_error != nullptr) {
            request_.complete_error(*error_, response);
        }
        const std::string& code = error_->service().aws_code;
        outcome_ = AttemptOutcome(response, code);
        if (code == "ExpiredToken" || code == "ExpiredTokenException" || code == "InvalidToken") {
            const bool refreshable = caller_.credentials_->invalidate(credentials.access_key_id);
            if (refreshable && !std::exchange(refreshed_, true)) {
                outcome_.error_code = "RequestTimeout";  // refused before it was done; once more with fresh credentials
            }
        }
        if (is_skew_failure(code, skew)) {
            outcome_.error_code = "RequestTimeout";  // the next signature uses the corrected clock
        }
    }

    void fail(const http::Failure& failure) {
        outcome_ = AttemptOutcome(failure.kind);
        const bool whole_call = context_.deadline() <= context_.now();
        error_ = map_transport_error(request_.context,
                                     whole_call && failure.kind != http::FailureKind::Cancelled
                                         ? http::Failure(http::FailureKind::DeadlineReached, failure.detail)
                                         : failure);
    }

    [[nodiscard]] Error checksum_error(const http::Response& response) const {
        const std::string service(info_of(request_.context.service).display_name);
        ServiceDetails details;
        details.service = service;
        details.operation = request_.context.operation;
        details.http_status = response.status;
        details.request_id = response.headers.get("x-amzn-requestid");
        return Error(ErrorCode::ChecksumMismatch,
                     "The answer from " + service +
                         " was damaged on the way: its CRC32 does not match. Check proxies and "
                         "network equipment if it happens again.")
            .with_service(std::move(details));
    }

    task<void> pause(RetryDuration wait) {
        if (context_.now() + wait >= context_.deadline()) {
            throw_error(*error_);
        }
        const WaitOutcome outcome = co_await context_.sleep(wait);
        if (outcome == WaitOutcome::Cancelled) {
            throw_error(map_transport_error(
                            request_.context,
                            http::Failure(http::FailureKind::Cancelled, "cancelled while waiting for the next attempt"))
                            .with_attempts(error_->attempts()));
        }
        if (outcome == WaitOutcome::TimedOut) {
            throw_error(*error_);
        }
    }

    void log(const http::Outcome<http::Response>& answer, runtime::SystemTime::duration took) const {
        if (!caller_.log_) {
            return;
        }
        const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(took).count();
        std::string line(info_of(request_.context.service).display_name);
        line.append(" ").append(request_.context.operation).append(": ");
        line.append(answer ? std::to_string(answer->status) : answer.error().detail);
        line.append(" after ").append(std::to_string(milliseconds)).append(" ms");
        caller_.log_(answer && answer->status / 100 == 2 ? LogLevel::Debug : LogLevel::Warning, line);
    }

    Caller& caller_;
    Context context_;
    ServiceRequest& request_;
    const CallSettings& settings_;
    http::Response response_;
    AttemptOutcome outcome_;
    std::optional<Error> error_;
    bool refreshed_ = false;
};

Caller::Caller(AwsConfig config, std::shared_ptr<CredentialsCache> credentials, http::Transport& transport, LogSink log)
    : config_(std::move(config)),
      credentials_(std::move(credentials)),
      transport_(&transport),
      transport_settings_(settings_of(config_)),
      log_(std::move(log)) {}

task<http::Response> Caller::call(Context context, ServiceRequest request, CallSettings settings) {
    const auto limit = settings.timeout.count() > 0 ? settings.timeout : config_.operation_timeout().value;
    Attempts attempts(*this, context.within(limit), request, settings);
    co_return co_await Attempts::run(attempts);
}

task<std::string> Caller::presign(Context context, ServiceRequest request, std::chrono::seconds expires) {
    const SharedCredentials credentials = co_await credentials_->get(context);
    const Endpoint endpoint = endpoint_of(request, CallSettings(), *credentials);
    put_into_path(request.http, endpoint);
    signers_[index_of(request.context.service)].presign(request.http, endpoint, credentials,
                                                        context.system().clock->system_now(), expires);
    co_return endpoint.origin.scheme + "://" + endpoint.origin.host_header() + request.http.path + "?" +
        request.http.query;
}

Endpoint Caller::endpoint_of(const ServiceRequest& request, const CallSettings& settings,
                             const Credentials& credentials) const {
    EndpointRequest wanted = endpoint_request(config_, request.context.service).value();
    if (!settings.endpoint.empty()) {
        wanted.custom = Setting<std::string>{settings.endpoint, {}};
    }
    wanted.bucket = request.bucket;
    wanted.account_id = credentials.account_id;
    return resolve_endpoint(wanted).value();
}

}  // namespace dynoxx::aws
