#pragma once

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>

namespace dynoxx::test {

/// A name server on 127.0.0.1 that answers every question with "too long, ask by TCP" and then breaks each TCP
/// connection as soon as it is there.
class TruncatingNameServer {
 public:
    TruncatingNameServer()
        : udp_(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)),
          tcp_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in place{};
        place.sin_family = AF_INET;
        place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof place;
        auto* generic = reinterpret_cast<sockaddr*>(&place);
        if (::bind(tcp_, generic, length) != 0 || ::getsockname(tcp_, generic, &length) != 0 ||
            ::bind(udp_, generic, length) != 0 || ::listen(tcp_, 16) != 0) {
            throw std::runtime_error("the name server could not listen");
        }
        servers_ = "127.0.0.1:" + std::to_string(ntohs(place.sin_port));
        thread_ = std::thread([this] { serve(); });
    }
    TruncatingNameServer(const TruncatingNameServer&) = delete;
    TruncatingNameServer& operator=(const TruncatingNameServer&) = delete;
    ~TruncatingNameServer() {
        ::shutdown(tcp_, SHUT_RDWR);  // ends the thread's wait
        thread_.join();
        ::close(udp_);
        ::close(tcp_);
    }

    /// Gives what `Resolver::ask` takes.
    [[nodiscard]] const std::string& servers() const noexcept { return servers_; }

    /// Says whether the connection that came from this port was broken.
    [[nodiscard]] bool has_broken(std::uint16_t port) const {
        const std::lock_guard lock(mutex_);
        return broken_.contains(port);
    }

    [[nodiscard]] bool has_broken_any() const {
        const std::lock_guard lock(mutex_);
        return !broken_.empty();
    }

 private:
    void serve() {
        while (true) {
            std::array<pollfd, 2> polled{pollfd{udp_, POLLIN, 0}, pollfd{tcp_, POLLIN, 0}};
            ::poll(polled.data(), polled.size(), -1);
            if (polled[0].revents != 0) {
                answer();
            }
            if (polled[1].revents != 0) {
                sockaddr_in from{};
                socklen_t length = sizeof from;
                const int connection = ::accept4(tcp_, reinterpret_cast<sockaddr*>(&from), &length, SOCK_CLOEXEC);
                if (connection < 0) {
                    return;
                }
                ::shutdown(connection, SHUT_WR);  // after which a reset is a broken pipe for the other side
                const linger at_once{1, 0};
                ::setsockopt(connection, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
                ::close(connection);
                const std::lock_guard lock(mutex_);
                broken_.insert(ntohs(from.sin_port));
            }
        }
    }

    void answer() const {
        std::array<unsigned char, 512> message{};
        sockaddr_in from{};
        socklen_t length = sizeof from;
        auto* generic = reinterpret_cast<sockaddr*>(&from);
        const ssize_t got = ::recvfrom(udp_, message.data(), message.size(), 0, generic, &length);
        if (got > 2) {
            message[2] |= 0x82;  // an answer, truncated
            ::sendto(udp_, message.data(), static_cast<std::size_t>(got), 0, generic, length);
        }
    }

    int udp_;
    int tcp_;
    std::string servers_;
    mutable std::mutex mutex_;
    std::set<std::uint16_t> broken_;
    std::thread thread_;
};

}  // namespace dynoxx::test
