#pragma once

#include <atomic>
#include <coroutine>
#include <exception>
#include <optional>
#include <type_traits>
#include <utility>

namespace dynoxx::runtime {

template <class T>
class task;

namespace task_detail {

/// What every promise shares: the awaiting coroutine, the exception, and the handshake that keeps the stack flat.
///
/// A child that finishes before its parent has suspended only leaves a mark, and the parent goes on without
/// suspending. So a loop of a million awaits that complete at once does not grow the stack, at any optimisation level
/// and under every sanitizer (g++ makes the tail call of symmetric transfer only when it optimises).
class PromiseBase {
 public:
    [[nodiscard]] std::suspend_always initial_suspend() noexcept { return {}; }

    struct FinalAwaiter {
        [[nodiscard]] bool await_ready() noexcept { return false; }

        template <class Promise>
        void await_suspend(std::coroutine_handle<Promise> self) noexcept {
            PromiseBase& promise = self.promise();
            if (promise.met_.exchange(true, std::memory_order_acq_rel)) {
                promise.continuation_.resume();
            }
        }

        void await_resume() noexcept {}
    };

    [[nodiscard]] FinalAwaiter final_suspend() noexcept { return {}; }
    void unhandled_exception() noexcept { exception_ = std::current_exception(); }

    /// Runs the child until it first waits. Gives false if it has finished already.
    template <class Promise>
    bool start(std::coroutine_handle<Promise> self, std::coroutine_handle<> continuation) {
        continuation_ = continuation;
        self.resume();
        return !met_.exchange(true, std::memory_order_acq_rel);
    }

 protected:
    void rethrow() const {
        if (exception_) {
            std::rethrow_exception(exception_);
        }
    }

 private:
    std::coroutine_handle<> continuation_;
    std::exception_ptr exception_;
    std::atomic<bool> met_ = false;
};

template <class T>
class Promise final : public PromiseBase {
 public:
    [[nodiscard]] task<T> get_return_object() noexcept;

    template <class U>
    void return_value(U&& value) {
        value_.emplace(std::forward<U>(value));
    }

    [[nodiscard]] T take() {
        rethrow();
        return std::move(*value_);
    }

 private:
    std::optional<T> value_;
};

template <>
class Promise<void> final : public PromiseBase {
 public:
    [[nodiscard]] task<void> get_return_object() noexcept;
    void return_void() noexcept {}
    void take() const { rethrow(); }
};

}  // namespace task_detail

/// A flow that may wait: a lazily started coroutine, awaited exactly once by another task or run by a driver.
///
/// Written once for both drivers: it never knows whether it blocks a thread or yields to an event loop. Destroying a
/// task that waits is not allowed; drivers end every wait before a task is destroyed.
///
/// @par Thread safety
/// A task is run by one driver, and by one thread at a time.
template <class T>
class [[nodiscard]] task {
 public:
    using promise_type = task_detail::Promise<T>;

    task() = default;
    explicit task(std::coroutine_handle<promise_type> handle) noexcept : handle_(handle) {}
    task(task&& other) noexcept : handle_(std::exchange(other.handle_, {})) {}
    task& operator=(task&& other) noexcept {
        task copy(std::move(other));
        std::swap(handle_, copy.handle_);
        return *this;
    }
    task(const task&) = delete;
    task& operator=(const task&) = delete;
    ~task() {
        if (handle_) {
            handle_.destroy();
        }
    }

    class Awaiter {
     public:
        explicit Awaiter(std::coroutine_handle<promise_type> handle) noexcept : handle_(handle) {}
        [[nodiscard]] bool await_ready() const noexcept { return false; }
        [[nodiscard]] bool await_suspend(std::coroutine_handle<> parent) {
            return handle_.promise().start(handle_, parent);
        }
        T await_resume() { return handle_.promise().take(); }

     private:
        std::coroutine_handle<promise_type> handle_;
    };

    [[nodiscard]] Awaiter operator co_await() && noexcept { return Awaiter(handle_); }

 private:
    std::coroutine_handle<promise_type> handle_;
};

template <class T>
task<T> task_detail::Promise<T>::get_return_object() noexcept {
    return task<T>(std::coroutine_handle<Promise>::from_promise(*this));
}

inline task<void> task_detail::Promise<void>::get_return_object() noexcept {
    return task<void>(std::coroutine_handle<Promise>::from_promise(*this));
}

/// The root of a tree of tasks: starts at once and destroys itself at its end. It must not throw.
class Detached {
 public:
    struct promise_type {
        [[nodiscard]] Detached get_return_object() noexcept { return {}; }
        [[nodiscard]] std::suspend_never initial_suspend() noexcept { return {}; }
        [[nodiscard]] std::suspend_never final_suspend() noexcept { return {}; }
        void return_void() noexcept {}
        [[noreturn]] void unhandled_exception() noexcept { std::terminate(); }
    };
};

}  // namespace dynoxx::runtime
