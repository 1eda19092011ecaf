#pragma once

#include "runtime/driver.hpp"

#include <functional>

namespace dynoxx::test {

/// A driver that passes everything on to the driver of the call, and tells of each wait just before and after its
/// start.
///
/// With it a flow is cancelled, or runs out of time, at each of its awaits in turn, on either driver.
class WatchedDriver : public runtime::Driver {
 public:
    using Watch = std::function<void(runtime::Driver& driver, runtime::Wait& wait, int number)>;

    WatchedDriver(runtime::Driver& driver, Watch before, Watch after)
        : driver_(driver), before_(std::move(before)), after_(std::move(after)) {}

    [[nodiscard]] std::unique_ptr<runtime::Attachment> attach(int descriptor) override {
        return driver_.attach(descriptor);
    }
    [[nodiscard]] std::shared_ptr<runtime::Waker> make_waker() override { return driver_.make_waker(); }

    void start(runtime::Wait& wait) override {
        const int number = ++waits_;
        if (before_) {
            before_(driver_, wait, number);
        }
        driver_.start(wait);
        if (after_) {
            after_(driver_, wait, number);
        }
    }

    void cancel() noexcept override { driver_.cancel(); }
    [[nodiscard]] bool cancelled() const noexcept override { return driver_.cancelled(); }

 private:
    runtime::Driver& driver_;
    Watch before_;
    Watch after_;
    int waits_ = 0;
};

}  // namespace dynoxx::test
