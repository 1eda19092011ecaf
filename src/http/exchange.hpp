#pragma once

#include "http/proxy.hpp"
#include "http/response_parser.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>

namespace dynoxx::http {

/// One request and its answer as a state machine without I/O: gives bytes to write, takes bytes that were read.
///
/// Whoever drives it writes `output()` until it is empty, reads into `input()`, reports with `written`, `received`,
/// `closed` or `broken`, and stops when `finished()`.
class Exchange {
 public:
    /// `origin` and `request` must live longer; `proxy` is whom the request is written for, or null: the origin itself.
    ///
    /// A proxy is told the whole address, and who asks. `CONNECT` is for proxies only; its path is `host:port`.
    Exchange(const Origin& origin, const Request& request, const Proxy* proxy = nullptr);
    Exchange(const Exchange&) = delete;
    Exchange& operator=(const Exchange&) = delete;

    /// Overwrites the head, which has tokens and a signature, and all buffers of a request that holds secrets.
    ~Exchange();

    /// Gives what is to be written next; empty when the whole request has been.
    [[nodiscard]] std::string_view output() const noexcept;
    void written(std::size_t bytes) noexcept;

    /// Gives room for what is read next.
    [[nodiscard]] std::span<char> input();
    void received(std::size_t bytes);

    /// The peer closed the connection.
    void closed();

    /// Reading or writing failed.
    void broken(Failure failure);

    [[nodiscard]] bool finished() const noexcept { return failure_ || parser_.done(); }

    /// Gives the answer or the failure; once, when finished.
    [[nodiscard]] Outcome<Response> take();

    /// Says whether no byte of an answer came, so that a reused connection that broke may be replaced once.
    [[nodiscard]] bool untouched() const noexcept { return !parser_.begun() && unread_ == 0; }

    /// Says whether bytes came behind the end of the answer.
    [[nodiscard]] bool overrun() const noexcept { return parser_.done() && unread_ != 0; }

    /// Says whether the connection may carry another request.
    [[nodiscard]] bool reusable() const noexcept;

 private:
    void fail(const Failure& failure);
    void wipe_input() noexcept;

    static constexpr std::size_t input_bytes = 16 * 1024;

    /// Bodies up to this size go out in one write with the head.
    static constexpr std::size_t joined_body_bytes = 64 * 1024;

    const Origin* origin_;
    std::string head_;
    std::size_t head_bytes_;  // without the body that was joined to it
    bool holds_secrets_;
    std::string_view body_;
    std::size_t written_ = 0;
    std::unique_ptr<char[]> buffer_;  // not a string: 16 KiB of zeros would cost as much as half a signature
    std::size_t buffer_bytes_ = 0;
    std::size_t unread_ = 0;
    ResponseParser parser_;
    std::optional<Failure> failure_;
};

}  // namespace dynoxx::http
