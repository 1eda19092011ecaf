#pragma once

#include "http/tls.hpp"

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace dynoxx::http {

/// What one non-blocking read or write did.
struct IoResult {
    enum class Kind { Bytes, WantRead, WantWrite, Closed, Failed };

    IoResult(Kind result_kind, std::size_t count = 0) : kind(result_kind), bytes(count) {}
    explicit IoResult(std::string reason) : kind(Kind::Failed), detail(std::move(reason)) {}

    Kind kind;
    std::size_t bytes = 0;
    std::string detail{};  ///< why it failed
};

/// One TCP connection, with its TLS state if it has one: a bare descriptor that no event loop knows of.
///
/// Never raises SIGPIPE.
class Connection {
 public:
    Connection() = default;
    explicit Connection(int descriptor) noexcept : descriptor_(descriptor) {}
    Connection(Connection&& other) noexcept;
    Connection& operator=(Connection&& other) noexcept;
    ~Connection();

    [[nodiscard]] int descriptor() const noexcept { return descriptor_; }
    [[nodiscard]] bool is_open() const noexcept { return descriptor_ >= 0; }

    void use_tls(std::unique_ptr<TlsSession> session) noexcept { tls_ = std::move(session); }
    [[nodiscard]] TlsSession* tls() noexcept { return tls_.get(); }
    [[nodiscard]] std::unique_ptr<TlsSession> take_tls() noexcept { return std::move(tls_); }

    [[nodiscard]] IoResult read(std::span<char> into);
    [[nodiscard]] IoResult write(std::string_view bytes);

    /// Says whether an idle connection is still what it should be: open, with nothing to read. Bytes that nobody asked
    /// for would be taken for the answer to the next request.
    [[nodiscard]] bool is_quiet();

    /// Says whether bytes that were received already wait inside TLS, so that the descriptor need not be waited for.
    [[nodiscard]] bool has_pending() const noexcept { return tls_ && tls_->has_pending(); }

 private:
    int descriptor_ = -1;
    std::unique_ptr<TlsSession> tls_;
};

}  // namespace dynoxx::http
