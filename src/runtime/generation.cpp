#include "runtime/generation.hpp"

#include <pthread.h>

namespace dynoxx::runtime {

namespace {

constinit std::atomic<std::uint64_t> generation = 0;

/// Held by readers while no fork may come, by a fork as the writer, which is not kept waiting by ever more readers.
constexpr pthread_rwlock_t open_gate = PTHREAD_RWLOCK_WRITER_NONRECURSIVE_INITIALIZER_NP;
constinit pthread_rwlock_t gate = open_gate;

/// How many `NoFork` this thread has.
constinit thread_local int depth = 0;

void before_fork() {
    if (depth == 0) {
        ::pthread_rwlock_wrlock(&gate);
    }
}

void in_parent() {
    if (depth == 0) {
        ::pthread_rwlock_unlock(&gate);
    }
}

void in_child() {
    gate = open_gate;  // it counts threads that wait and that the child does not have
    if (depth != 0) {
        ::pthread_rwlock_rdlock(&gate);
    }
    generation.fetch_add(1, std::memory_order_acq_rel);
}

/// Registered when the program starts, so that no fork can come before it or between its parts.
[[maybe_unused]] const int registered = ::pthread_atfork(before_fork, in_parent, in_child);

}  // namespace

std::uint64_t fork_generation() noexcept {
    return generation.load(std::memory_order_acquire);
}

NoFork::NoFork() noexcept {
    if (depth++ == 0) {
        ::pthread_rwlock_rdlock(&gate);
    }
}

NoFork::~NoFork() {
    if (--depth == 0) {
        ::pthread_rwlock_unlock(&gate);
    }
}

}  // namespace dynoxx::runtime
