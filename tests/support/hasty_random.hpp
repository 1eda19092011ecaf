#pragma once

#include "runtime/system.hpp"

#include <cstddef>
#include <span>

namespace dynoxx::test {

/// Gives no jitter, so that no retry waits, and random bytes, so that no two objects have one key.
class HastyRandom final : public runtime::RandomSource {
 public:
    double uniform() override { return 0; }
    void fill(std::span<std::byte> bytes) override { runtime::system().random->fill(bytes); }
};

}  // namespace dynoxx::test
