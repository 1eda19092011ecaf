#include "aws/retry.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace dynoxx::aws {

namespace {

using namespace std::chrono_literals;
using http::FailureKind;

constexpr std::string_view throttling_codes[] = {
    "Throttling",
    "ThrottlingException",
    "ThrottledException",
    "RequestThrottledException",
    "TooManyRequestsException",
    "ProvisionedThroughputExceededException",
    "TransactionInProgressException",
    "RequestLimitExceeded",
    "BandwidthLimitExceeded",
    "LimitExceededException",
    "RequestThrottled",
    "SlowDown",
    "PriorRequestNotComplete",
    "EC2ThrottledException",
};

constexpr std::string_view transient_codes[] = {
    "RequestTimeout", "RequestTimeoutException",
    "ReplicatedWriteConflictException",  // the only error of our services that their models call retryable
    "IDPCommunicationError",             // STS
};

constexpr int throttling_status = 429;
constexpr int transient_statuses[] = {500, 502, 503, 504};

constexpr RetryRules rules_2_1 = {50ms, 1000ms, 20s, 14, 5, 14, true};
constexpr RetryRules rules_2_0 = {1000ms, 1000ms, 20s, 5, 5, 10, false};
constexpr RetryDuration dynamodb_base = 25ms;
constexpr RetryDuration retry_after_window = 5s;
constexpr int success_refund = 1;

RetryKind classify_transport(FailureKind failure) noexcept {
    switch (failure) {
        case FailureKind::Name:
        case FailureKind::Connect:
        case FailureKind::Tls:
        case FailureKind::ConnectTimeout:
        case FailureKind::Io:
        case FailureKind::ReadTimeout:
        case FailureKind::AttemptTimeout:
        case FailureKind::InvalidAnswer:
            return RetryKind::Transient;
        case FailureKind::Untrusted:        // the same certificate would come again
        case FailureKind::ProxyRefused:     // it would refuse again
        case FailureKind::DeadlineReached:  // no time is left
        case FailureKind::Cancelled:
            break;
    }
    return RetryKind::None;
}

bool is_timeout(const AttemptOutcome& outcome) noexcept {
    return outcome.transport == FailureKind::ConnectTimeout || outcome.transport == FailureKind::ReadTimeout ||
           outcome.transport == FailureKind::AttemptTimeout;
}

int cost_of(const RetryRules& rules, RetryKind kind, const AttemptOutcome& outcome) noexcept {
    if (is_timeout(outcome)) {
        return rules.timeout_cost;
    }
    return kind == RetryKind::Throttling ? rules.throttling_cost : rules.transient_cost;
}

std::optional<RetryDuration> parse_retry_after(std::string_view text) noexcept {
    unsigned milliseconds = 0;
    const auto [stop, failure] = std::from_chars(text.data(), text.data() + text.size(), milliseconds);
    if (text.empty() || failure != std::errc() || stop != text.data() + text.size()) {
        return std::nullopt;
    }
    return std::chrono::milliseconds(milliseconds);
}

}  // namespace

AttemptOutcome::AttemptOutcome(const http::Response& response, std::string_view code)
    : http_status(response.status), error_code(code), retry_after(response.headers.get("x-amz-retry-after")) {}

RetryKind classify(const AttemptOutcome& outcome) noexcept {
    if (outcome.is_success()) {
        return RetryKind::None;
    }
    if (std::ranges::find(throttling_codes, outcome.error_code) != std::end(throttling_codes)) {
        return RetryKind::Throttling;
    }
    if (std::ranges::find(transient_codes, outcome.error_code) != std::end(transient_codes)) {
        return RetryKind::Transient;
    }
    if (outcome.http_status == throttling_status) {
        return RetryKind::Throttling;
    }
    if (std::ranges::find(transient_statuses, outcome.http_status) != std::end(transient_statuses)) {
        return RetryKind::Transient;
    }
    if (outcome.checksum_mismatch) {
        return RetryKind::Transient;
    }
    return outcome.transport ? classify_transport(*outcome.transport) : RetryKind::None;
}

RetryRules retry_rules(AwsService service, bool new_rules) noexcept {
    if (!new_rules) {
        return rules_2_0;
    }
    RetryRules rules = rules_2_1;
    if (service == AwsService::DynamoDB) {
        rules.transient_base = dynamodb_base;
    }
    return rules;
}

RetrySettings retry_settings(const AwsConfig& config, AwsService service) {
    return {config.max_attempts(service).value, retry_rules(service, config.new_retries().value)};
}

RetryDuration backoff(const RetryRules& rules, RetryKind kind, int index, double jitter, std::string_view retry_after) {
    const RetryDuration base = kind == RetryKind::Throttling ? rules.throttling_base : rules.transient_base;
    const double grown = static_cast<double>(base.count()) * std::exp2(std::min(index, 60));
    const double longest = static_cast<double>(rules.longest_backoff.count());
    const RetryDuration wait(std::llround(std::min(grown, longest) * jitter));
    const auto asked = parse_retry_after(retry_after);
    if (!asked) {
        return wait;
    }
    return rules.clamps_retry_after ? std::clamp(*asked, wait, wait + retry_after_window)
                                    : std::min(*asked, rules.longest_backoff);
}

bool RetryQuota::try_take(int tokens) noexcept {
    int left = tokens_.load(std::memory_order_relaxed);
    while (left >= tokens) {
        if (tokens_.compare_exchange_weak(left, left - tokens, std::memory_order_relaxed)) {
            return true;
        }
    }
    return false;
}

void RetryQuota::give(int tokens) noexcept {
    int left = tokens_.load(std::memory_order_relaxed);
    while (left < capacity &&
           !tokens_.compare_exchange_weak(left, std::min(left + tokens, capacity), std::memory_order_relaxed)) {
    }
}

std::optional<RetryDuration> RetryState::next(const AttemptOutcome& outcome, double jitter) {
    const RetryKind kind = classify(outcome);
    if (kind == RetryKind::None) {
        stop_ = Stop::NotRetryable;
        return std::nullopt;
    }
    if (attempt_ >= settings_.max_attempts) {
        stop_ = Stop::AttemptsUsedUp;
        return std::nullopt;
    }
    const int cost = cost_of(settings_.rules, kind, outcome);
    if (!quota_->try_take(cost)) {
        stop_ = Stop::QuotaUsedUp;
        return std::nullopt;
    }
    last_cost_ = cost;
    return backoff(settings_.rules, kind, attempt_++ - 1, jitter, outcome.retry_after);
}

void RetryState::withdraw() noexcept {
    quota_->give(std::exchange(last_cost_, 0));
}

void RetryState::succeeded() noexcept {
    quota_->give(last_cost_ > 0 ? last_cost_ : success_refund);
}

}  // namespace dynoxx::aws
