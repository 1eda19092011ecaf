#include "http/connection_limits.hpp"

#include <utility>

namespace dynoxx::http {

using runtime::Context;
using runtime::task;
using runtime::WaitOutcome;

ConnectionLimits::Place::Place(ConnectionLimits& limits, std::string key) : limits_(&limits), key_(std::move(key)) {}

ConnectionLimits::Place::Place(Place&& other) noexcept
    : limits_(std::exchange(other.limits_, nullptr)), key_(std::move(other.key_)) {}

ConnectionLimits::Place::~Place() {
    if (limits_ != nullptr) {
        limits_->leave(key_);
    }
}

task<Outcome<ConnectionLimits::Place>> ConnectionLimits::enter(Context context, std::string key, std::size_t limit) {
    Waiter waiter(nullptr, limit);
    {
        const std::lock_guard lock(mutex_);
        Line& line = lines_[key];
        if (line.taken < limit && line.waiting.empty()) {
            ++line.taken;
            waiter.admitted = true;
        } else {
            waiter.waker = context.driver().make_waker();
            line.waiting.push_back(&waiter);
        }
    }
    WaitOutcome outcome = WaitOutcome::Ready;
    if (waiter.waker) {
        outcome = co_await context.woken(*waiter.waker);
    }
    {
        const std::lock_guard lock(mutex_);
        if (!waiter.admitted) {
            Line& line = lines_[key];
            std::erase(line.waiting, &waiter);
            admit(line);  // the next one may have a higher limit
        }
    }
    if (waiter.admitted) {
        co_return Place(*this, std::move(key));
    }
    co_return outcome == WaitOutcome::Cancelled
        ? Failure(FailureKind::Cancelled, "cancelled while waiting for a connection")
        : Failure(FailureKind::AttemptTimeout,
                  "all " + std::to_string(limit) + " connections were in use until the time was up: allow more");
}

void ConnectionLimits::admit(Line& line) {
    while (!line.waiting.empty() && line.taken < line.waiting.front()->limit) {
        ++line.taken;
        line.waiting.front()->admitted = true;
        line.waiting.front()->waker->wake();
        line.waiting.pop_front();
    }
}

void ConnectionLimits::leave(const std::string& key) {
    const std::lock_guard lock(mutex_);
    const auto found = lines_.find(key);
    Line& line = found->second;
    --line.taken;
    admit(line);
    if (line.taken == 0 && line.waiting.empty()) {
        lines_.erase(found);
    }
}

std::size_t ConnectionLimits::waiting_count() const {
    const std::lock_guard lock(mutex_);
    std::size_t count = 0;
    for (const auto& [key, line] : lines_) {
        count += line.waiting.size();
    }
    return count;
}

}  // namespace dynoxx::http
