#pragma once

#include "runtime/system.hpp"
#include "runtime/timestamp.hpp"

#include <string_view>

namespace dynoxx::test {

/// A clock that stands still until it is moved.
class ManualClock final : public runtime::Clock {
 public:
    /// @param start as `20260131T070809Z`
    explicit ManualClock(std::string_view start = "20260131T070809Z")
        : now_(runtime::parse_basic_timestamp(start).value()) {}

    [[nodiscard]] runtime::SteadyTime steady_now() const override {
        return runtime::SteadyTime(std::chrono::duration_cast<runtime::SteadyTime::duration>(now_.time_since_epoch()));
    }
    [[nodiscard]] runtime::SystemTime system_now() const override { return now_; }

    void advance(std::chrono::seconds by) { now_ += by; }

 private:
    runtime::SystemTime now_;
};

}  // namespace dynoxx::test
