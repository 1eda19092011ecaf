#pragma once

#include "http/failure.hpp"
#include "http/message.hpp"

#include <cstddef>
#include <memory>
#include <string_view>

namespace dynoxx::http {

/// Reads one HTTP/1.1 answer from bytes as they come. Pure: no I/O. Interim answers (1xx) are skipped.
class ResponseParser {
 public:
    /// `head_only` is for an answer to HEAD, which has no body whatever its headers say. A body of more than
    /// `max_body_bytes` is an invalid answer; 0: it may be as long as it is.
    explicit ResponseParser(bool head_only, std::size_t max_body_bytes = 0);
    ~ResponseParser();

    /// Takes bytes and gives how many were used; the rest is to be given again with more behind it.
    [[nodiscard]] Outcome<std::size_t> take(std::string_view bytes);

    /// Says that the connection has ended; an answer without a length is complete then.
    [[nodiscard]] Outcome<void> end();

    [[nodiscard]] bool done() const noexcept;

    /// Says whether any byte of an answer has been used.
    [[nodiscard]] bool begun() const noexcept;

    /// Says whether the connection may carry another request; meaningful when done.
    [[nodiscard]] bool keep_alive() const noexcept;

    [[nodiscard]] Response& response() noexcept;

 private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

/// Bytes that a body has room for behind its end, so that simdjson can read past it.
inline constexpr std::size_t body_padding = 64;

}  // namespace dynoxx::http
