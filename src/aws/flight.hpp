#pragma once

#include "runtime/driver.hpp"

#include <chrono>
#include <memory>
#include <vector>

namespace dynoxx::aws {

/// A piece of work that one call does, its leader, while other calls wait for it: one flight, however many callers.
///
/// A leader that never lands, because nobody runs its executor any more, holds the others up only until the flight's
/// end: then the next one leads a new flight.
///
/// @par Thread safety
/// No: the lock of its owner protects it.
class Flight {
 public:
    /// @param deadline of the leader; the flight ends a little later, so that a leader that runs lands before its end
    explicit Flight(runtime::SteadyTime deadline) { set_deadline(deadline); }

    void set_deadline(runtime::SteadyTime deadline) noexcept;

    [[nodiscard]] runtime::SteadyTime ends_at() const noexcept { return ends_at_; }

    /// Adds a call that waits, until `ends_at`, for the waker that it is given.
    [[nodiscard]] std::shared_ptr<runtime::Waker> join(runtime::Driver& driver);
    void leave(const std::shared_ptr<runtime::Waker>& waker);

    /// Wakes all who wait.
    void land();

    [[nodiscard]] bool landed() const noexcept { return landed_; }

 private:
    runtime::SteadyTime ends_at_;
    std::vector<std::shared_ptr<runtime::Waker>> waiting_;
    bool landed_ = false;
};

/// How long a source of credentials may take, whoever waits for it.
inline constexpr std::chrono::seconds longest_flight(22);

}  // namespace dynoxx::aws
