#pragma once

#include "http/connection.hpp"
#include "http/transport.hpp"

namespace dynoxx::http {

/// Opens a connection: resolves the name, tries the addresses in turn, makes the TLS handshake.
[[nodiscard]] runtime::task<Outcome<Connection>> connect(runtime::Context context, const Origin& origin,
                                                         const TransportSettings& settings);

}  // namespace dynoxx::http
