#pragma once

#include "http/failure.hpp"
#include "http/message.hpp"
#include "http/proxy.hpp"
#include "http/tls.hpp"
#include "runtime/driver.hpp"

#include <chrono>
#include <cstddef>

namespace dynoxx::http {

/// How connections are made and how long they may take. Zero means no limit.
///
/// By default no proxy is used: what asks the machine's own services (instance metadata, containers) leaves it so.
struct TransportSettings {
    TransportSettings() {}

    std::chrono::milliseconds connect_timeout{3100};  ///< name, TCP and TLS together
    std::chrono::milliseconds read_timeout{30000};    ///< the longest silence of the service
    std::size_t max_connections = 0;                  ///< to one origin by one way, at once
    std::size_t max_idle_connections = 64;            ///< to one origin by one way; here zero means none
    bool tcp_keepalive = false;                       ///< whether TCP tests silent connections
    TlsSettings tls{};
    ProxySettings proxies{};
};

/// Sends one request and gives its answer. The seam at which tests put a fake.
class Transport {
 public:
    virtual ~Transport() = default;

    /// Sends a request within the context's deadline. `origin`, `request` and `settings` must live until it ends.
    [[nodiscard]] virtual runtime::task<Outcome<Response>> send(runtime::Context context, const Origin& origin,
                                                                const Request& request,
                                                                const TransportSettings& settings) = 0;
};

/// The real transport: pooled HTTP/1.1 connections over TCP and TLS.
///
/// A pooled connection that breaks before a byte of the answer came is replaced by a fresh one, once.
///
/// @par Thread safety
/// Yes; it has no state of its own.
[[nodiscard]] Transport& network_transport();

}  // namespace dynoxx::http
