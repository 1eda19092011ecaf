#pragma once

#include <mutex>

namespace dynoxx::aws {

/// The rate that a client may send after throttling, as a cubic function of time: seconds in, requests a second out.
///
/// @par Source
/// AWS SDKs and Tools Reference Guide, "Retry behavior", adaptive mode; RFC 8312 (CUBIC).
struct CubicRate {
    double last_max_rate = 0;
    double last_throttle_time = 0;

    /// Gives the rate after a success at a time.
    [[nodiscard]] double on_success(double time) const noexcept;

    /// Gives the rate after throttling at a time, `rate` being what was sent before.
    [[nodiscard]] double on_throttling(double rate, double time) noexcept;
};

/// Limits the attempts of one service to a rate that it learns from throttling (retry mode `adaptive`).
///
/// Before each attempt: `try_send` until it gives 0, waiting what it gives. After each attempt: `update`. All times are
/// seconds of one steady clock.
///
/// @par Thread safety
/// Yes; nothing waits inside.
class RateLimiter {
 public:
    /// Takes the token of one attempt and gives 0, or takes none and gives the seconds until there may be one.
    ///
    /// There is no limit before the first throttling.
    [[nodiscard]] double try_send(double now);

    /// Learns from the end of an attempt.
    void update(bool throttled, double now);

    /// Gives the measured rate of attempts, and the rate at which tokens come.
    [[nodiscard]] double measured_rate() const;
    [[nodiscard]] double fill_rate() const;

 private:
    void refill(double now) noexcept;
    void measure(double now) noexcept;

    mutable std::mutex mutex_;
    CubicRate cubic_;
    bool limited_ = false;
    double fill_rate_ = 0;
    double capacity_ = 0;
    double tokens_ = 0;
    double refilled_at_ = -1;  // negative: never
    double measured_rate_ = 0;
    double measured_until_ = -1;  // negative: never
    double attempts_ = 0;
};

}  // namespace dynoxx::aws
