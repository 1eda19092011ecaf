#pragma once

#include "http/transport.hpp"

#include <string_view>

namespace dynoxx::aws {

/// Where and how a request of a source of credentials is sent.
struct PlainTarget {
    PlainTarget() {}

    http::Origin origin{};
    http::TransportSettings settings{};
    int max_attempts = 1;  ///< the first one included
};

/// Sends a request that is not signed. Repeats it after status 5xx and where there was no answer; waits up to 0.1 s
/// before the second attempt, twice as long before each that follows, at most 1 s. Gives what the last attempt gave. An
/// answer of more than 1 MiB is a failure.
[[nodiscard]] runtime::task<http::Outcome<http::Response>> send_plain(runtime::Context context,
                                                                      http::Transport& transport,
                                                                      const PlainTarget& target, http::Request request);

/// Throws `Cancelled` or `TimedOut` if a failure is that of the call, not of the source that was asked.
///
/// @param source for people, for example `the container credentials`
void throw_if_call_ended(const runtime::Context& context, std::string_view source, const http::Failure& failure);

}  // namespace dynoxx::aws
