#include "local/server/controlled_clock.hpp"

#include <algorithm>

namespace dynoxx::local::server {

namespace {

template <class Duration>
Duration as(std::chrono::nanoseconds duration) {
    return std::chrono::duration_cast<Duration>(duration);
}

}  // namespace

runtime::SteadyTime ControlledClock::steady_locked() const {
    return stop_ ? stop_->steady : base_.steady_now() + steady_offset_;
}

runtime::SteadyTime ControlledClock::steady_now() const {
    const std::lock_guard lock(mutex_);
    return steady_locked();
}

runtime::SystemTime ControlledClock::system_now() const {
    const std::lock_guard lock(mutex_);
    return stop_ ? stop_->system : base_.system_now() + system_offset_;
}

bool ControlledClock::stands_still() const {
    const std::lock_guard lock(mutex_);
    return stop_.has_value();
}

void ControlledClock::set(runtime::SystemTime time) {
    const std::lock_guard lock(mutex_);
    const runtime::SystemTime now = stop_ ? stop_->system : base_.system_now() + system_offset_;
    const auto ahead = as<runtime::SteadyTime::duration>(std::max(time - now, runtime::SystemTime::duration::zero()));
    stop_ = Stop{time, steady_locked() + ahead};
}

void ControlledClock::advance(std::chrono::nanoseconds by) {
    const std::lock_guard lock(mutex_);
    const auto ahead = as<runtime::SteadyTime::duration>(std::max(by, std::chrono::nanoseconds::zero()));
    if (stop_) {
        stop_->system += as<runtime::SystemTime::duration>(by);
        stop_->steady += ahead;
    } else {
        system_offset_ += as<runtime::SystemTime::duration>(by);
        steady_offset_ += ahead;
    }
}

void ControlledClock::release() {
    const std::lock_guard lock(mutex_);
    const runtime::SteadyTime steady = steady_locked();
    // What was stood still is left out, what was moved ahead stays.
    steady_offset_ = steady - base_.steady_now();
    system_offset_ = {};
    stop_.reset();
}

}  // namespace dynoxx::local::server
