#pragma once

#include <coroutine>
#include <cstddef>
#include <deque>
#include <utility>

namespace dynoxx::runtime {

/// Lets a number of tasks of one call in at a time; the others wait in the order in which they came.
///
/// The wait ends only when somebody leaves, so that whoever is inside must not wait for ever: a call that is cancelled
/// or late throws where it is, and leaves by that.
///
/// @par Thread safety
/// Belongs to one call.
class Gate {
 public:
    explicit Gate(std::size_t places) noexcept : free_(places) {}
    Gate(const Gate&) = delete;
    Gate& operator=(const Gate&) = delete;

    /// A place inside, given back at its end.
    class Pass {
     public:
        Pass() = default;
        explicit Pass(Gate& gate) noexcept : gate_(&gate) {}
        Pass(Pass&& other) noexcept : gate_(std::exchange(other.gate_, nullptr)) {}
        Pass& operator=(Pass&& other) noexcept {
            Pass old(std::move(other));
            std::swap(gate_, old.gate_);
            return *this;
        }
        ~Pass() { leave(); }

        /// Gives the place back before the end; may start the next task, which runs until it first waits.
        void leave() {
            if (gate_ != nullptr) {
                std::exchange(gate_, nullptr)->give_back();
            }
        }

        [[nodiscard]] explicit operator bool() const noexcept { return gate_ != nullptr; }

     private:
        Gate* gate_ = nullptr;
    };

    class Awaiter {
     public:
        explicit Awaiter(Gate& gate) noexcept : gate_(&gate) {}
        [[nodiscard]] bool await_ready() noexcept {
            if (gate_->free_ == 0) {
                return false;
            }
            --gate_->free_;
            return true;
        }
        void await_suspend(std::coroutine_handle<> waiting) { gate_->waiting_.push_back(waiting); }
        [[nodiscard]] Pass await_resume() noexcept { return Pass(*gate_); }

     private:
        Gate* gate_;
    };

    [[nodiscard]] Awaiter enter() noexcept { return Awaiter(*this); }

 private:
    void give_back() {
        if (waiting_.empty()) {
            ++free_;
            return;
        }
        const std::coroutine_handle<> next = waiting_.front();
        waiting_.pop_front();
        next.resume();
    }

    std::size_t free_;
    std::deque<std::coroutine_handle<>> waiting_;
};

}  // namespace dynoxx::runtime
