#pragma once

#include <dynoxx/operation.hpp>

#include "runtime/driver.hpp"

#include <memory>
#include <utility>

namespace dynoxx::detail {

/// What an operation does, in terms of tasks: the compiled part behind the typed front.
class Flow {
 public:
    virtual ~Flow() = default;

    /// Starts the work. Flow and target live until the task has ended.
    [[nodiscard]] virtual runtime::task<Reply> start(runtime::Context context, const CallTarget& target) const = 0;
};

/// A flow made of a function that gives a task of some type; the reply is a pointer to that type.
template <class T, class Work>
class FunctionFlow final : public Flow {
 public:
    explicit FunctionFlow(Work work) : work_(std::move(work)) {}

    [[nodiscard]] runtime::task<Reply> start(runtime::Context context, const CallTarget& target) const override {
        return wrap(work_(context, target));
    }

 private:
    static runtime::task<Reply> wrap(runtime::task<T> work) {
        T value = co_await std::move(work);
        co_return std::make_shared<T>(std::move(value));
    }

    Work work_;
};

template <class T, class Work>
[[nodiscard]] FlowPtr make_flow(Work work) {
    return std::make_shared<const FunctionFlow<T, Work>>(std::move(work));
}

}  // namespace dynoxx::detail
