#pragma once

#include "http/message.hpp"

#include <chrono>
#include <cstdint>
#include <utility>

namespace dynoxx::local::server {

/// What is done to an answer on its way, for tests of clients. After all but `None` the connection ends.
enum class Damage {
    None,
    Close,    ///< nothing is sent
    Cut,      ///< half of the body is sent, or half of the head if there is no body
    Garbage,  ///< bytes that are no HTTP are sent instead
};

/// An answer, and when and how it leaves.
struct Answer {
    Answer(http::Response what) : response(std::move(what)) {}

    http::Response response;
    std::uint64_t commit = 0;           ///< it leaves once this commit is on disk; 0: there is nothing to wait for
    std::chrono::milliseconds delay{};  ///< and this much later, by the server's clock
    Damage damage = Damage::None;
};

}  // namespace dynoxx::local::server
