#pragma once

#include "runtime/driver.hpp"
#include "support/manual_clock.hpp"

#include <poll.h>

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

/// A driver on a manual clock: a sleep moves the clock at once and is written down.
///
/// A flow with descriptors, such as one that runs a command, is waited for in earnest by `run` and `finish`, for ten
/// seconds at most; `pump` never waits for them.
///
/// The tasks of several drivers may be interleaved by `pump()`, on one thread.
class FakeDriver final : public runtime::Driver {
 public:
    explicit FakeDriver(ManualClock& clock) : clock_(clock) {}

    [[nodiscard]] std::unique_ptr<runtime::Attachment> attach(int descriptor) override {
        return std::make_unique<FakeAttachment>(descriptor);
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
            if (!resume_ended() && !poll_descriptors()) {
                advance_to_earliest();
            }
        }
    }

    /// Gives what was slept through, in order.
    [[nodiscard]] const std::vector<std::chrono::microseconds>& sleeps() const noexcept { return sleeps_; }

 private:
    static constexpr int longest_poll_milliseconds = 10'000;

    struct FakeAttachment final : runtime::Attachment {
        explicit FakeAttachment(int attached) : descriptor(attached) {}
        int descriptor;
    };

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

    /// Waits until a descriptor is ready; says whether one is.
    bool poll_descriptors() const {
        std::vector<pollfd> polled;
        std::vector<runtime::Interest*> interests;
        for (const runtime::Wait* wait : waits_) {
            for (runtime::Interest& interest : wait->interests) {
                const int descriptor = static_cast<const FakeAttachment*>(interest.attachment)->descriptor;
                const bool reads = interest.readiness == runtime::Readiness::Read;
                polled.push_back({descriptor, static_cast<short>(reads ? POLLIN : POLLOUT), 0});
                interests.push_back(&interest);
            }
        }
        if (polled.empty() || ::poll(polled.data(), polled.size(), longest_poll_milliseconds) <= 0) {
            return false;
        }
        for (std::size_t i = 0; i < polled.size(); ++i) {
            interests[i]->ready = polled[i].revents != 0;
        }
        return true;
    }

    bool ends(runtime::Wait& wait) const {
        const auto is_ready = [](const runtime::Interest& interest) { return interest.ready; };
        if (wait.waker != nullptr && wait.waker->woken()) {
            wait.outcome = runtime::WaitOutcome::Ready;
        } else if (cancelled_) {
            wait.outcome = runtime::WaitOutcome::Cancelled;
        } else if (std::ranges::any_of(wait.interests, is_ready)) {
            wait.outcome = runtime::WaitOutcome::Ready;
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
