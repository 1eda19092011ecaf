#include "aws/caller.hpp"

#include "aws/clock_skew.hpp"
#include "aws/config_data.hpp"
#include "aws/request_counters.hpp"
#include "aws/service.hpp"
#include "aws/trace_id.hpp"
#include "aws/user_agent.hpp"
#include "runtime/encoding.hpp"
#include "runtime/state.hpp"

#include <charconv>
#include <utility>

namespace dynoxx::aws {

namespace {

using runtime::Context;
using runtime::task;
using runtime::WaitOutcome;

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

double seconds_of(runtime::SteadyTime time) {
    return std::chrono::duration<double>(time.time_since_epoch()).count();
}

/// Adds to an error about a region that is missing what instance metadata said.
Error with_reason(const Error& error, const InstancePlace& place) {
    return error.code() == ErrorCode::MissingRegion
               ? Error(error.code(), error.message() + " Instance metadata gave none: " + place.missing + ".")
               : error;
}

/// Gives the host that the buckets of an endpoint share.
std::string host_without_bucket(const Endpoint& endpoint, std::string_view bucket) {
    std::string host = endpoint.origin.host_header();
    if (endpoint.bucket_is_in_host) {
        host.erase(0, bucket.starts_with("arn:") ? host.find('.') + 1 : bucket.size() + 1);
    }
    return host;
}

/// Gives the address of a request whose path is complete, without its query.
std::string url_of(const Endpoint& endpoint, const http::Request& request) {
    return endpoint.origin.scheme + "://" + endpoint.origin.host_header() + request.path;
}

/// Gives the key by which an address shares retry quota, rate limiter and clock skew.
std::string quota_key(AwsService service, const Endpoint& endpoint, std::string_view bucket) {
    return std::string(info_of(service).endpoint_prefix) + " " + endpoint.signing_region + " " +
           endpoint.origin.scheme + " " + host_without_bucket(endpoint, bucket);
}

/// Puts what the endpoint has of a path, the bucket of path style included, before the path of the request.
void put_into_path(http::Request& request, const Endpoint& endpoint) {
    if (!endpoint.base_path.empty()) {
        request.path = endpoint.base_path + request.path;
    }
}

void check_tls(const ServiceRequest& request, const Endpoint& endpoint) {
    if (request.needs_tls && !endpoint.origin.is_tls()) {
        throw_error(Error(ErrorCode::InvalidOption, request.context.operation +
                                                        " has a key of the customer (SSE-C), which may go over TLS "
                                                        "only, and " +
                                                        endpoint.origin.scheme + "://" + endpoint.origin.host_header() +
                                                        " is without it. Use an endpoint with https."));
    }
}

}  // namespace

/// The attempts of one call: everything but the waiting.
class Caller::Attempts {
 public:
    Attempts(Caller& caller, Context context, ServiceRequest& request, const CallSettings& settings)
        : caller_(caller),
          context_(context),
          request_(request),
          settings_(settings),
          skews_(context.state().service<ClockSkews>()) {}

    [[nodiscard]] const Context& context() const noexcept { return context_; }
    [[nodiscard]] Context attempt_context() const { return context_.within(caller_.config_.attempt_timeout().value); }
    [[nodiscard]] const http::Origin& origin() const noexcept { return route_->endpoint.origin; }

    /// Finds the way and prepares what all attempts share.
    void begin(SharedCredentials credentials, const InstancePlace& place) {
        credentials_ = std::move(credentials);
        path_ = request_.http.path;
        find_way(place);
        RetrySettings rules = route_->retries;
        if (!settings_.retries) {
            rules.max_attempts = 1;
            request_.http.repeatable = false;
        }
        retries_.emplace(rules, context_.state().service<RetryQuotas>().get(route_->quota_key));
        if (caller_.config_.retry_mode().value == RetryMode::Adaptive) {
            limiter_ = &context_.state().service<RateLimiters>().get(route_->quota_key);
        }
        if (caller_.in_lambda_) {
            add_trace_id(request_.http.headers, *context_.system().environment);
        }
        request_.http.headers.set("amz-sdk-invocation-id", runtime::random_uuid(*context_.system().random));
    }

    /// Turns to the region that S3 said the bucket is in, once in a call; says whether there is such a turn.
    bool redirect(const InstancePlace& place) {
        if (other_region_.empty()) {
            return false;
        }
        caller_.learn_region(request_.bucket, std::exchange(other_region_, {}));
        redirected_ = true;
        find_way(place);
        return true;
    }

    void renew(SharedCredentials credentials) { credentials_ = std::move(credentials); }

    /// Takes the token of the next attempt and gives zero, or gives the wait until there may be one; throws if the wait
    /// would be too long.
    RetryDuration take_token() {
        if (limiter_ == nullptr) {
            return RetryDuration::zero();
        }
        const std::chrono::duration<double> missing(limiter_->try_send(seconds_of(context_.now())));
        const RetryDuration wait = std::chrono::ceil<RetryDuration>(missing);
        if (wait > RetryDuration::zero() && context_.now() + wait >= context_.deadline()) {
            throw_error(last_error(http::FailureKind::DeadlineReached));
        }
        return wait;
    }

    /// Makes the request of the next attempt.
    void prepare() {
        std::string attempt = "attempt=";
        attempt.append(std::to_string(retries_->attempt())).append("; max=");
        attempt.append(std::to_string(retries_->max_attempts()));
        request_.http.headers.set("amz-sdk-request", std::move(attempt));
        const AwsService service = request_.context.service;
        const runtime::Clock& clock = *context_.system().clock;
        const runtime::SystemTime service_time = clock.system_now() + skew_;
        if (caller_.signs()) {
            const bool signs_payload = caller_.config_.s3_payload_signing_enabled().value;
            caller_.signers_[index_of(service)].sign(request_.http, route_->endpoint, credentials_, service_time,
                                                     signs_payload ? Payload::Signed : Payload::UnsignedOverTls);
        } else if (request_.prove) {
            request_.prove(request_.http, url_of(route_->endpoint, request_.http), service_time);
        }
        context_.state().service<RequestCounters>().count(info_of(service).display_name, request_.context.operation);
        sent_ = clock.system_now();
    }

    /// Takes what the attempt gave; says whether it is the answer of the call.
    bool accept(http::Outcome<http::Response> answer) {
        const runtime::SystemTime received = context_.system().clock->system_now();
        log(answer, received - sent_);
        sends_ += answer ? answer->sends : answer.error().sends;
        if (!answer) {
            fail(answer.error());
        } else {
            const Skew used = std::exchange(skew_, learn_skew(*answer, received));
            judge(std::move(*answer), used);
        }
        if (limiter_ != nullptr) {
            limiter_->update(error_ && classify(outcome_) == RetryKind::Throttling, seconds_of(context_.now()));
        }
        if (!error_) {
            retries_->succeeded();
            return true;
        }
        error_->with_attempts(sends_);
        return false;
    }

    [[nodiscard]] Answer take() { return Answer(std::move(response_), sends_); }

    /// Gives the wait before the next attempt; throws if there is none.
    RetryDuration next_wait() {
        const std::optional<RetryDuration> wait = retries_->next(outcome_, context_.system().random->uniform());
        if (wait && context_.now() + *wait >= context_.deadline()) {
            retries_->withdraw();
            throw_error(*error_);
        }
        if (!wait) {
            throw_error(*error_);
        }
        return *wait;
    }

    /// Throws if the wait did not end as it should.
    void check(WaitOutcome outcome) const {
        if (outcome == WaitOutcome::Cancelled) {
            throw_error(waiting_error(http::FailureKind::Cancelled, "cancelled while waiting for the next attempt"));
        }
        if (outcome == WaitOutcome::TimedOut) {
            throw_error(last_error(http::FailureKind::DeadlineReached));
        }
    }

 private:
    void find_way(const InstancePlace& place) {
        route_ = caller_.route_of(request_, settings_, *credentials_, place);
        check_tls(request_, route_->endpoint);
        request_.http.path = path_;
        put_into_path(request_.http, route_->endpoint);
        request_.http.headers.set("User-Agent", route_->user_agent);
        skew_ = caller_.skew_of(context_, *route_);
    }

    /// Gives the region that the bucket is in, if the answer says that it is not the one that was asked.
    [[nodiscard]] std::string other_region(const http::Response& response) const {
        const bool is_bucket = !request_.bucket.empty() && !request_.bucket.starts_with("arn:");
        if (redirected_ || !is_bucket || request_.context.service != AwsService::S3) {
            return {};
        }
        std::string region = bucket_region(response);
        return region == route_->endpoint.signing_region ? std::string() : region;
    }

    [[nodiscard]] Error waiting_error(http::FailureKind kind, std::string detail) const {
        return map_transport_error(request_.context, http::Failure(kind, std::move(detail))).with_attempts(sends_);
    }

    /// Gives the error of the last attempt; before the first one, that the rate leaves no attempt in time.
    [[nodiscard]] Error last_error(http::FailureKind kind) const {
        return error_
                   ? *error_
                   : waiting_error(kind,
                                   "after throttling, the rate of retry_mode 'adaptive' leaves no attempt before the "
                                   "deadline");
    }

    /// Gives the skew for the next signature, and keeps for other calls what the answer taught.
    [[nodiscard]] Skew learn_skew(const http::Response& answer, runtime::SystemTime received) {
        const bool is_off = caller_.config_.disable_clock_skew_correction().value;
        const std::optional<Skew> measured = is_off ? std::nullopt : measure_skew(answer, sent_, received);
        if (measured) {
            skews_.set(route_->quota_key, *measured);
        }
        return measured.value_or(skew_);
    }

    /// `used` is the skew that the attempt was signed with.
    void judge(http::Response response, Skew used) {
        error_.reset();
        other_region_.clear();
        if (!is_intact(response) || (request_.is_intact != nullptr && !request_.is_intact(response))) {
            outcome_ = AttemptOutcome(response, {});
            outcome_.checksum_mismatch = true;
            error_ = checksum_error(response);
            return;
        }
        const std::optional<int> late = request_.may_fail_late ? late_failure(response) : std::nullopt;
        if (response.status / 100 == 2 && !late) {
            response_ = std::move(response);
            return;
        }
        error_ = map_service_error(request_.context, response);
        other_region_ = other_region(response);
        if (request_.complete_error != nullptr) {
            request_.complete_error(*error_, response);
        }
        const std::string& code = error_->service().aws_code;
        outcome_ = AttemptOutcome(response, code);
        outcome_.http_status = late.value_or(response.status);
        if (caller_.signs() && (code == "ExpiredToken" || code == "ExpiredTokenException" || code == "InvalidToken")) {
            const bool refreshable = caller_.credentials_->invalidate(credentials_->access_key_id);
            if (refreshable && !std::exchange(refreshed_, true)) {
                outcome_.error_code = "RequestTimeout";  // refused before it was done; once more with fresh credentials
            }
        }
        const bool tells_time = caller_.signs() || request_.prove;
        if (tells_time && is_skew_failure(code, skew_, used)) {
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
        return Error(ErrorCode::ChecksumMismatch, "The answer from " + service + " was damaged on the way: its " +
                                                      (request_.is_intact == nullptr ? "CRC32" : "checksum") +
                                                      " does not match. Check proxies and "
                                                      "network equipment if it happens again.")
            .with_service(std::move(details));
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
    ClockSkews& skews_;
    SharedCredentials credentials_;
    std::shared_ptr<const Route> route_;
    std::optional<RetryState> retries_;
    RateLimiter* limiter_ = nullptr;  ///< null: the retry mode is not adaptive
    Skew skew_{};                     ///< of the next signature
    runtime::SystemTime sent_;
    int sends_ = 0;
    http::Response response_;
    AttemptOutcome outcome_;
    std::optional<Error> error_;
    bool refreshed_ = false;
    std::string path_;          ///< before the endpoint's own
    std::string other_region_;  ///< in which the latest answer says the bucket is
    bool redirected_ = false;
};

Caller::Caller(AwsConfig config, std::shared_ptr<CredentialsCache> credentials, http::Transport& transport, LogSink log)
    : config_(std::move(config)),
      credentials_(std::move(credentials)),
      transport_(&transport),
      transport_settings_(transport_settings_of(config_)),
      in_lambda_(config_.data().lambda_function_name.has_value()),
      log_(std::move(log)) {}

task<Answer> Caller::call(Context context, ServiceRequest request, CallSettings settings) {
    const auto limit = settings.timeout.count() > 0 ? settings.timeout : config_.operation_timeout().value;
    Attempts attempts(*this, context.within(limit), request, settings);
    SharedCredentials credentials = signs() ? credentials_->current() : std::make_shared<const Credentials>();
    if (!credentials) {
        credentials = co_await credentials_->get(attempts.context());
    }
    InstancePlace place;
    if (!config_.region() && request.region.empty()) {
        place = co_await context.state().service<InstanceRegion>().get(attempts.context(), config_, *transport_);
    }
    attempts.begin(std::move(credentials), place);
    while (true) {
        RetryDuration pause = attempts.take_token();
        while (pause > RetryDuration::zero()) {
            const WaitOutcome waited = co_await attempts.context().sleep(pause);
            attempts.check(waited);
            pause = attempts.take_token();
        }
        attempts.prepare();
        http::Outcome<http::Response> answer =
            co_await transport_->send(attempts.attempt_context(), attempts.origin(), request.http, transport_settings_);
        if (attempts.accept(std::move(answer))) {
            co_return attempts.take();
        }
        if (attempts.redirect(place)) {
            continue;
        }
        const RetryDuration wait = attempts.next_wait();
        const WaitOutcome waited = co_await attempts.context().sleep(wait);
        attempts.check(waited);
        if (signs()) {
            SharedCredentials renewed = co_await credentials_->get(attempts.context());
            attempts.renew(std::move(renewed));
        }
    }
}

task<std::string> Caller::presign(Context context, ServiceRequest request, std::chrono::seconds expires) {
    if (!signs()) {
        throw_error(Error(ErrorCode::NoCredentials,
                          "A request that is sent without a signature cannot be presigned: its client was made without "
                          "credentials."));
    }
    const SharedCredentials credentials = co_await credentials_->get(context);
    InstancePlace place;
    if (!config_.region()) {
        place = co_await context.state().service<InstanceRegion>().get(context, config_, *transport_);
    }
    const std::shared_ptr<const Route> route = route_of(request, CallSettings(), *credentials, place);
    const Endpoint& endpoint = route->endpoint;
    check_tls(request, endpoint);
    put_into_path(request.http, endpoint);
    const runtime::SystemTime now = context.system().clock->system_now() + skew_of(context, *route);
    signers_[index_of(request.context.service)].presign(request.http, endpoint, credentials, now, expires);
    co_return url_of(endpoint, request.http) + "?" + request.http.query;
}

std::string Caller::region_of_bucket(const std::string& bucket) {
    if (bucket.empty()) {
        return {};
    }
    const std::lock_guard lock(regions_mutex_);
    const auto found = bucket_regions_.find(bucket);
    return found == bucket_regions_.end() ? std::string() : found->second;
}

void Caller::learn_region(const std::string& bucket, std::string region) {
    const std::lock_guard lock(regions_mutex_);
    bucket_regions_[bucket] = std::move(region);
}

Skew Caller::skew_of(Context context, const Route& route) const {
    return config_.disable_clock_skew_correction().value ? Skew::zero()
                                                         : context.state().service<ClockSkews>().get(route.quota_key);
}

std::shared_ptr<const Route> Caller::route_of(const ServiceRequest& request, const CallSettings& settings,
                                              const Credentials& credentials, const InstancePlace& place) {
    const AwsService service = request.context.service;
    RouteQuestion question;
    question.custom = settings.endpoint;
    question.bucket = request.bucket;
    question.account_id = credentials.account_id;
    if (question.account_id.empty() && config_.account_id()) {
        question.account_id = config_.account_id()->value;
    }
    question.features = credentials.features;
    const std::string region = request.region.empty() ? region_of_bucket(request.bucket) : request.region;
    question.region = region;
    question.resource_arns = request.resource_arns;
    const std::lock_guard lock(routes_mutex_);
    RouteMemory& memory = routes_[index_of(service)];
    std::shared_ptr<const Route> route = memory.find(question);
    if (!route) {
        route = make_route(service, question, credentials, place);
        memory.keep(question, route);
    }
    return route;
}

std::shared_ptr<const Route> Caller::make_route(AwsService service, const RouteQuestion& question,
                                                const Credentials& credentials, const InstancePlace& place) {
    Result<EndpointRequest> found =
        endpoint_request(config_, service, question.region.empty() ? place.region : std::string(question.region));
    if (!found) {
        throw_error(with_reason(found.error(), place));
    }
    EndpointRequest wanted = *std::move(found);
    if (!question.custom.empty()) {
        wanted.custom = Setting<std::string>{std::string(question.custom), {}};
    }
    if (!question.region.empty()) {
        wanted.region = question.region;
    }
    wanted.bucket = question.bucket;
    wanted.account_id = question.account_id;
    wanted.resource_arns.assign(question.resource_arns.begin(), question.resource_arns.end());
    if (system_part_.empty()) {
        system_part_ = system_part(system_version());
    }
    auto route = std::make_shared<Route>();
    route->endpoint = resolve_endpoint(wanted).value();
    route->quota_key = quota_key(service, route->endpoint, question.bucket);
    route->retries = retry_settings(config_, service);
    route->user_agent =
        user_agent(config_, service, route->endpoint, credentials, system_part_, wanted.custom.has_value());
    return route;
}

}  // namespace dynoxx::aws
