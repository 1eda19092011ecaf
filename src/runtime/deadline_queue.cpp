#include "runtime/deadline_queue.hpp"

#include "runtime/asio_driver.hpp"

#include <boost/asio/post.hpp>

#include <vector>

namespace dynoxx::runtime {

DeadlineQueue::DeadlineQueue(boost::asio::any_io_executor executor, const Clock& clock, bool holds_context)
    : clock_(clock), holds_context_(holds_context), timer_(std::move(executor)) {}

void DeadlineQueue::set(const std::shared_ptr<AsioDriver>& driver, SteadyTime previous, SteadyTime next) {
    const std::lock_guard lock(mutex_);
    erase(*driver, previous);
    if (next != SteadyTime::max()) {
        entries_.emplace(next, driver);
    }
    arm();
    rest();
}

void DeadlineQueue::remove(AsioDriver& driver, SteadyTime previous) {
    const std::lock_guard lock(mutex_);
    erase(driver, previous);
    rest();
}

void DeadlineQueue::rest() {
    if (entries_.empty() && !holds_context_ && armed_ != SteadyTime::max()) {
        timer_.cancel();  // a user's io_context must be able to run out of work
        armed_ = SteadyTime::max();
    }
}

void DeadlineQueue::stop() {
    Entries dropped;
    const std::lock_guard lock(mutex_);
    dropped.swap(entries_);
    timer_.cancel();
    armed_ = SteadyTime::max();
}

void DeadlineQueue::erase(const AsioDriver& driver, SteadyTime time) {
    if (time == SteadyTime::max()) {
        return;
    }
    const auto [first, last] = entries_.equal_range(time);
    for (auto entry = first; entry != last; ++entry) {
        if (entry->second.get() == &driver) {
            entries_.erase(entry);
            return;
        }
    }
}

void DeadlineQueue::arm() {
    if (entries_.empty() || entries_.begin()->first >= armed_) {
        return;
    }
    armed_ = entries_.begin()->first;
    timer_.expires_at(armed_);
    timer_.async_wait([weak = weak_from_this()](const boost::system::error_code& error) {
        if (const auto queue = error ? nullptr : weak.lock()) {
            queue->fire();
        }
    });
}

void DeadlineQueue::fire() {
    std::vector<std::shared_ptr<AsioDriver>> due;
    {
        const std::lock_guard lock(mutex_);
        armed_ = SteadyTime::max();
        const SteadyTime now = clock_.steady_now();
        while (!entries_.empty() && entries_.begin()->first <= now) {
            due.push_back(std::move(entries_.begin()->second));
            entries_.erase(entries_.begin());
        }
        arm();
    }
    for (std::shared_ptr<AsioDriver>& driver : due) {
        boost::asio::post(driver->executor(), [driver] { driver->review(); });
    }
}

}  // namespace dynoxx::runtime
