#include "runtime/parallel.hpp"

#include <algorithm>

namespace dynoxx::runtime {

namespace {

/// Shared by the workers; lives in the frame of `in_parallel`, which ends last.
class Crew {
 public:
    explicit Crew(std::vector<task<void>> parts) : parts_(std::move(parts)) {}

    Detached work() {
        while (next_ < parts_.size()) {
            task<void> part = std::move(parts_[next_++]);
            try {
                co_await std::move(part);
            } catch (...) {
                if (!failure_) {
                    failure_ = std::current_exception();
                }
            }
        }
        if (--working_ == 0 && waiting_) {
            std::exchange(waiting_, {}).resume();
        }
    }

    void start(std::size_t workers) {
        working_ = workers;
        for (std::size_t i = 0; i < workers; ++i) {
            work();
        }
    }

    [[nodiscard]] bool await_ready() const noexcept { return working_ == 0; }
    void await_suspend(std::coroutine_handle<> waiting) noexcept { waiting_ = waiting; }
    void await_resume() const {
        if (failure_) {
            std::rethrow_exception(failure_);
        }
    }

 private:
    std::vector<task<void>> parts_;
    std::size_t next_ = 0;
    std::size_t working_ = 0;
    std::coroutine_handle<> waiting_;
    std::exception_ptr failure_;
};

}  // namespace

task<void> in_parallel(std::vector<task<void>> parts, std::size_t limit) {
    const std::size_t workers = std::min(std::max<std::size_t>(limit, 1), parts.size());
    Crew crew(std::move(parts));
    crew.start(workers);
    co_await crew;
}

}  // namespace dynoxx::runtime
