#pragma once

#include "runtime/driver.hpp"

#include <optional>
#include <vector>

namespace dynoxx::runtime {

/// Runs one call on the caller's own thread: `poll(2)` over all descriptors and times that the call waits for.
///
/// Starts no thread and hands nothing over. Parallel parts of a call are polled together. A descriptor of its own (an
/// eventfd) exists only in a call that may be woken by another thread.
class BlockingDriver final : public Driver {
 public:
    explicit BlockingDriver(const System& system);
    ~BlockingDriver() override;

    [[nodiscard]] std::unique_ptr<Attachment> attach(int descriptor) override;
    [[nodiscard]] std::shared_ptr<Waker> make_waker() override;
    void start(Wait& wait) override;
    void cancel() noexcept override;
    [[nodiscard]] bool cancelled() const noexcept override;

    /// Runs a task to its end and gives what it gives, or throws what it throws.
    template <class T>
    T run(task<T> work) {
        std::optional<Outcome<T>> outcome;
        run_root(std::move(work), outcome);
        while (!outcome) {
            turn();
        }
        if (outcome->exception) {
            std::rethrow_exception(outcome->exception);
        }
        if constexpr (!std::is_void_v<T>) {
            return std::move(*outcome->value);
        }
    }

 private:
    class Bell;
    class BellWaker;

    struct Nothing {};
    template <class T>
    struct Outcome {
        Outcome() {}
        std::exception_ptr exception;
        std::optional<std::conditional_t<std::is_void_v<T>, Nothing, T>> value;
    };

    template <class T>
    static Detached run_root(task<T> work, std::optional<Outcome<T>>& outcome) {
        Outcome<T> result;
        try {
            if constexpr (std::is_void_v<T>) {
                co_await std::move(work);
            } else {
                result.value.emplace(co_await std::move(work));
            }
        } catch (...) {
            result.exception = std::current_exception();
        }
        outcome.emplace(std::move(result));
    }

    /// Waits once and resumes every wait that has ended.
    void turn();

    const System& system_;
    std::shared_ptr<Bell> bell_;
    std::vector<Wait*> waits_;
};

}  // namespace dynoxx::runtime
