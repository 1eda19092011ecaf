#pragma once

#include "runtime/driver.hpp"
#include "runtime/system.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

namespace dynoxx::runtime {

class DeadlineQueue;
class IoThread;

/// The state of one runtime in one process: its typed slots, its calls in progress, its I/O.
///
/// What must be shared by all clients (pool, TLS contexts, name cache, credential caches, retry quotas, clock skew)
/// lives in a slot: `state.service<Pool>()`. So there is one owner, one fork generation and one `close()`.
///
/// @par Thread safety
/// Yes.
class State : public std::enable_shared_from_this<State> {
 public:
    State(boost::asio::any_io_executor executor, const System& system);
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State();

    [[nodiscard]] const System& system() const noexcept { return *system_; }

    /// Gives the one object of a type, made from `State&` on first use.
    template <class Service>
    [[nodiscard]] Service& service() {
        static constexpr char key = 0;
        const std::lock_guard lock(slots_mutex_);
        for (const Slot& slot : slots_) {
            if (slot.key == &key) {
                return *static_cast<Service*>(slot.object.get());
            }
        }
        auto made = std::make_shared<Service>(*this);
        Service& service = *made;
        slots_.push_back(Slot{&key, std::move(made)});
        return service;
    }

    /// Gives the executor of asynchronous calls; starts the runtime's own thread if there is no user's executor.
    [[nodiscard]] boost::asio::any_io_executor executor();

    /// Says whether the runtime's own I/O thread runs: then something may be done beside the calls of users.
    [[nodiscard]] bool has_io_thread() const noexcept;

    /// Says whether calls need a strand: on a user's executor, which several threads may run.
    [[nodiscard]] bool needs_strand() const noexcept { return static_cast<bool>(user_executor_); }

    [[nodiscard]] DeadlineQueue& deadlines();

    /// Says whether this thread is the runtime's own I/O thread.
    [[nodiscard]] bool on_io_thread() const noexcept;

    /// Throws `ClientClosed` if the runtime was closed.
    void require_open() const;

    /// What a call is to `close()`: one of users may end in the time that there is, what nobody waits for is cancelled
    /// at once.
    enum class CallKind { OfUser, Background };

    /// Counts a call in progress, so that `close()` can wait for it and cancel it.
    class Call {
     public:
        /// Throws `ClientClosed` if the runtime was closed.
        Call(State& state, Driver& driver, CallKind kind = CallKind::OfUser);
        Call(const Call&) = delete;
        Call& operator=(const Call&) = delete;
        ~Call();

     private:
        State* state_;
        Driver* driver_;
    };

    void close(std::chrono::milliseconds deadline);

 private:
    struct Slot {
        const void* key;
        std::shared_ptr<void> object;
    };

    struct CallInProgress {
        Driver* driver;
        CallKind kind;
    };

    void drop_slots();
    void require_open_locked() const;

    const System* system_;
    boost::asio::any_io_executor user_executor_;

    std::mutex slots_mutex_;
    std::vector<Slot> slots_;

    mutable std::mutex io_mutex_;
    std::unique_ptr<IoThread> io_thread_;
    std::shared_ptr<DeadlineQueue> deadlines_;

    std::mutex close_mutex_;
    mutable std::mutex calls_mutex_;
    std::condition_variable calls_changed_;
    std::vector<CallInProgress> calls_;
    bool closed_ = false;
};

}  // namespace dynoxx::runtime
