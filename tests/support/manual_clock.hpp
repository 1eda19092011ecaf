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
    [[nodiscard]] runtime::SystemTime system_now() const override { return runtime::SystemTime(since_epoch_.load()); }

    void advance(std::chrono::nanoseconds by) { since_epoch_ = since_epoch_.load() + by; }

 private:
    std::atomic<std::chrono::nanoseconds> since_epoch_;
};

}  // namespace dynoxx::test
