#pragma once

#include "http/connection.hpp"
#include "http/resolver.hpp"
#include "http/transport.hpp"

#include <span>

namespace dynoxx::http {

/// Connects to one of a host's addresses, of which there is at least one and which live until this ends.
///
/// They are asked in their order: the next one when one refuses, or beside it when it has been silent for 250 ms, so
/// that a silent one does not eat the time of those behind it. The first that accepts is taken.
[[nodiscard]] runtime::task<Outcome<Connection>> connect_to_any(runtime::Context context,
                                                                std::span<const Address> addresses,
                                                                const Origin& origin);

/// Opens a connection: resolves the name, connects to one of its addresses, makes the TLS handshake.
///
/// With a proxy that is done with the proxy; then a tunnel goes to an `https` origin, whose name is left to the proxy,
/// and the handshake with the origin goes through it. `proxy` may be null.
[[nodiscard]] runtime::task<Outcome<Connection>> connect(runtime::Context context, const Origin& origin,
                                                         const Proxy* proxy, const TransportSettings& settings);

}  // namespace dynoxx::http
