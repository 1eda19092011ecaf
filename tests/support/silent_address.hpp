#pragma once

#include "http/resolver.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <stdexcept>

namespace dynoxx::test {

/// Gives an IPv4 address.
[[nodiscard]] inline http::Address address_of(const char* text) {
    http::Address address;
    auto* v4 = reinterpret_cast<sockaddr_in*>(&address.storage);
    v4->sin_family = AF_INET;
    ::inet_pton(AF_INET, text, &v4->sin_addr);
    address.length = sizeof(sockaddr_in);
    return address;
}

/// An address of the loopback network that neither accepts nor refuses connections: its queue is full.
class SilentAddress {
 public:
    explicit SilentAddress(const char* text, std::uint16_t port = 0)
        : address(address_of(text)), listener_(open_socket()) {
        http::Address place = address.with_port(port);
        auto* generic = reinterpret_cast<sockaddr*>(&place.storage);
        if (::bind(listener_, generic, place.length) != 0 || ::listen(listener_, 0) != 0 ||
            ::getsockname(listener_, generic, &place.length) != 0) {
            throw std::runtime_error("the silent address is taken");
        }
        port_ = ntohs(reinterpret_cast<const sockaddr_in*>(&place.storage)->sin_port);
        for (int& filler : fillers_) {
            filler = open_socket();
            ::connect(filler, generic, place.length);
        }
    }
    SilentAddress(const SilentAddress&) = delete;
    SilentAddress& operator=(const SilentAddress&) = delete;
    ~SilentAddress() {
        for (const int filler : fillers_) {
            ::close(filler);
        }
        ::close(listener_);
    }

    [[nodiscard]] std::uint16_t port() const noexcept { return port_; }

    const http::Address address;

 private:
    static int open_socket() { return ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0); }

    int listener_;
    std::uint16_t port_ = 0;
    std::array<int, 3> fillers_{};
};

}  // namespace dynoxx::test
