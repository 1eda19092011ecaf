#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <utility>

namespace dynoxx::runtime {

/// Gives how often this process is a fork of one that already used the library: 0 at first, one more in each child.
[[nodiscard]] std::uint64_t fork_generation() noexcept;

/// Keeps other threads from forking the process while it lives; a fork waits for its end. May be nested.
///
/// It belongs around every call of OpenSSL that may take one of OpenSSL's own locks: a child in which such a lock is
/// held by a thread that it does not have could never use OpenSSL again. Never around anything that waits.
class NoFork {
 public:
    NoFork() noexcept;
    NoFork(const NoFork&) = delete;
    NoFork& operator=(const NoFork&) = delete;
    ~NoFork();
};

/// Holds one object of type T per process: after `fork()` the child makes its own on first use.
///
/// The parent's object is not destroyed in the child but forgotten: its locks may be held by threads that the child
/// does not have, and its sockets belong to the parent.
///
/// @par Thread safety
/// Yes, without a lock.
template <class T>
class PerProcess {
 public:
    PerProcess() = default;
    PerProcess(const PerProcess&) = delete;
    PerProcess& operator=(const PerProcess&) = delete;
    ~PerProcess() {
        const Entry* entry = entry_.load(std::memory_order_acquire);
        if (entry != nullptr && entry->generation == fork_generation()) {
            delete entry;
        }
    }

    /// Gives this process's object, made by `make()` if there is none; two threads may call `make`, one result is kept.
    template <class Make>
    [[nodiscard]] std::shared_ptr<T> get(Make make) {
        const std::uint64_t generation = fork_generation();
        Entry* entry = entry_.load(std::memory_order_acquire);
        if (entry != nullptr && entry->generation == generation) {
            return entry->value;
        }
        auto fresh = std::make_unique<Entry>(generation, make());
        while (!entry_.compare_exchange_strong(entry, fresh.get(), std::memory_order_acq_rel)) {
            if (entry != nullptr && entry->generation == generation) {
                return entry->value;
            }
        }
        return fresh.release()->value;
    }

    /// Gives this process's object or null, and makes none.
    [[nodiscard]] std::shared_ptr<T> find() const {
        const Entry* entry = entry_.load(std::memory_order_acquire);
        return entry != nullptr && entry->generation == fork_generation() ? entry->value : nullptr;
    }

 private:
    struct Entry {
        Entry(std::uint64_t made_in, std::shared_ptr<T> made) : generation(made_in), value(std::move(made)) {}
        std::uint64_t generation;
        std::shared_ptr<T> value;
    };

    std::atomic<Entry*> entry_ = nullptr;
};

}  // namespace dynoxx::runtime
