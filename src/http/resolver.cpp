#include "http/resolver.hpp"

#include <ares.h>
#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>

namespace dynoxx::http {

namespace {

using namespace std::chrono_literals;
using runtime::Context;
using runtime::task;
using runtime::WaitOutcome;

constexpr std::chrono::seconds max_time_to_live = 60s;
constexpr std::chrono::seconds min_time_to_live = 5s;

/// Reads an address that needs no look-up, IPv6 without brackets.
std::vector<Address> parse_address(const std::string& host) {
    Address address;
    auto* v4 = reinterpret_cast<sockaddr_in*>(&address.storage);
    auto* v6 = reinterpret_cast<sockaddr_in6*>(&address.storage);
    if (::inet_pton(AF_INET, host.c_str(), &v4->sin_addr) == 1) {
        v4->sin_family = AF_INET;
        address.length = sizeof(sockaddr_in);
        return {address};
    }
    if (::inet_pton(AF_INET6, host.c_str(), &v6->sin6_addr) == 1) {
        v6->sin6_family = AF_INET6;
        address.length = sizeof(sockaddr_in6);
        return {address};
    }
    return {};
}

/// Gives the loopback addresses for `localhost` and names below it: they are never looked up, so that they work without
/// a hosts file and are never asked of a name server (RFC 6761, 6.3).
std::vector<Address> localhost_addresses(const std::string& host) {
    if (host != "localhost" && !host.ends_with(".localhost")) {
        return {};
    }
    std::vector<Address> addresses = parse_address("127.0.0.1");
    addresses.push_back(parse_address("::1").front());
    return addresses;
}

/// What c-ares hands to its callback.
class LookUp {
 public:
    LookUp() {}

    static void finished(void* self, int status, int, ares_addrinfo* found) {
        auto& look_up = *static_cast<LookUp*>(self);
        look_up.status_ = status;
        look_up.done_ = true;
        if (found == nullptr) {
            return;
        }
        int time_to_live = static_cast<int>(max_time_to_live.count());
        for (const ares_addrinfo_node* node = found->nodes; node != nullptr; node = node->ai_next) {
            Address address;
            address.length = node->ai_addrlen;
            std::memcpy(&address.storage, node->ai_addr, node->ai_addrlen);
            look_up.addresses_.push_back(address);
            time_to_live = std::min(time_to_live, node->ai_ttl);
        }
        look_up.time_to_live_ = std::max(std::chrono::seconds(time_to_live), min_time_to_live);
        ares_freeaddrinfo(found);
    }

    [[nodiscard]] bool done() const noexcept { return done_; }
    [[nodiscard]] int status() const noexcept { return status_; }
    [[nodiscard]] std::vector<Address>& addresses() noexcept { return addresses_; }
    [[nodiscard]] std::chrono::seconds time_to_live() const noexcept { return time_to_live_; }

 private:
    bool done_ = false;
    int status_ = ARES_SUCCESS;
    std::vector<Address> addresses_;
    std::chrono::seconds time_to_live_ = min_time_to_live;
};

/// What c-ares does with its sockets, as it would do it itself, except that a name server that goes away raises no
/// SIGPIPE.
ares_socket_t open_socket(int family, int type, int protocol, void*) {
    return ::socket(family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol);
}

int close_socket(ares_socket_t socket, void*) {
    return ::close(socket);
}

int connect_socket(ares_socket_t socket, const sockaddr* to, ares_socklen_t length, void*) {
    return ::connect(socket, to, length);
}

ares_ssize_t receive_from(ares_socket_t socket, void* into, std::size_t bytes, int flags, sockaddr* from,
                          ares_socklen_t* length, void*) {
    return ::recvfrom(socket, into, bytes, flags, from, length);
}

ares_ssize_t send_parts(ares_socket_t socket, const iovec* parts, int count, void*) {
    msghdr message{};
    message.msg_iov = const_cast<iovec*>(parts);
    message.msg_iovlen = static_cast<std::size_t>(count);
    return ::sendmsg(socket, &message, MSG_NOSIGNAL);
}

constexpr ares_socket_functions socket_functions{open_socket, close_socket, connect_socket, receive_from, send_parts};

struct DestroyChannel {
    void operator()(ares_channeldata* channel) const noexcept { ares_destroy(channel); }
};
using Channel = std::unique_ptr<ares_channeldata, DestroyChannel>;

/// Waits for the sockets of a channel once and lets it go on.
task<WaitOutcome> turn(Context context, ares_channeldata* channel) {
    std::array<ares_socket_t, ARES_GETSOCK_MAXNUM> sockets{};
    const auto used = static_cast<unsigned>(ares_getsock(channel, sockets.data(), ARES_GETSOCK_MAXNUM));
    std::vector<std::unique_ptr<runtime::Attachment>> attachments;
    std::vector<runtime::Interest> interests;
    std::vector<ares_socket_t> owners;
    for (std::size_t i = 0; i < sockets.size(); ++i) {
        const bool readable = ARES_GETSOCK_READABLE(used, i) != 0;
        const bool writable = ARES_GETSOCK_WRITABLE(used, i) != 0;
        if (readable || writable) {
            attachments.push_back(context.driver().attach(sockets[i]));
            interests.emplace_back(*attachments.back(),
                                   writable ? runtime::Readiness::Write : runtime::Readiness::Read);
            owners.push_back(sockets[i]);
        }
    }
    timeval limit{1, 0};
    timeval left{};
    const timeval* next = ares_timeout(channel, &limit, &left);
    const auto pause = std::chrono::seconds(next->tv_sec) + std::chrono::microseconds(next->tv_usec);
    const runtime::SteadyTime end = context.now() + pause;
    const WaitOutcome outcome = co_await context.until(end).ready(interests);
    attachments.clear();  // before c-ares closes sockets: their numbers may be taken by another thread at once
    if (outcome == WaitOutcome::TimedOut && end <= context.deadline()) {
        ares_process_fd(channel, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
        co_return WaitOutcome::Ready;
    }
    if (outcome != WaitOutcome::Ready) {
        co_return outcome;
    }
    for (std::size_t i = 0; i < interests.size(); ++i) {
        if (interests[i].ready) {
            const bool writable = interests[i].readiness == runtime::Readiness::Write;
            ares_process_fd(channel, writable ? ARES_SOCKET_BAD : owners[i], writable ? owners[i] : ARES_SOCKET_BAD);
        }
    }
    co_return WaitOutcome::Ready;
}

Failure not_resolved(const std::string& host, const std::string& reason) {
    return Failure(FailureKind::Name, "the host name " + host + " could not be resolved: " + reason);
}

}  // namespace

Address Address::with_port(std::uint16_t port) const {
    Address copy = *this;
    if (storage.ss_family == AF_INET6) {
        reinterpret_cast<sockaddr_in6*>(&copy.storage)->sin6_port = htons(port);
    } else {
        reinterpret_cast<sockaddr_in*>(&copy.storage)->sin_port = htons(port);
    }
    return copy;
}

std::string Address::text() const {
    std::array<char, INET6_ADDRSTRLEN> buffer{};
    const void* from = storage.ss_family == AF_INET6
                           ? static_cast<const void*>(&reinterpret_cast<const sockaddr_in6*>(&storage)->sin6_addr)
                           : static_cast<const void*>(&reinterpret_cast<const sockaddr_in*>(&storage)->sin_addr);
    const char* text = ::inet_ntop(storage.ss_family, from, buffer.data(), buffer.size());
    return text != nullptr ? text : "unknown address";
}

Resolver::Resolver(runtime::State&) {}

void Resolver::ask(std::string name_servers) {
    const std::lock_guard lock(mutex_);
    name_servers_ = std::move(name_servers);
}

std::string Resolver::name_servers() {
    const std::lock_guard lock(mutex_);
    return name_servers_;
}

std::vector<Address> Resolver::find(const std::string& host, runtime::SteadyTime now) {
    const std::lock_guard lock(mutex_);
    const auto found = cache_.find(host);
    return found != cache_.end() && now < found->second.expires ? found->second.addresses : std::vector<Address>();
}

task<Outcome<std::vector<Address>>> Resolver::resolve(Context context, std::string host) {
    std::vector<Address> known = parse_address(host);
    if (known.empty()) {
        known = localhost_addresses(host);
    }
    if (known.empty()) {
        known = find(host, context.now());
    }
    if (!known.empty()) {
        co_return known;
    }

    ares_channeldata* raw = nullptr;
    if (const int status = ares_init(&raw); status != ARES_SUCCESS) {
        co_return not_resolved(host, ares_strerror(status));
    }
    LookUp look_up;
    const Channel channel(raw);  // destroyed first: it calls `look_up` back with what is still in progress
    ares_set_socket_functions(channel.get(), &socket_functions, nullptr);
    if (const std::string servers = name_servers(); !servers.empty()) {
        ares_set_servers_ports_csv(channel.get(), servers.c_str());
    }
    ares_addrinfo_hints hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    ares_getaddrinfo(channel.get(), host.c_str(), nullptr, &hints, LookUp::finished, &look_up);
    while (!look_up.done()) {
        const WaitOutcome outcome = co_await turn(context, channel.get());
        if (outcome == WaitOutcome::TimedOut) {
            co_return Failure(FailureKind::ConnectTimeout, "resolving the host name " + host + " took too long");
        }
        if (outcome == WaitOutcome::Cancelled) {
            co_return Failure(FailureKind::Cancelled, "cancelled while resolving the host name " + host);
        }
    }
    if (look_up.addresses().empty()) {
        const int status = look_up.status();
        co_return not_resolved(host, status == ARES_SUCCESS ? "it has no address" : ares_strerror(status));
    }
    {
        const std::lock_guard lock(mutex_);
        cache_[host] = Entry{look_up.addresses(), context.now() + look_up.time_to_live()};
    }
    co_return std::move(look_up.addresses());
}

}  // namespace dynoxx::http
