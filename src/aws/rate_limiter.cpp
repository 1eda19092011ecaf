#include "aws/rate_limiter.hpp"

#include <algorithm>
#include <cmath>

namespace dynoxx::aws {

namespace {

constexpr double beta = 0.7;          // what throttling leaves of the rate
constexpr double scale = 0.4;         // how fast the rate grows again
constexpr double smoothing = 0.8;     // weight of the newest measurement
constexpr double slots_a_second = 2;  // the rate is measured over half seconds
constexpr double lowest_fill_rate = 0.5;
constexpr double lowest_capacity = 1;

}  // namespace

double CubicRate::on_success(double time) const noexcept {
    const double window = std::cbrt(last_max_rate * (1 - beta) / scale);
    return scale * std::pow(time - last_throttle_time - window, 3) + last_max_rate;
}

double CubicRate::on_throttling(double rate, double time) noexcept {
    last_max_rate = rate;
    last_throttle_time = time;
    return rate * beta;
}

double RateLimiter::try_send(double now) {
    const std::lock_guard lock(mutex_);
    if (!limited_) {
        return 0;
    }
    refill(now);
    if (tokens_ >= 1) {
        tokens_ -= 1;
        return 0;
    }
    return (1 - tokens_) / fill_rate_;
}

void RateLimiter::update(bool throttled, double now) {
    const std::lock_guard lock(mutex_);
    measure(now);
    double rate = 0;
    if (throttled) {
        rate = cubic_.on_throttling(limited_ ? std::min(measured_rate_, fill_rate_) : measured_rate_, now);
        limited_ = true;
    } else {
        rate = cubic_.on_success(now);
    }
    rate = std::min(rate, 2 * measured_rate_);
    refill(now);
    fill_rate_ = std::max(rate, lowest_fill_rate);
    capacity_ = std::max(rate, lowest_capacity);
    tokens_ = std::min(tokens_, capacity_);
}

double RateLimiter::measured_rate() const {
    const std::lock_guard lock(mutex_);
    return measured_rate_;
}

double RateLimiter::fill_rate() const {
    const std::lock_guard lock(mutex_);
    return fill_rate_;
}

void RateLimiter::refill(double now) noexcept {
    if (refilled_at_ >= 0) {
        tokens_ = std::min(capacity_, tokens_ + std::max(0.0, now - refilled_at_) * fill_rate_);
    }
    refilled_at_ = now;
}

void RateLimiter::measure(double now) noexcept {
    const double slot = std::floor(now * slots_a_second) / slots_a_second;
    attempts_ += 1;
    if (measured_until_ < 0) {
        measured_until_ = slot;
    }
    if (slot > measured_until_) {
        measured_rate_ = attempts_ / (slot - measured_until_) * smoothing + measured_rate_ * (1 - smoothing);
        attempts_ = 0;
        measured_until_ = slot;
    }
}

}  // namespace dynoxx::aws
