#pragma once

#include "runtime/state.hpp"
#include "support/fake_driver.hpp"
#include "support/fake_system.hpp"
#include "support/manual_clock.hpp"

namespace dynoxx::test {

/// Gives the same number whenever it is asked.
class FixedRandom final : public runtime::RandomSource {
 public:
    explicit FixedRandom(double number) : number_(number) {}

    [[nodiscard]] double uniform() override { return number_; }
    void fill(std::span<std::byte> bytes) override { std::ranges::fill(bytes, std::byte{0xAB}); }

 private:
    double number_;
};

/// A machine of which nothing is real, and the state of a runtime on it. Jitter is a half of what it may be.
struct FakeMachine {
    /// Gives the context of a call that a driver runs.
    [[nodiscard]] runtime::Context context(runtime::Driver& driver) { return {state, driver, system}; }

    ManualClock clock{};
    FakeEnvironment environment{};
    FakeFileSystem files{};
    FixedRandom random{0.5};
    runtime::System system{&clock, &environment, &files, &random};
    runtime::State state{boost::asio::any_io_executor(), system};
};

}  // namespace dynoxx::test
