#pragma once

#include "http/message.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace dynoxx::test {

/// A client that sends what it is told, byte by byte, and reads answers; waits at most ten seconds for each.
class RawClient {
 public:
    /// Connects to 127.0.0.1; throws `std::runtime_error`.
    explicit RawClient(std::uint16_t port);
    ~RawClient();

    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    /// Sends bytes as they are.
    void send(std::string_view bytes);

    /// Reads one answer with its body; throws `std::runtime_error` if the connection ends before.
    http::Response read_response(std::string_view method = "GET");

    /// Sends a request with its `Content-Length` and reads the answer.
    http::Response exchange(const http::Request& request);

    /// Gives every byte that comes until the server closes the connection, or for ten seconds.
    std::string read_rest();

    /// Says whether there is a byte to read now.
    [[nodiscard]] bool has_bytes() const;

    /// Waits until the server closes the connection; what it sends before is dropped. False after ten seconds.
    bool wait_for_close();

 private:
    bool receive();

    int descriptor_;
    std::string buffer_{};
};

/// Prints a request as it goes over the wire.
[[nodiscard]] std::string wire_text(const http::Request& request);

}  // namespace dynoxx::test
