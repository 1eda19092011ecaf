#include "http/connector.hpp"

#include "http/resolver.hpp"
#include "runtime/state.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>

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

Failure not_connected(const std::string& place, int error) {
    return Failure(FailureKind::Connect, "cannot connect to " + place + ": " + std::strerror(error));
}

task<Outcome<Connection>> connect_to(Context context, Address address, std::string place) {
    Connection connection(::socket(address.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_TCP));
    if (!connection.is_open()) {
        co_return not_connected(place, errno);
    }
    const int on = 1;
    ::setsockopt(connection.descriptor(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::connect(connection.descriptor(), reinterpret_cast<const sockaddr*>(&address.storage), address.length) == 0) {
        co_return connection;
    }
    if (errno != EINPROGRESS) {
        co_return not_connected(place, errno);
    }
    const auto attachment = context.driver().attach(connection.descriptor());
    std::array<Interest, 1> interests{Interest(*attachment, Readiness::Write)};
    const WaitOutcome outcome = co_await context.ready(interests);
    if (outcome != WaitOutcome::Ready) {
        co_return too_late(outcome, "connecting to " + place);
    }
    int error = 0;
    socklen_t length = sizeof error;
    ::getsockopt(connection.descriptor(), SOL_SOCKET, SO_ERROR, &error, &length);
    if (error != 0) {
        co_return not_connected(place, error);
    }
    co_return connection;
}

task<Outcome<Connection>> connect_to_any(Context context, const Origin& origin) {
    Resolver& resolver = context.state().service<Resolver>();
    const Outcome<std::vector<Address>> addresses = co_await resolver.resolve(context, origin.host);
    if (!addresses) {
        co_return addresses.error();
    }
    Failure last;
    for (const Address& address : *addresses) {
        const std::string place = address.text() + " port " + std::to_string(origin.port) + " (" + origin.host + ")";
        Outcome<Connection> connection = co_await connect_to(context, address.with_port(origin.port), place);
        if (connection) {
            co_return connection;
        }
        last = connection.error();
        if (last.kind != FailureKind::Connect) {
            break;
        }
    }
    co_return last;
}

/// Makes the TLS handshake on a connection that is open.
task<Outcome<void>> secure(Context context, Connection& connection, const Origin& origin,
                           const std::string& ca_bundle) {
    Outcome<std::shared_ptr<TlsContext>> tls = context.state().service<TlsContexts>().get(ca_bundle);
    if (!tls) {
        co_return tls.error();
    }
    connection.use_tls(std::make_unique<TlsSession>(*tls, origin, connection.descriptor()));
    const auto attachment = context.driver().attach(connection.descriptor());
    while (true) {
        const IoResult step = connection.tls()->handshake();
        if (step.kind == IoResult::Kind::Bytes) {
            co_return boost::system::in_place_value;
        }
        if (step.kind == IoResult::Kind::Closed || step.kind == IoResult::Kind::Failed) {
            const std::string reason = step.detail.empty() ? "the peer closed the connection" : step.detail;
            co_return Failure(connection.tls()->distrusts_peer() ? FailureKind::Untrusted : FailureKind::Tls,
                              "the TLS handshake with " + origin.host_header() + " failed: " + reason);
        }
        const Readiness readiness = step.kind == IoResult::Kind::WantRead ? Readiness::Read : Readiness::Write;
        std::array<Interest, 1> interests{Interest(*attachment, readiness)};
        const WaitOutcome outcome = co_await context.ready(interests);
        if (outcome != WaitOutcome::Ready) {
            co_return too_late(outcome, "the TLS handshake with " + origin.host_header());
        }
    }
}

}  // namespace

task<Outcome<Connection>> connect(Context context, const Origin& origin, const TransportSettings& settings) {
    const Context limited = context.within(settings.connect_timeout);
    Outcome<Connection> connection = co_await connect_to_any(limited, origin);
    if (connection && origin.is_tls()) {
        const Outcome<void> secured = co_await secure(limited, *connection, origin, settings.ca_bundle);
        if (!secured) {
            co_return secured.error();
        }
    }
    co_return connection;
}

}  // namespace dynoxx::http
