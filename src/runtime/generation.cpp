#include "runtime/generation.hpp"

#include <pthread.h>

namespace dynoxx::runtime {

namespace {

constinit std::atomic<std::uint64_t> generation = 0;

void in_child() {
    generation.fetch_add(1, std::memory_order_acq_rel);
}

/// Registered when the program starts, so that no fork can come before it or between its parts.
[[maybe_unused]] const int registered = ::pthread_atfork(nullptr, nullptr, in_child);

}  // namespace

std::uint64_t fork_generation() noexcept {
    return generation.load(std::memory_order_acquire);
}

}  // namespace dynoxx::runtime
