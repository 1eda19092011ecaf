#pragma once

#include "runtime/driver.hpp"
#include "support/manual_clock.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <memory>
#include <optional>
#include <stdexcept>
#include <vector>

namespace dynoxx::test {

/// What a task that a `FakeDriver` runs has come to.
template <class T>
struct Running {
    [[nodiscard]] bool finished() const noexcept { return value || failure; }

    /// Gives the result, or throws what the task threw.
    [[nodiscard]] T get() {
        if (failure) {
            std::rethrow_exception(failure);
        }
        return std::move(*value);
    }

    std::optional<T> value;
    std::exception_ptr failure;
};

/// A driver on a manual clock: a sleep moves the clock at once and is written down. For flows without descriptors.
///
/// The tasks of several drivers may be interleaved by `pump()`, on one thread.
class FakeDriver final : public runtime::Driver {
 public:
    explicit FakeDriver(ManualClock& clock) : clock_(clock) {}

    [[nodiscard]] std::unique_ptr<runtime::Attachment> attach(int) override {
        return std::make_unique<runtime::Attachment>();
    }
    [[nodiscard]] std::shared_ptr<runtime::Waker> make_waker() override { return std::make_shared<FakeWaker>(); }
    void start(runtime::Wait& wait) override { waits_.push_back(&wait); }
    void cancel() noexcept override { cancelled_ = true; }
    [[nodiscard]] bool cancelled() const noexcept override { return cancelled_; }

    /// Starts a task; it runs until it first waits.
    template <class T>
    [[nodiscard]] std::shared_ptr<Running<T>> launch(runtime::task<T> work) {
        auto running = std::make_shared<Running<T>>();
        run_root(std::move(work), running);
        return running;
    }

    /// Resumes what can go on without time passing, until nothing can.
    void pump() {
        while (resume_ended()) {
        }
    }

    /// Runs a task to its end; time passes as it asks for.
    template <class T>
    [[nodiscard]] T run(runtime::task<T> work) {
        const auto running = launch(std::move(work));
        finish();
        return running->get();
    }

    /// Runs everything to its end; time passes as the tasks ask for.
    void finish() {
        while (!waits_.empty()) {
            if (!resume_ended()) {
                advance_to_earliest();
            }
        }
    }

    /// Gives what was slept through, in order.
    [[nodiscard]] const std::vector<std::chrono::microseconds>& sleeps() const noexcept { return sleeps_; }

 private:
    class FakeWaker final : public runtime::Waker {
     public:
        void wake() override { mark(); }
    };

    template <class T>
    static runtime::Detached run_root(runtime::task<T> work, std::shared_ptr<Running<T>> running) {
        try {
            running->value.emplace(co_await std::move(work));
        } catch (...) {
            running->failure = std::current_exception();
        }
    }

    bool resume_ended() {
        const auto found = std::ranges::find_if(waits_, [this](runtime::Wait* wait) { return ends(*wait); });
        if (found == waits_.end()) {
            return false;
        }
        runtime::Wait* wait = *found;
        waits_.erase(found);
        wait->waiting.resume();
        return true;
    }

    bool ends(runtime::Wait& wait) const {
        if (wait.waker != nullptr && wait.waker->woken()) {
            wait.outcome = runtime::WaitOutcome::Ready;
        } else if (cancelled_) {
            wait.outcome = runtime::WaitOutcome::Cancelled;
        } else if (wait.deadline <= clock_.steady_now()) {
            wait.outcome = runtime::WaitOutcome::TimedOut;
        } else {
            return false;
        }
        return true;
    }

    void advance_to_earliest() {
        const runtime::Wait* next = *std::ranges::min_element(waits_, {}, &runtime::Wait::deadline);
        if (next->deadline == runtime::SteadyTime::max()) {
            throw std::logic_error("a task waits for ever");
        }
        const auto by = next->deadline - clock_.steady_now();
        sleeps_.push_back(std::chrono::duration_cast<std::chrono::microseconds>(by));
        clock_.advance(by);
    }

    ManualClock& clock_;
    std::vector<runtime::Wait*> waits_;
    std::vector<std::chrono::microseconds> sleeps_;
    bool cancelled_ = false;
};

}  // namespace dynoxx::test
