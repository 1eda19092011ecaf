#pragma once

#include "http/message.hpp"
#include "runtime/system.hpp"

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace dynoxx::runtime {
class State;
}

namespace dynoxx::aws {

using Skew = std::chrono::milliseconds;

/// Gives how far the service's clock is ahead of ours by an answer: its `Date` against the middle of the exchange.
///
/// Nothing if the answer says nothing useful: no valid `Date`, an `Age` (it came from a cache), or more than 15 minutes
/// between sending and receiving.
[[nodiscard]] std::optional<Skew> measure_skew(const http::Response& response, runtime::SystemTime sent,
                                               runtime::SystemTime received);

/// Says whether a refusal is explained by a signature whose time was more than 4 minutes off, so that a new signature
/// may help.
///
/// @param measured the skew by the answer, `used` the one that the time of the signature had
[[nodiscard]] bool is_skew_failure(std::string_view error_code, Skew measured, Skew used) noexcept;

/// The clock skew by service and endpoint. A slot of the runtime's state.
///
/// @par Thread safety
/// Yes.
class ClockSkews {
 public:
    explicit ClockSkews(runtime::State& state);

    [[nodiscard]] Skew get(const std::string& key) const;
    void set(const std::string& key, Skew skew);

 private:
    mutable std::mutex mutex_;
    std::map<std::string, Skew> skews_;
};

}  // namespace dynoxx::aws
