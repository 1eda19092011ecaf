#pragma once

#include "runtime/system.hpp"
#include "runtime/task.hpp"

#include <atomic>
#include <coroutine>
#include <memory>
#include <span>

namespace dynoxx::runtime {

class State;

enum class WaitOutcome { Ready, TimedOut, Cancelled };
enum class Readiness { Read, Write };

/// A descriptor that is known to a driver, for as long as this object lives. It does not own the descriptor.
class Attachment {
 public:
    virtual ~Attachment() = default;
};

/// One descriptor and what is awaited of it. `ready` says afterwards whether it was this one.
struct Interest {
    Interest(Attachment& awaited, Readiness kind) : attachment(&awaited), readiness(kind) {}

    Attachment* attachment;
    Readiness readiness;
    bool ready = false;
};

/// Wakes one waiting call from another thread, at any time, also after that call has ended.
class Waker {
 public:
    virtual ~Waker() = default;

    /// Ends the wait that uses this waker, or makes the next one end at once. Thread-safe.
    virtual void wake() = 0;

    [[nodiscard]] bool woken() const noexcept { return woken_.load(std::memory_order_acquire); }

 protected:
    void mark() noexcept { woken_.store(true, std::memory_order_release); }

 private:
    std::atomic<bool> woken_ = false;
};

/// One suspended point of a flow. It ends when one of its interests is ready, its waker was woken, its deadline is
/// reached, or the call is cancelled. Lives in the frame of the awaiting coroutine.
class Wait {
 public:
    Wait(std::span<Interest> awaited, Waker* woken_by, SteadyTime ends_at)
        : interests(awaited), waker(woken_by), deadline(ends_at) {}

    std::span<Interest> interests;
    Waker* waker;
    SteadyTime deadline;
    WaitOutcome outcome = WaitOutcome::Ready;
    std::coroutine_handle<> waiting{};

    // For the driver's own use.
    std::size_t pending = 0;
    bool decided = false;
};

/// Runs the tasks of one call: the only thing that tells a blocking call from an asynchronous one.
///
/// @par Thread safety
/// `cancel()` may be called by any thread; everything else belongs to the thread, or strand, that runs the call.
class Driver {
 public:
    Driver() = default;
    Driver(const Driver&) = delete;
    Driver& operator=(const Driver&) = delete;
    virtual ~Driver() = default;

    [[nodiscard]] virtual std::unique_ptr<Attachment> attach(int descriptor) = 0;
    [[nodiscard]] virtual std::shared_ptr<Waker> make_waker() = 0;

    /// Starts a wait; the driver resumes `wait.waiting` once, later, never from inside this call.
    virtual void start(Wait& wait) = 0;

    /// Ends every wait of this call with `Cancelled`, those that begin later included.
    virtual void cancel() noexcept = 0;

    [[nodiscard]] virtual bool cancelled() const noexcept = 0;
};

/// What a flow carries through all of its tasks: who runs it, the machine, the deadline. Cheap to copy.
class Context {
 public:
    Context(State& state, Driver& driver, const System& system, SteadyTime deadline = SteadyTime::max())
        : state_(&state), driver_(&driver), system_(&system), deadline_(deadline) {}

    [[nodiscard]] State& state() const noexcept { return *state_; }
    [[nodiscard]] Driver& driver() const noexcept { return *driver_; }
    [[nodiscard]] const System& system() const noexcept { return *system_; }
    [[nodiscard]] SteadyTime deadline() const noexcept { return deadline_; }
    [[nodiscard]] SteadyTime now() const { return system_->clock->steady_now(); }

    /// Gives the same context with an earlier deadline; a later one changes nothing.
    [[nodiscard]] Context until(SteadyTime deadline) const;

    /// Gives the same context with a deadline `timeout` from now; zero or less means no further limit.
    [[nodiscard]] Context within(std::chrono::milliseconds timeout) const;

    class WaitAwaiter {
     public:
        WaitAwaiter(Driver& driver, Wait wait) : driver_(&driver), wait_(wait) {}
        [[nodiscard]] bool await_ready() const noexcept { return false; }
        void await_suspend(std::coroutine_handle<> waiting) {
            wait_.waiting = waiting;
            driver_->start(wait_);
        }
        [[nodiscard]] WaitOutcome await_resume() const noexcept { return wait_.outcome; }

     private:
        Driver* driver_;
        Wait wait_;
    };

    /// Waits until one of the descriptors is ready.
    [[nodiscard]] WaitAwaiter ready(std::span<Interest> interests) const {
        return WaitAwaiter(*driver_, Wait(interests, nullptr, deadline_));
    }

    /// Waits until the waker is woken.
    [[nodiscard]] WaitAwaiter woken(Waker& waker) const { return WaitAwaiter(*driver_, Wait({}, &waker, deadline_)); }

    /// Waits for a time; ends earlier only if the call's deadline comes first or the call is cancelled.
    [[nodiscard]] task<WaitOutcome> sleep(std::chrono::nanoseconds duration) const;

 private:
    State* state_;
    Driver* driver_;
    const System* system_;
    SteadyTime deadline_;
};

}  // namespace dynoxx::runtime
