#include "runtime/driver.hpp"

#include <algorithm>

namespace dynoxx::runtime {

Context Context::until(SteadyTime deadline) const {
    Context copy = *this;
    copy.deadline_ = std::min(deadline_, deadline);
    return copy;
}

Context Context::within(std::chrono::milliseconds timeout) const {
    return timeout.count() > 0 ? until(now() + timeout) : *this;
}

namespace {

task<WaitOutcome> sleep_until(Context context, SteadyTime end) {
    const bool whole = end <= context.deadline();
    const WaitOutcome outcome = co_await context.until(end).ready(std::span<Interest>());
    co_return outcome == WaitOutcome::TimedOut&& whole ? WaitOutcome::Ready : outcome;
}

}  // namespace

task<WaitOutcome> Context::sleep(std::chrono::nanoseconds duration) const {
    return sleep_until(*this, now() + duration);
}

}  // namespace dynoxx::runtime
