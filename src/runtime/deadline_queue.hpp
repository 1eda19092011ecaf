#pragma once

#include "runtime/system.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <map>
#include <memory>
#include <mutex>

namespace dynoxx::runtime {

class AsioDriver;

/// The deadlines of all asynchronous calls of a runtime behind one timer.
///
/// The timer is set again only for a deadline that is earlier than the one it is set for, so that a request that ends in
/// time costs no system call here.
///
/// Shared, because on a user's executor the timer's handler may still be waiting to run when the runtime has gone.
///
/// @par Thread safety
/// Yes.
class DeadlineQueue : public std::enable_shared_from_this<DeadlineQueue> {
 public:
    DeadlineQueue(boost::asio::any_io_executor executor, const Clock& clock, bool holds_context);

    /// Sets the time at which a driver reviews its waits, in place of the one it had.
    void set(const std::shared_ptr<AsioDriver>& driver, SteadyTime previous, SteadyTime next);

    /// Forgets a driver.
    void remove(AsioDriver& driver, SteadyTime previous);

    /// Forgets all drivers and stops the timer.
    void stop();

 private:
    using Entries = std::multimap<SteadyTime, std::shared_ptr<AsioDriver>>;

    void erase(const AsioDriver& driver, SteadyTime time);
    void arm();
    void rest();
    void fire();

    const Clock& clock_;
    bool holds_context_;
    std::mutex mutex_;
    Entries entries_;
    boost::asio::steady_timer timer_;
    SteadyTime armed_ = SteadyTime::max();
};

}  // namespace dynoxx::runtime
