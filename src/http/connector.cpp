#include "http/connector.hpp"

#include "http/carrier.hpp"
#include "http/exchange.hpp"
#include "runtime/state.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <optional>
#include <vector>

namespace dynoxx::http {

namespace {

using runtime::Context;
using runtime::Interest;
using runtime::Readiness;
using runtime::task;
using runtime::WaitOutcome;

Failure too_late(WaitOutcome outcome, const std::string& what) {
    return outcome == WaitOutcome::Cancelled ? Failure(FailureKind::Cancelled, "cancelled while " + what)
                                             : Failure(FailureKind::ConnectTimeout, what + " took too long");
}

/// How long an address may be silent before the next one is tried beside it.
///
/// @par Source
/// RFC 8305, section 8, "Connection Attempt Delay".
constexpr std::chrono::milliseconds attempt_delay{250};

/// An address that has been asked for a connection and has not answered yet.
struct Asked {
    Asked(Connection opened, std::unique_ptr<runtime::Attachment> attached, std::string address)
        : connection(std::move(opened)), attachment(std::move(attached)), place(std::move(address)) {}

    Connection connection;
    std::unique_ptr<runtime::Attachment> attachment;  // goes before the connection
    std::string place;
};

/// Asks the addresses of a host, one after the other, until one accepts. One that is silent is given up only when
/// another has accepted, so that it takes no time from the others and loses none.
class Race {
 public:
    Race(Context context, std::span<const Address> addresses, const Origin& origin)
        : context_(context), addresses_(addresses), origin_(&origin) {}

    static task<Outcome<Connection>> run(Race& self) {
        self.ask_next();
        while (!self.accepted_) {
            if (self.asked_.empty()) {
                co_return Failure(FailureKind::Connect, std::move(self.refusals_));
            }
            const bool more = !self.addresses_.empty();
            const runtime::SteadyTime next = self.context_.now() + attempt_delay;
            const Context limited = more ? self.context_.until(next) : self.context_;
            std::vector<Interest> interests = self.interests();
            const WaitOutcome outcome = co_await limited.ready(interests);
            if (outcome == WaitOutcome::Ready) {
                self.collect(interests);
            } else if (outcome == WaitOutcome::TimedOut && more && next <= self.context_.deadline()) {
                self.ask_next();
            } else {
                co_return too_late(outcome, "connecting to " + self.asked_.back().place);
            }
        }
        co_return std::move(*self.accepted_);
    }

 private:
    /// Asks the next address; goes on at once where the answer is no.
    void ask_next() {
        bool refused = true;
        while (refused && !accepted_ && !addresses_.empty()) {
            refused = !ask(addresses_.front());
            addresses_ = addresses_.subspan(1);
        }
    }

    bool ask(const Address& address) {
        std::string place = address.text() + " port " + std::to_string(origin_->port) + " (" + origin_->host + ")";
        Connection connection(
            ::socket(address.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_TCP));
        if (!connection.is_open()) {
            refuse(place, errno);
            return false;
        }
        const int on = 1;
        ::setsockopt(connection.descriptor(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        const Address target = address.with_port(origin_->port);
        if (::connect(connection.descriptor(), reinterpret_cast<const sockaddr*>(&target.storage), target.length) ==
            0) {
            accepted_ = std::move(connection);
            return true;
        }
        if (errno != EINPROGRESS) {
            refuse(place, errno);
            return false;
        }
        auto attachment = context_.driver().attach(connection.descriptor());
        asked_.emplace_back(std::move(connection), std::move(attachment), std::move(place));
        return true;
    }

    [[nodiscard]] std::vector<Interest> interests() const {
        std::vector<Interest> all;
        all.reserve(asked_.size());
        for (const Asked& one : asked_) {
            all.emplace_back(*one.attachment, Readiness::Write);
        }
        return all;
    }

    /// Takes the first connection that is there, drops those that were refused, and asks the next address instead.
    void collect(std::span<const Interest> interests) {
        std::vector<Asked> silent;
        for (std::size_t i = 0; i < interests.size(); ++i) {
            Asked& one = asked_[i];
            if (!interests[i].ready) {
                silent.push_back(std::move(one));
                continue;
            }
            one.attachment.reset();
            int error = 0;
            socklen_t length = sizeof error;
            ::getsockopt(one.connection.descriptor(), SOL_SOCKET, SO_ERROR, &error, &length);
            if (error != 0) {
                refuse(one.place, error);
            } else if (!accepted_) {
                accepted_ = std::move(one.connection);
            }
        }
        asked_.swap(silent);
        ask_next();
    }

    void refuse(const std::string& place, int error) {
        refusals_.append(refusals_.empty() ? "" : "; ");
        refusals_.append("cannot connect to ").append(place).append(": ").append(std::strerror(error));
    }

    Context context_;
    std::span<const Address> addresses_;  ///< those that have not been asked
    const Origin* origin_;
    std::vector<Asked> asked_;
    std::optional<Connection> accepted_;
    std::string refusals_;
};

Failure handshake_failure(const Origin& origin, const TlsSettings& settings, const IoResult& step, bool distrusted) {
    std::string detail = "the TLS handshake with " + origin.host_header() + " failed: ";
    detail += step.detail.empty() ? "the peer closed the connection" : step.detail;
    if (distrusted && !settings.ca_bundle.empty()) {
        detail += "; the trusted certificates are those of the CA bundle " + settings.ca_bundle;
    }
    return Failure(distrusted ? FailureKind::Untrusted : FailureKind::Tls, std::move(detail));
}

/// Makes the TLS handshake on a connection that is open.
task<Outcome<void>> secure(Context context, Connection& connection, const Origin& origin, const TlsSettings& settings) {
    Outcome<std::shared_ptr<TlsContext>> tls = context.state().service<TlsContexts>().get(settings);
    if (!tls) {
        co_return tls.error();
    }
    connection.use_tls(std::make_unique<TlsSession>(*tls, origin, connection.descriptor(), connection.take_tls()));
    const auto attachment = context.driver().attach(connection.descriptor());
    while (true) {
        const IoResult step = connection.tls()->handshake();
        if (step.kind == IoResult::Kind::Bytes) {
            co_return boost::system::in_place_value;
        }
        if (step.kind == IoResult::Kind::Closed || step.kind == IoResult::Kind::Failed) {
            co_return handshake_failure(origin, settings, step, connection.tls()->distrusts_peer());
        }
        const Readiness readiness = step.kind == IoResult::Kind::WantRead ? Readiness::Read : Readiness::Write;
        std::array<Interest, 1> interests{Interest(*attachment, readiness)};
        const WaitOutcome outcome = co_await context.ready(interests);
        if (outcome != WaitOutcome::Ready) {
            co_return too_late(outcome, "the TLS handshake with " + origin.host_header());
        }
    }
}

/// Makes TCP test a connection that is silent, so that routers do not forget it and a dead one is found.
void keep_alive(int descriptor) {
    const int on = 1;
    const int seconds = 30;  // as the AWS SDK for C++
    ::setsockopt(descriptor, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_KEEPIDLE, &seconds, sizeof seconds);
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_KEEPINTVL, &seconds, sizeof seconds);
}

/// Says why a proxy did not open a tunnel.
Failure refusal(const std::string& target, const Proxy& proxy, int status) {
    if (status == 407) {
        return unknown_user(proxy);
    }
    return Failure(status / 100 == 5 ? FailureKind::Connect : FailureKind::ProxyRefused,
                   "it did not open a tunnel to " + target + ": it answered HTTP " + std::to_string(status));
}

/// Asks a proxy that is connected for a tunnel to the origin.
///
/// @par Source
/// RFC 9110, section 9.3.6, "CONNECT".
task<Outcome<void>> open_tunnel(Context context, Connection& connection, const Origin& origin, const Proxy& proxy) {
    const bool ipv6 = origin.host.find(':') != std::string::npos;
    const std::string target = (ipv6 ? "[" + origin.host + "]" : origin.host) + ":" + std::to_string(origin.port);
    Request request;
    request.method = "CONNECT";
    request.path = target;
    Exchange exchange(origin, request, &proxy);
    {
        Carrier carrier(context, connection, exchange, proxy.origin, std::chrono::milliseconds(0));
        co_await Carrier::run(carrier);
    }
    const bool overrun = exchange.overrun();
    const Outcome<Response> answer = exchange.take();
    if (!answer) {
        const FailureKind kind = answer.error().kind;
        const bool late = kind == FailureKind::AttemptTimeout || kind == FailureKind::ReadTimeout;
        co_return Failure(late ? FailureKind::ConnectTimeout : kind,
                          "it did not open a tunnel to " + target + ": " + answer.error().detail);
    }
    if (answer->status / 100 != 2) {
        co_return refusal(target, proxy, answer->status);
    }
    if (overrun) {
        co_return Failure(FailureKind::InvalidAnswer, "it sent more than its answer before the tunnel to " + target);
    }
    co_return boost::system::in_place_value;
}

/// Does what a proxy that is connected needs before the origin can be spoken to.
task<Outcome<void>> pass(Context context, Connection& connection, const Origin& origin, const Proxy& proxy,
                         const TlsSettings& settings) {
    if (proxy.origin.is_tls()) {
        TlsSettings without_client = settings;
        without_client.client_certificate.clear();  // it is for the service
        without_client.client_key.clear();
        const Outcome<void> secured = co_await secure(context, connection, proxy.origin, without_client);
        if (!secured) {
            co_return secured.error();
        }
    }
    if (origin.is_tls()) {
        co_return co_await open_tunnel(context, connection, origin, proxy);
    }
    co_return boost::system::in_place_value;
}

}  // namespace

task<Outcome<Connection>> connect_to_any(Context context, std::span<const Address> addresses, const Origin& origin) {
    Race race(context, addresses, origin);
    co_return co_await Race::run(race);
}

task<Outcome<Connection>> connect(Context context, const Origin& origin, const Proxy* proxy,
                                  const TransportSettings& settings) {
    const Context limited = context.within(settings.connect_timeout);
    const Origin& next = proxy != nullptr ? proxy->origin : origin;
    Resolver& resolver = context.state().service<Resolver>();
    const Outcome<std::vector<Address>> addresses = co_await resolver.resolve(limited, next.host);
    if (!addresses) {
        co_return addresses.error();
    }
    Outcome<Connection> connection = co_await connect_to_any(limited, *addresses, next);
    if (!connection) {
        co_return connection;
    }
    if (settings.tcp_keepalive) {
        keep_alive(connection->descriptor());
    }
    if (proxy != nullptr) {
        const Outcome<void> passed = co_await pass(limited, *connection, origin, *proxy, settings.tls);
        if (!passed) {
            co_return passed.error();
        }
    }
    if (origin.is_tls()) {
        const Outcome<void> secured = co_await secure(limited, *connection, origin, settings.tls);
        if (!secured) {
            co_return secured.error();
        }
    }
    co_return connection;
}

}  // namespace dynoxx::http
