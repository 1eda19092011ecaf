#pragma once

#include "http/message.hpp"
#include "local/server/answer.hpp"
#include "local/server/controlled_clock.hpp"

namespace dynoxx::local::server {

class Backend;

/// The requests below `/_local/`: what tests do with the server itself. Thread-safe.
class Control {
 public:
    /// @param backend and `clock` live longer than the control
    Control(Backend& backend, ControlledClock& clock) : backend_(backend), clock_(clock) {}

    /// Answers a request: 400 with a sentence for what is wrong with it, 404 and 405 for a path or method that is not
    /// there.
    [[nodiscard]] Answer handle(const http::Request& request);

 private:
    Backend& backend_;
    ControlledClock& clock_;
};

}  // namespace dynoxx::local::server
