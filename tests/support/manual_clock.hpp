#pragma once

#include "runtime/system.hpp"
#include "runtime/timestamp.hpp"

#include <atomic>
#include <string_view>

namespace dynoxx::test {

/// A clock that stands still until it is moved.
///
/// @par Thread safety
/// Yes.
class ManualClock final : public runtime::Clock {
 public:
    /// @param start as `20260131T070809Z`
    explicit ManualClock(std::string_view start = "20260131T070809Z")
        : since_epoch_(runtime::parse_basic_timestamp(start).value().time_since_epoch()) {}

    [[nodiscard]] runtime::SteadyTime steady_now() const override { return runtime::SteadyTime(since_epoch_.load()); }
    [[nodiscard]] runtime::SystemTime system_now() const override {
        return runtime::SystemTime(since_epoch_.load() - set_back_.load());
    }

    void advance(std::chrono::nanoseconds by) { since_epoch_ = since_epoch_.load() + by; }

    /// Sets the wall clock back, or forward by a negative time; the steady one goes on.
    void set_back(std::chrono::nanoseconds by) { set_back_ = set_back_.load() + by; }

 private:
    std::atomic<std::chrono::nanoseconds> since_epoch_;
    std::atomic<std::chrono::nanoseconds> set_back_{std::chrono::nanoseconds(0)};
};

}  // namespace dynoxx::test
