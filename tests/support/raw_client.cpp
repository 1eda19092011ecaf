#include "support/raw_client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <stdexcept>
#include <utility>

namespace dynoxx::test {

RawClient::RawClient(std::uint16_t port) : descriptor_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const timeval patience{10, 0};
    ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_port = htons(port);
    where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(descriptor_, reinterpret_cast<const sockaddr*>(&where), sizeof(where)) != 0) {
        ::close(descriptor_);
        throw std::runtime_error("cannot connect");
    }
}

RawClient::~RawClient() {
    ::close(descriptor_);
}

void RawClient::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) {
            return;
        }
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

std::string RawClient::read_rest() {
    while (receive()) {
    }
    return std::exchange(buffer_, {});
}

bool RawClient::has_bytes() const {
    char byte = 0;
    return !buffer_.empty() || ::recv(descriptor_, &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0;
}

bool RawClient::receive() {
    std::array<char, 65536> part{};
    const ssize_t got = ::recv(descriptor_, part.data(), part.size(), 0);
    if (got <= 0) {
        return false;
    }
    buffer_.append(part.data(), static_cast<std::size_t>(got));
    return true;
}

http::Response RawClient::read_response(std::string_view method) {
    std::size_t end = 0;
    while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
        if (!receive()) {
            throw std::runtime_error("the connection ended before an answer");
        }
    }
    http::Response response;
    response.status = std::atoi(buffer_.c_str() + 9);
    std::size_t line = buffer_.find("\r\n") + 2;
    while (line < end + 2) {
        const std::size_t stop = buffer_.find("\r\n", line);
        const std::size_t colon = buffer_.find(": ", line);
        response.headers.add(buffer_.substr(line, colon - line), buffer_.substr(colon + 2, stop - colon - 2));
        line = stop + 2;
    }
    buffer_.erase(0, end + 4);
    const auto length =
        static_cast<std::size_t>(std::atoll(std::string(response.headers.get("Content-Length")).c_str()));
    if (method == "HEAD") {
        return response;
    }
    while (buffer_.size() < length) {
        if (!receive()) {
            throw std::runtime_error("the connection ended within an answer");
        }
    }
    response.body = buffer_.substr(0, length);
    buffer_.erase(0, length);
    return response;
}

http::Response RawClient::exchange(const http::Request& request) {
    send(wire_text(request));
    return read_response(request.method);
}

bool RawClient::wait_for_close() {
    std::array<char, 4096> part{};
    ssize_t got = 0;
    while ((got = ::recv(descriptor_, part.data(), part.size(), 0)) > 0) {
    }
    return got == 0 || (errno != EAGAIN && errno != EWOULDBLOCK);
}

std::string wire_text(const http::Request& request) {
    std::string text = request.method + " " + request.path;
    if (!request.query.empty()) {
        text += "?" + request.query;
    }
    text += " HTTP/1.1\r\n";
    for (const auto& [name, value] : request.headers) {
        text.append(name).append(": ").append(value).append("\r\n");
    }
    text.append("Content-Length: ").append(std::to_string(request.body.size())).append("\r\n\r\n");
    return text + request.body;
}

}  // namespace dynoxx::test
