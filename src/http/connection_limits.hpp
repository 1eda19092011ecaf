#pragma once

#include "http/failure.hpp"
#include "runtime/driver.hpp"

#include <cstddef>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace dynoxx::http {

/// Keeps the number of connections of a pool key within a limit: whoever comes too late waits in line, and the one who
/// has waited longest goes first. A slot of the runtime's state.
///
/// @par Thread safety
/// Yes.
class ConnectionLimits {
 public:
    /// The right to use one connection, until it is destroyed. Must be given up after the connection is.
    class Place {
     public:
        Place(ConnectionLimits& limits, std::string key);
        Place(Place&& other) noexcept;
        Place& operator=(Place&&) = delete;
        ~Place();

     private:
        ConnectionLimits* limits_;
        std::string key_;
    };

    explicit ConnectionLimits(runtime::State&) {}

    /// Waits, within the context's deadline, until fewer than `limit` connections of a key are in use.
    [[nodiscard]] runtime::task<Outcome<Place>> enter(runtime::Context context, std::string key, std::size_t limit);

    /// Gives how many callers wait in all lines.
    [[nodiscard]] std::size_t waiting_count() const;

 private:
    /// A caller in line. Lives in the frame of its `enter`.
    struct Waiter {
        Waiter(std::shared_ptr<runtime::Waker> woken_by, std::size_t most) : waker(std::move(woken_by)), limit(most) {}

        std::shared_ptr<runtime::Waker> waker;
        std::size_t limit;
        bool admitted = false;
    };

    struct Line {
        Line() {}

        std::size_t taken = 0;
        std::deque<Waiter*> waiting{};
    };

    /// Lets in those at the front that have room.
    static void admit(Line& line);

    void leave(const std::string& key);

    mutable std::mutex mutex_;
    std::map<std::string, Line> lines_;
};

}  // namespace dynoxx::http
