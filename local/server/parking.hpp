#pragma once

#include "runtime/system.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <cstdint>
#include <functional>
#include <map>

namespace dynoxx::local::server {

/// Where answers wait for a commit or for their time. Used by the server's thread only; includes Asio.
class Parking {
 public:
    /// @param context and `clock` live longer than the parking
    Parking(boost::asio::io_context& context, const runtime::Clock& clock) : clock_(clock), timer_(context) {}

    /// Calls `then` with true once a commit is on disk, or with false if it never will be.
    void wait_for_commit(std::uint64_t commit, std::function<void(bool)> then) {
        by_commit_.emplace(commit, std::move(then));
    }

    /// Calls `then` once so much time has gone by on the clock.
    void wait_for_time(std::chrono::milliseconds delay, std::function<void()> then);

    /// Lets go what waited for this commit or an earlier one; everything if it failed.
    void committed(std::uint64_t commit, bool is_on_disk);

    /// Lets go what is due: after the clock was moved, and by itself when time has gone by.
    void release_due();

    [[nodiscard]] bool has_timed() const noexcept { return !by_time_.empty(); }

 private:
    void arm();

    const runtime::Clock& clock_;
    boost::asio::steady_timer timer_;
    std::multimap<std::uint64_t, std::function<void(bool)>> by_commit_{};
    std::multimap<runtime::SteadyTime, std::function<void()>> by_time_{};
};

}  // namespace dynoxx::local::server
