#pragma once

#include "http/message.hpp"
#include "local/server/answer.hpp"
#include "runtime/system.hpp"

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
using RequestHandler = std::function<Answer(http::Request& request)>;

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
    ///
    /// @param clock tells when delayed answers leave; lives longer than the server
    HttpServer(HttpServerOptions options, RequestHandler handler, RefusalObserver observer = {},
               const runtime::Clock& clock = *runtime::system().clock);
    ~HttpServer();

    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    /// Gives the port that the server listens on.
    [[nodiscard]] std::uint16_t port() const noexcept;

    /// Lets go the answers that wait for this commit or an earlier one; if it failed, all that wait for any, with
    /// status 500 instead. Thread-safe.
    void committed(std::uint64_t commit, bool is_on_disk);

    /// Lets go the answers whose time has come by a move of the clock. Thread-safe.
    void clock_moved();

    /// Closes every connection and joins the thread; a second call does nothing.
    void stop();

 private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace dynoxx::local::server
