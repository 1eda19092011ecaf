#pragma once

#include "http/pool.hpp"
#include "http/transport.hpp"
#include "support/three_ways.hpp"
#include "support/watched_driver.hpp"

#include <chrono>
#include <cstdint>
#include <future>
#include <string>
#include <utility>

namespace dynoxx::test {

/// Sends requests with the real transport.
class HttpClient {
 public:
    using Answer = http::Outcome<http::Response>;

    HttpClient(Way way, std::string scheme, std::uint16_t port)
        : runner(way), origin(std::move(scheme), "127.0.0.1", port) {
        request.body = "{}";
    }

    Answer send() { return runner.run<Answer>(flow()); }
    std::future<Answer> start() { return runner.start<Answer>(flow()); }
    std::future<Answer> send_beside() { return runner.run_beside<Answer>(flow()); }

    /// Sends with an eye on every wait.
    Answer send_watched(WatchedDriver::Watch before, WatchedDriver::Watch after) {
        return runner.run<Answer>(
            [this, before, after](runtime::Context context) { return watched(context, *this, before, after); });
    }

    [[nodiscard]] std::size_t idle_connections() { return runner.state().service<http::Pool>().idle_count(); }

    Runner runner;
    http::Origin origin;
    http::Request request;
    http::TransportSettings settings;
    std::chrono::milliseconds limit{0};  ///< of the whole request; 0: none

 private:
    [[nodiscard]] runtime::Flow<Answer> flow() {
        return [this](runtime::Context context) {
            return http::network_transport().send(context.within(limit), origin, request, settings);
        };
    }

    static runtime::task<Answer> watched(runtime::Context context, HttpClient& client, WatchedDriver::Watch before,
                                         WatchedDriver::Watch after) {
        WatchedDriver driver(context.driver(), std::move(before), std::move(after));
        const runtime::Context seen(context.state(), driver, context.system());
        Answer answer = co_await http::network_transport().send(seen, client.origin, client.request, client.settings);
        co_return answer;
    }
};

}  // namespace dynoxx::test
