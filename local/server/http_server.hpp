#pragma once

#include "http/message.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

namespace dynoxx::local::server {

/// How the HTTP server listens and what it accepts.
struct HttpServerOptions {
    HttpServerOptions() = default;

    std::uint16_t port = 0;                               ///< on 127.0.0.1; 0 takes a free one
    std::uint32_t max_head_bytes = 64 * 1024;             ///< a longer head is answered with 431
    std::uint64_t max_body_bytes = 512ULL * 1024 * 1024;  ///< a longer body is answered with 413
    std::chrono::seconds request_timeout{60};  ///< a request that is not complete by then ends its connection
};

/// Answers one request. Called on the server's thread, one call at a time; may move from the request.
using RequestHandler = std::function<http::Response(http::Request& request)>;

/// Is told of each request that was refused before it could be read as one.
using RefusalObserver = std::function<void(int status)>;

/// An HTTP/1.1 server on the loopback address, with one thread of its own.
///
/// Connections are kept alive; pipelined requests are answered in order; a client that is slow or broken only holds its
/// own connection. `Host` and `Content-Length` of a request stay among its headers.
///
/// @par Lifetime
/// The destructor stops the server.
class HttpServer {
 public:
    /// Listens and starts the thread; throws `LocalException` if the port cannot be had.
    HttpServer(HttpServerOptions options, RequestHandler handler, RefusalObserver observer = {});
    ~HttpServer();

    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    /// Gives the port that the server listens on.
    [[nodiscard]] std::uint16_t port() const noexcept;

    /// Closes every connection and joins the thread; a second call does nothing.
    void stop();

 private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace dynoxx::local::server
