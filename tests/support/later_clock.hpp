#pragma once

#include "runtime/system.hpp"

#include <chrono>

namespace dynoxx::test {

/// The machine's clock, some time later.
class LaterClock final : public runtime::Clock {
 public:
    void advance(std::chrono::hours by) { later_ += by; }
    [[nodiscard]] runtime::SteadyTime steady_now() const override { return runtime::system().clock->steady_now(); }
    [[nodiscard]] runtime::SystemTime system_now() const override {
        return runtime::system().clock->system_now() + later_;
    }

 private:
    std::chrono::hours later_{0};
};

}  // namespace dynoxx::test
