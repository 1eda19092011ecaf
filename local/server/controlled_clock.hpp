#pragma once

#include "runtime/system.hpp"

#include <chrono>
#include <mutex>
#include <optional>

namespace dynoxx::local::server {

/// A clock that follows another one, at a distance, or stands still where it was set. Thread-safe.
///
/// The steady time moves as the other one does, but never back.
class ControlledClock final : public runtime::Clock {
 public:
    /// @param base lives longer than the clock
    explicit ControlledClock(const runtime::Clock& base) : base_(base) {}

    [[nodiscard]] runtime::SteadyTime steady_now() const override;
    [[nodiscard]] runtime::SystemTime system_now() const override;

    /// Says whether the clock stands still.
    [[nodiscard]] bool stands_still() const;

    /// Lets the clock stand still at a time.
    void set(runtime::SystemTime time);

    /// Moves the clock, back too; it goes on, or stands still, as before.
    void advance(std::chrono::nanoseconds by);

    /// Lets the clock show the time of its base again.
    void release();

 private:
    /// A time at which the clock stands still.
    struct Stop {
        runtime::SystemTime system;
        runtime::SteadyTime steady;
    };

    [[nodiscard]] runtime::SteadyTime steady_locked() const;

    const runtime::Clock& base_;
    mutable std::mutex mutex_{};
    std::optional<Stop> stop_{};
    runtime::SystemTime::duration system_offset_{};
    runtime::SteadyTime::duration steady_offset_{};
};

/// The clock of a server, moved for the time of one request. Not thread-safe.
class SkewedClock final : public runtime::Clock {
 public:
    explicit SkewedClock(const runtime::Clock& base) : base_(base) {}

    [[nodiscard]] runtime::SteadyTime steady_now() const override { return base_.steady_now(); }
    [[nodiscard]] runtime::SystemTime system_now() const override { return base_.system_now() + skew_; }

    /// Sets how far the clock is ahead; negative: behind.
    void set_skew(std::chrono::seconds skew) noexcept { skew_ = skew; }

 private:
    const runtime::Clock& base_;
    std::chrono::seconds skew_{};
};

}  // namespace dynoxx::local::server
