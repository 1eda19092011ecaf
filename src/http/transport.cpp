#include "http/transport.hpp"

#include "http/connector.hpp"
#include "http/exchange.hpp"
#include "http/pool.hpp"
#include "runtime/state.hpp"

#include <array>

namespace dynoxx::http {

namespace {

using runtime::Context;
using runtime::Interest;
using runtime::Readiness;
using runtime::task;
using runtime::WaitOutcome;

std::string pool_key(const Origin& origin, const TransportSettings& settings) {
    std::string key;
    key.reserve(origin.host.size() + settings.ca_bundle.size() + 16);
    key.append(origin.scheme).append(" ").append(origin.host).append(" ").append(std::to_string(origin.port));
    if (!settings.ca_bundle.empty()) {
        key.append(" ").append(settings.ca_bundle);
    }
    return key;
}

/// Notes how often the request went out.
Outcome<Response> with_sends(Outcome<Response> answer, int sends) {
    if (!answer) {
        Failure failure = answer.error();
        failure.sends = sends;
        return failure;
    }
    answer->sends = sends;
    return answer;
}

/// Drives an exchange over a connection: writes first and waits only when the socket says so.
class Carrier {
 public:
    Carrier(Context context, Connection& connection, Exchange& exchange, const Origin& origin,
            std::chrono::milliseconds silence)
        : context_(context),
          connection_(&connection),
          exchange_(&exchange),
          origin_(&origin),
          silence_(silence),
          attachment_(context.driver().attach(connection.descriptor())) {}

    static task<void> run(Carrier& self) {
        while (!self.exchange_->finished()) {
            const std::string_view output = self.exchange_->output();
            if (!output.empty()) {
                const IoResult result = self.connection_->write(output);
                if (result.kind == IoResult::Kind::Bytes) {
                    self.exchange_->written(result.bytes);
                } else if (result.kind == IoResult::Kind::WantRead || result.kind == IoResult::Kind::WantWrite) {
                    co_await wait_while_writing(self, result.kind);
                } else {
                    // The answer may be here already: a service that refuses a body answers and closes.
                    self.read(result.detail.empty() ? "the peer closed the connection" : result.detail);
                }
                continue;
            }
            if (!self.connection_->has_pending() || self.drained_) {
                co_await wait_for(self, Readiness::Read);
            }
            if (!self.exchange_->finished()) {  // the wait may have ended by a time-out or a cancellation
                self.read({});
            }
        }
    }

 private:
    static task<void> wait_for(Carrier& self, Readiness readiness) {
        std::array<Interest, 1> interests{Interest(*self.attachment_, readiness)};
        const WaitOutcome outcome = co_await self.context_.within(self.silence_).ready(interests);
        self.drained_ = false;
        self.check(outcome);
    }

    /// Waits until more can be written; an answer that comes before the request is whole is read.
    static task<void> wait_while_writing(Carrier& self, IoResult::Kind want) {
        if (want == IoResult::Kind::WantRead) {
            co_await wait_for(self, Readiness::Read);
            co_return;
        }
        std::array<Interest, 2> interests{Interest(*self.attachment_, Readiness::Write),
                                          Interest(*self.attachment_, Readiness::Read)};
        const WaitOutcome outcome = co_await self.context_.within(self.silence_).ready(interests);
        self.drained_ = false;
        self.check(outcome);
        if (outcome == WaitOutcome::Ready && interests[1].ready) {
            self.read({});
        }
    }

    /// Reads once. `broken` is why writing failed, if it did: nothing to read then means that the connection is gone.
    void read(const std::string& broken) {
        const IoResult result = connection_->read(exchange_->input());
        switch (result.kind) {
            case IoResult::Kind::Bytes:
                exchange_->received(result.bytes);
                return;
            case IoResult::Kind::Closed:
                if (broken.empty() || !exchange_->untouched()) {  // an answer without a length ends here
                    exchange_->closed();
                    return;
                }
                break;
            case IoResult::Kind::Failed:
                exchange_->broken(Failure(FailureKind::Io, place() + " broke: " + result.detail));
                return;
            case IoResult::Kind::WantRead:
            case IoResult::Kind::WantWrite:
                drained_ = true;
                break;
        }
        if (!broken.empty()) {
            exchange_->broken(Failure(FailureKind::Io, place() + " broke: " + broken));
        }
    }

    void check(WaitOutcome outcome) {
        if (outcome == WaitOutcome::Cancelled) {
            exchange_->broken(Failure(FailureKind::Cancelled, "cancelled while waiting for " + origin_->host_header()));
        } else if (outcome == WaitOutcome::TimedOut) {
            const bool late = context_.deadline() <= context_.now();
            exchange_->broken(
                late ? Failure(FailureKind::AttemptTimeout, origin_->host_header() + " did not answer in time")
                     : Failure(FailureKind::ReadTimeout, origin_->host_header() + " sent nothing for " +
                                                             std::to_string(silence_.count()) + " ms"));
        }
    }

    [[nodiscard]] std::string place() const { return "the connection to " + origin_->host_header(); }

    Context context_;
    Connection* connection_;
    Exchange* exchange_;
    const Origin* origin_;
    std::chrono::milliseconds silence_;
    std::unique_ptr<runtime::Attachment> attachment_;
    bool drained_ = false;
};

class NetworkTransport final : public Transport {
 public:
    task<Outcome<Response>> send(Context context, const Origin& origin, const Request& request,
                                 const TransportSettings& settings) override {
        return send_pooled(context, origin, request, settings);
    }

 private:
    static task<Outcome<Response>> send_pooled(Context context, const Origin& origin, const Request& request,
                                               const TransportSettings& settings) {
        Pool& pool = context.state().service<Pool>();
        const std::string key = pool_key(origin, settings);
        std::optional<Connection> connection = pool.lease(key);
        bool reused = connection.has_value();
        int sends = 1;
        while (true) {
            if (!connection) {
                Outcome<Connection> fresh = co_await connect(context, origin, settings);
                if (!fresh) {
                    co_return with_sends(fresh.error(), sends);
                }
                connection = std::move(*fresh);
            }
            Exchange exchange(origin, request);
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
                pool.give_back(key, std::move(*connection));
            }
            co_return with_sends(std::move(answer), sends);
        }
    }
};

}  // namespace

Transport& network_transport() {
    static NetworkTransport* const transport = new NetworkTransport();
    return *transport;
}

}  // namespace dynoxx::http
