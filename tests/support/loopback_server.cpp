#include "support/loopback_server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <stdexcept>

namespace dynoxx::test {

namespace {

/// OpenSSL writes to the socket without MSG_NOSIGNAL: in these threads only, so that the client's signals are seen.
void prepare_thread() {
    sigset_t pipe;
    ::sigemptyset(&pipe);
    ::sigaddset(&pipe, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
}

std::size_t content_length(std::string_view head) {
    constexpr std::string_view name = "\r\nContent-Length: ";
    const std::size_t at = head.find(name);
    return at == std::string_view::npos ? 0 : std::strtoul(head.data() + at + name.size(), nullptr, 10);
}

}  // namespace

LoopbackServer::Peer::Peer(LoopbackServer& server, int descriptor, int number)
    : server_(server), descriptor_(descriptor), number_(number) {}

LoopbackServer::Peer::~Peer() {
    if (tls_ != nullptr) {
        if (!aborts_) {
            SSL_shutdown(tls_);
        }
        SSL_free(tls_);
    }
    {
        const std::lock_guard lock(server_.mutex_);
        server_.open_.erase(descriptor_);
    }
    ::close(descriptor_);
    server_.count(server_.closed_);
}

bool LoopbackServer::Peer::accept_tls() {
    tls_ = SSL_new(server_.certificate_->server_context());
    SSL_set_fd(tls_, descriptor_);
    if (SSL_accept(tls_) != 1) {
        aborts_ = true;
        return false;
    }
    if (SSL_session_reused(tls_) == 1) {
        server_.count(server_.resumptions_);
    }
    return true;
}

bool LoopbackServer::Peer::read_some() {
    std::array<char, 65536> buffer;
    const auto got = tls_ != nullptr ? SSL_read(tls_, buffer.data(), static_cast<int>(buffer.size()))
                                     : static_cast<int>(::recv(descriptor_, buffer.data(), buffer.size(), 0));
    if (got > 0) {
        pending_.append(buffer.data(), static_cast<std::size_t>(got));
    }
    return got > 0;
}

bool LoopbackServer::Peer::read_request() {
    std::size_t end = 0;
    while ((end = pending_.find("\r\n\r\n")) == std::string::npos) {
        if (!read_some()) {
            return false;
        }
    }
    head_ = pending_.substr(0, end + 2);
    pending_.erase(0, end + 4);
    const std::size_t length = content_length(head_);
    while (pending_.size() < length) {
        if (!read_some()) {
            return false;
        }
    }
    body_ = pending_.substr(0, length);
    pending_.erase(0, length);
    server_.count(server_.requests_);
    return true;
}

void LoopbackServer::Peer::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = tls_ != nullptr
                              ? SSL_write(tls_, bytes.data(), static_cast<int>(bytes.size()))
                              : static_cast<int>(::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL));
        if (sent <= 0) {
            return;
        }
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

void LoopbackServer::Peer::answer(std::string_view body) {
    std::string text = "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n";
    text += body;
    send(text);
}

void LoopbackServer::Peer::tunnel_to(std::uint16_t port) {
    const int other = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    bool open = ::connect(other, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    std::array<char, 65536> buffer;
    while (open) {
        std::array<pollfd, 2> both{pollfd{descriptor_, POLLIN, 0}, pollfd{other, POLLIN, 0}};
        const bool buffered = tls_ != nullptr && SSL_pending(tls_) > 0;
        ::poll(both.data(), both.size(), buffered ? 0 : -1);
        if (buffered || both[0].revents != 0) {
            open = read_some() && ::send(other, pending_.data(), pending_.size(), MSG_NOSIGNAL) > 0;
            pending_.clear();
        }
        if (open && both[1].revents != 0) {
            const ssize_t got = ::recv(other, buffer.data(), buffer.size(), 0);
            open = got > 0;
            send({buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(got, 0))});
        }
    }
    ::close(other);
}

void LoopbackServer::Peer::wait_for_close() {
    while (read_some()) {
        pending_.clear();
    }
}

void LoopbackServer::Peer::reset() {
    const linger at_once{1, 0};
    ::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    aborts_ = true;
}

LoopbackServer::LoopbackServer(Script script, const TestCertificate* certificate)
    : script_(std::move(script)),
      certificate_(certificate),
      listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listener_, generic, length) != 0 || ::listen(listener_, 128) != 0 ||
        ::getsockname(listener_, generic, &length) != 0) {
        throw std::runtime_error("the test server could not listen");
    }
    port_ = ntohs(address.sin_port);
    acceptor_ = std::thread([this] { accept_all(); });
    ::pthread_setname_np(acceptor_.native_handle(), thread_name);  // the threads that it starts have its name
}

LoopbackServer::~LoopbackServer() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        for (const int descriptor : open_) {
            ::shutdown(descriptor, SHUT_RDWR);
        }
    }
    ::shutdown(listener_, SHUT_RDWR);
    acceptor_.join();
    for (std::thread& thread : threads_) {
        thread.join();
    }
    ::close(listener_);
}

void LoopbackServer::accept_all() {
    prepare_thread();
    while (true) {
        const int descriptor = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        const std::lock_guard lock(mutex_);
        if (descriptor < 0 || stopping_) {
            if (descriptor >= 0) {
                ::close(descriptor);
            }
            return;
        }
        const int on = 1;  // an answer must be on its way before a script resets the connection
        ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        open_.insert(descriptor);
        threads_.emplace_back([this, descriptor, number = ++connections_] { serve(descriptor, number); });
    }
}

void LoopbackServer::serve(int descriptor, int number) {
    prepare_thread();
    Peer peer(*this, descriptor, number);
    if (certificate_ == nullptr || peer.accept_tls()) {
        script_(peer);
    }
}

int LoopbackServer::connections() const {
    const std::lock_guard lock(mutex_);
    return connections_;
}

int LoopbackServer::requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
}

int LoopbackServer::resumptions() const {
    const std::lock_guard lock(mutex_);
    return resumptions_;
}

void LoopbackServer::wait_for_requests(int count) {
    wait(requests_, count);
}

void LoopbackServer::wait_for_closed(int count) {
    wait(closed_, count);
}

void LoopbackServer::wait(const int& counter, int count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return counter >= count; });
}

void LoopbackServer::count(int& counter) {
    const std::lock_guard lock(mutex_);
    ++counter;
    changed_.notify_all();
}

}  // namespace dynoxx::test
