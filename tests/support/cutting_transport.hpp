#pragma once

#include "http/transport.hpp"
#include "support/watched_driver.hpp"

#include <utility>

namespace dynoxx::test {

/// The real transport, which cancels the call at one of its steps: each wait of a request, and each answer. For
/// blocking calls, one at a time.
class CuttingTransport final : public http::Transport {
 public:
    using Answer = http::Outcome<http::Response>;

    /// @param at the number of the step, from 1 on
    explicit CuttingTransport(int at) : at_(at) {}

    [[nodiscard]] runtime::task<Answer> send(runtime::Context context, const http::Origin& origin,
                                             const http::Request& request,
                                             const http::TransportSettings& settings) override {
        return cut(*this, context, origin, request, settings);
    }

    /// Cancels nothing from now on; says whether the step was reached.
    bool end() noexcept { return steps_ >= std::exchange(at_, 0); }

 private:
    static runtime::task<Answer> cut(CuttingTransport& self, runtime::Context context, const http::Origin& origin,
                                     const http::Request& request, const http::TransportSettings& settings) {
        const auto count = [&self](runtime::Driver& driver, runtime::Wait&, int) { self.step(driver); };
        WatchedDriver driver(context.driver(), nullptr, count);
        const runtime::Context seen(context.state(), driver, context.system(), context.deadline());
        Answer answer = co_await http::network_transport().send(seen, origin, request, settings);
        self.step(context.driver());  // what the call waits for next is cancelled before it begins
        co_return answer;
    }

    void step(runtime::Driver& driver) {
        ++steps_;
        if (steps_ == at_) {
            driver.cancel();
        }
    }

    int at_;
    int steps_ = 0;
};

}  // namespace dynoxx::test
