#pragma once

#include <dynoxx/aws_config.hpp>
#include <dynoxx/aws_service.hpp>

#include "http/failure.hpp"
#include "http/message.hpp"

#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

/// Whether and when a failed attempt is repeated: numbers and pure decisions, no clock and no sleep.
///
/// @par Source
/// AWS SDKs and Tools Reference Guide, "Retry behavior".
namespace dynoxx::aws {

using RetryDuration = std::chrono::microseconds;

/// Says what a failure means for a retry.
enum class RetryKind {
    None,        ///< the same request would fail again
    Transient,   ///< a short trouble of network or service
    Throttling,  ///< the service asks to slow down
};

/// What one attempt ended with, as far as retries care.
struct AttemptOutcome {
    AttemptOutcome() {}

    /// Makes an outcome from an answer; `error_code` is empty if there was none or if it was not understood.
    AttemptOutcome(const http::Response& response, std::string_view error_code);

    /// Makes an outcome from a failure of the transport.
    explicit AttemptOutcome(http::FailureKind failure) : transport(failure) {}

    int http_status = 0;
    std::string error_code{};
    std::string retry_after{};  ///< the header `x-amz-retry-after`
    std::optional<http::FailureKind> transport{};
    bool checksum_mismatch = false;  ///< the body of the answer is damaged

    /// Says whether the attempt succeeded.
    [[nodiscard]] bool is_success() const noexcept {
        return !transport && !checksum_mismatch && error_code.empty() && http_status >= 200 && http_status < 300;
    }
};

/// Classifies a failed attempt: by its code first, then by HTTP status, then by the failure of the transport.
[[nodiscard]] RetryKind classify(const AttemptOutcome& outcome) noexcept;

/// The numbers of one set of rules.
struct RetryRules {
    RetryDuration transient_base;   ///< backoff before the first retry, before jitter
    RetryDuration throttling_base;  ///< the same after throttling
    RetryDuration longest_backoff;  ///< backoff never grows beyond this
    int transient_cost;             ///< tokens of the quota for a retry
    int throttling_cost;
    int timeout_cost;         ///< for a retry after a timeout
    bool clamps_retry_after;  ///< the server's wait counts from t to t + 5 s, t being the backoff; otherwise up to the
                              ///< longest
};

/// The rules of one client: how often, and with which numbers.
struct RetrySettings {
    RetrySettings() {}
    RetrySettings(int attempts, RetryRules numbers) : max_attempts(attempts), rules(numbers) {}

    int max_attempts = 3;
    RetryRules rules{};
};

/// Gives the rules for a service: 2.1 (base 50 ms, DynamoDB 25 ms, throttling 1 s), or 2.0 if `new_rules` is false.
[[nodiscard]] RetryRules retry_rules(AwsService service, bool new_rules) noexcept;

/// Gives what a configuration says about the retries of a service.
[[nodiscard]] RetrySettings retry_settings(const AwsConfig& config, AwsService service);

/// Gives the wait before retry `index` (0 is the first).
///
/// @param jitter a random number in [0, 1]
/// @param retry_after the text of `x-amz-retry-after`, in milliseconds; what is no number is ignored
[[nodiscard]] RetryDuration backoff(const RetryRules& rules, RetryKind kind, int index, double jitter,
                                    std::string_view retry_after = {});

/// The tokens that retries of one service in one region at one endpoint share.
///
/// @par Thread safety
/// Yes; nothing waits.
class RetryQuota {
 public:
    static constexpr int capacity = 500;

    explicit RetryQuota(int tokens = capacity) : tokens_(tokens) {}

    /// Takes tokens, or takes none and gives false if there are fewer.
    [[nodiscard]] bool try_take(int tokens) noexcept;

    /// Puts tokens back, up to the capacity.
    void give(int tokens) noexcept;

    [[nodiscard]] int available() const noexcept { return tokens_.load(std::memory_order_relaxed); }

 private:
    std::atomic<int> tokens_;
};

/// The retries of one operation. Call `next` after each failed attempt, or `succeeded` once.
class RetryState {
 public:
    /// Says why there is no further attempt.
    enum class Stop { None, NotRetryable, AttemptsUsedUp, QuotaUsedUp };

    /// `quota` must live longer.
    RetryState(RetrySettings settings, RetryQuota& quota) : settings_(settings), quota_(&quota) {}

    /// Gives the wait before the next attempt, or nothing if the failure is final; `stop()` says why.
    [[nodiscard]] std::optional<RetryDuration> next(const AttemptOutcome& outcome, double jitter);

    /// Gives the tokens of the last retry back to the quota, or one token if there was no retry.
    void succeeded() noexcept;

    /// Gives back what the latest `next` took: the attempt is not made, because there is no time for it.
    void withdraw() noexcept;

    /// Gives the number of the current attempt, from 1 on; after the end, how many there were.
    [[nodiscard]] int attempt() const noexcept { return attempt_; }

    [[nodiscard]] int max_attempts() const noexcept { return settings_.max_attempts; }
    [[nodiscard]] Stop stop() const noexcept { return stop_; }

 private:
    RetrySettings settings_;
    RetryQuota* quota_;
    int attempt_ = 1;
    int last_cost_ = 0;
    Stop stop_ = Stop::None;
};

}  // namespace dynoxx::aws
