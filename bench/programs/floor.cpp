// The floor: what a request costs when nothing is done but to send prepared bytes and to read the answer's length.
#include "support.hpp"

#include <openssl/ssl.h>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

void require(bool condition, const char* what) {
    if (!condition) {
        throw std::runtime_error(what);
    }
}

/// One connection: plain, or TLS on its descriptor with read-ahead.
class Connection {
 public:
    Connection(std::uint16_t port, SSL_CTX* tls) : descriptor_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        require(::connect(descriptor_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0, "cannot connect");
        const int on = 1;
        ::setsockopt(descriptor_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        if (tls != nullptr) {
            ssl_ = SSL_new(tls);
            SSL_set_fd(ssl_, descriptor_);
            SSL_set_read_ahead(ssl_, 1);
            require(SSL_set1_host(ssl_, "localhost") == 1 && SSL_connect(ssl_) == 1, "the TLS handshake failed");
        }
        require(::fcntl(descriptor_, F_SETFL, O_NONBLOCK) == 0, "fcntl failed");
    }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection() {
        SSL_free(ssl_);
        ::close(descriptor_);
    }

    [[nodiscard]] int descriptor() const { return descriptor_; }

    void send(const std::string& request) {
        const long sent = ssl_ != nullptr
                              ? SSL_write(ssl_, request.data(), static_cast<int>(request.size()))
                              : static_cast<long>(::send(descriptor_, request.data(), request.size(), MSG_NOSIGNAL));
        require(sent == static_cast<long>(request.size()), "a request was not sent whole");
        have_ = 0;
        whole_ = 0;
    }

    /// Reads what is there; says whether the answer is complete.
    bool read() {
        while (true) {
            const long got = ssl_ != nullptr
                                 ? SSL_read(ssl_, buffer_.data() + have_, static_cast<int>(buffer_.size() - have_))
                                 : static_cast<long>(::recv(descriptor_, buffer_.data() + have_, buffer_.size() - have_,
                                                            MSG_DONTWAIT));
            if (got <= 0) {
                require(would_block(got), "the connection broke");
                return false;
            }
            have_ += static_cast<std::size_t>(got);
            if (is_complete()) {
                return true;
            }
            if (ssl_ == nullptr || SSL_has_pending(ssl_) == 0) {
                return false;
            }
        }
    }

 private:
    [[nodiscard]] bool would_block(long got) const {
        return ssl_ != nullptr ? SSL_get_error(ssl_, static_cast<int>(got)) == SSL_ERROR_WANT_READ
                               : errno == EAGAIN || errno == EWOULDBLOCK;
    }

    [[nodiscard]] bool is_complete() {
        if (whole_ == 0) {
            const std::string_view text(buffer_.data(), have_);
            const std::size_t end = text.find("\r\n\r\n");
            if (end == std::string_view::npos) {
                return false;
            }
            require(text.starts_with("HTTP/1.1 200"), "the answer is not 200");
            const std::size_t length = text.find("Content-Length: ");
            require(length < end, "the answer has no length");
            whole_ = end + 4 + std::strtoul(buffer_.data() + length + 16, nullptr, 10);
        }
        return have_ >= whole_;
    }

    int descriptor_;
    SSL* ssl_ = nullptr;
    std::vector<char> buffer_ = std::vector<char>(64 * 1024);
    std::size_t have_ = 0;
    std::size_t whole_ = 0;
};

class Floor {
 public:
    Floor(const bench::Arguments& arguments, SSL_CTX* tls) : request_(read_file(arguments.text("request"))) {
        for (int i = 0; i < arguments.number("in-flight", 1); ++i) {
            Connection& made = *connections_.emplace_back(
                std::make_unique<Connection>(static_cast<std::uint16_t>(arguments.number("port", 0)), tls));
            epoll_event event{};
            event.events = EPOLLIN;
            event.data.ptr = &made;
            require(::epoll_ctl(epoll_, EPOLL_CTL_ADD, made.descriptor(), &event) == 0, "epoll_ctl failed");
        }
    }
    Floor(const Floor&) = delete;
    Floor& operator=(const Floor&) = delete;
    ~Floor() { ::close(epoll_); }

    void run(int requests) {
        int unsent = requests;
        int unanswered = requests;
        for (std::size_t i = 0; i < connections_.size() && unsent > 0; ++i, --unsent) {
            connections_[i]->send(request_);
        }
        std::vector<epoll_event> events(connections_.size());
        while (unanswered > 0) {
            const int ready = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), -1);
            for (int i = 0; i < ready; ++i) {
                auto* connection = static_cast<Connection*>(events[static_cast<std::size_t>(i)].data.ptr);
                if (connection->read()) {
                    --unanswered;
                    if (unsent > 0) {
                        --unsent;
                        connection->send(request_);
                    }
                }
            }
        }
    }

 private:
    static std::string read_file(const std::string& path) {
        std::ifstream in(path, std::ios::binary);
        std::string text(std::istreambuf_iterator<char>(in), {});
        require(!text.empty(), "there is no prepared request");
        return text;
    }

    std::string request_;
    int epoll_ = ::epoll_create1(EPOLL_CLOEXEC);
    std::vector<std::unique_ptr<Connection>> connections_;
};

}  // namespace

int main(int count, char** values) try {
    const bench::Arguments arguments(count, values);
    SSL_CTX* tls = nullptr;
    if (const std::string ca = arguments.text("ca"); !ca.empty()) {
        tls = SSL_CTX_new(TLS_client_method());
        SSL_CTX_set_verify(tls, SSL_VERIFY_PEER, nullptr);
        require(SSL_CTX_load_verify_file(tls, ca.c_str()) == 1, "cannot read the certificate");
    }
    Floor floor(arguments, tls);
    bench::measure_chunks(arguments, [&floor](int requests) { floor.run(requests); });
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "bench_floor: %s\n", error.what());
    return 1;
}
