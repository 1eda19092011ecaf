#include "http/transport.hpp"

#include "http/carrier.hpp"
#include "http/connection_limits.hpp"
#include "http/connector.hpp"
#include "http/exchange.hpp"
#include "http/pool.hpp"
#include "runtime/state.hpp"

#include <optional>

namespace dynoxx::http {

namespace {

using runtime::Context;
using runtime::task;

void append_key(std::string& key, const Origin& origin) {
    key.append(origin.scheme).append(" ").append(origin.host).append(" ").append(std::to_string(origin.port));
}

/// Gives all that tells connections apart.
std::string pool_key(const Origin& origin, const Proxy* proxy, const TransportSettings& settings) {
    const TlsSettings& tls = settings.tls;
    std::string key;
    key.reserve(origin.host.size() + tls.ca_bundle.size() + 16);
    append_key(key, origin);
    for (const std::string* file : {&tls.ca_bundle, &tls.client_certificate, &tls.client_key}) {
        if (!file->empty()) {
            key.append(file == &tls.ca_bundle ? " trusts " : " has ").append(*file);
        }
    }
    if (tls.only_tls_1_3) {
        key.append(" 1.3");
    }
    if (settings.tcp_keepalive) {
        key.append(" alive");
    }
    if (proxy != nullptr) {
        key.append(" by ");
        append_key(key, proxy->origin);
        key.append(" ").append(proxy->user_key);
    }
    return key;
}

/// Notes how often the request went out, and through which proxy it failed.
Outcome<Response> with_way(Outcome<Response> answer, const Proxy* proxy, int sends) {
    if (!answer) {
        Failure failure = proxy != nullptr ? through(*proxy, answer.error()) : answer.error();
        failure.sends = sends;
        return failure;
    }
    if (proxy != nullptr && answer->status == 407) {
        Failure failure = through(*proxy, unknown_user(*proxy));
        failure.sends = sends;
        return failure;
    }
    answer->sends = sends;
    return answer;
}

class NetworkTransport final : public Transport {
 public:
    task<Outcome<Response>> send(Context context, const Origin& origin, const Request& request,
                                 const TransportSettings& settings) override {
        return send_pooled(context, origin, request, settings);
    }

 private:
    static task<Outcome<Response>> send_pooled(Context context, const Origin& origin, const Request& request,
                                               const TransportSettings& settings) {
        const Proxy* const proxy = settings.proxies.select(origin);
        const std::string key = pool_key(origin, proxy, settings);
        std::optional<ConnectionLimits::Place> place;  // given up after the connection
        if (settings.max_connections != 0) {
            ConnectionLimits& limits = context.state().service<ConnectionLimits>();
            Outcome<ConnectionLimits::Place> entered = co_await limits.enter(context, key, settings.max_connections);
            if (!entered) {
                co_return with_way(entered.error(), proxy, 0);
            }
            place.emplace(std::move(*entered));
        }
        Pool& pool = context.state().service<Pool>();
        std::optional<Connection> connection = pool.lease(key);
        bool reused = connection.has_value();
        int sends = 1;
        while (true) {
            if (!connection) {
                Outcome<Connection> fresh = co_await connect(context, origin, proxy, settings);
                if (!fresh) {
                    co_return with_way(fresh.error(), proxy, sends);
                }
                connection = std::move(*fresh);
            }
            Exchange exchange(origin, request, origin.is_tls() ? nullptr : proxy);
            {
                Carrier carrier(context, *connection, exchange, origin, settings.read_timeout);
                co_await Carrier::run(carrier);
            }
            const bool untouched = exchange.untouched();
            const bool reusable = exchange.reusable();
            const bool was_sent = exchange.output().empty();
            Outcome<Response> answer = exchange.take();
            const bool broke = reused && untouched && !answer && answer.error().kind == FailureKind::Io;
            if (broke && (request.repeatable || !was_sent)) {
                connection.reset();
                reused = false;
                sends += was_sent ? 1 : 0;
                continue;
            }
            if (reusable) {
                pool.give_back(key, std::move(*connection), settings.max_idle_connections);
            }
            co_return with_way(std::move(answer), proxy, sends);
        }
    }
};

}  // namespace

Transport& network_transport() {
    static NetworkTransport* const transport = new NetworkTransport();
    return *transport;
}

}  // namespace dynoxx::http
