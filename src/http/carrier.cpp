#include "http/carrier.hpp"

#include <array>
#include <utility>

namespace dynoxx::http {

using runtime::Context;
using runtime::Interest;
using runtime::Readiness;
using runtime::task;
using runtime::WaitOutcome;

Carrier::Carrier(Context context, Connection& connection, Exchange& exchange, const Origin& origin,
                 std::chrono::milliseconds silence)
    : context_(context),
      connection_(&connection),
      exchange_(&exchange),
      origin_(&origin),
      silence_(silence),
      attachment_(context.driver().attach(connection.descriptor())) {}

task<void> Carrier::run(Carrier& self) {
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

task<void> Carrier::wait_for(Carrier& self, Readiness readiness) {
    std::array<Interest, 1> interests{Interest(*self.attachment_, readiness)};
    const WaitOutcome outcome = co_await self.context_.within(self.silence_).ready(interests);
    self.drained_ = false;
    self.check(outcome);
}

task<void> Carrier::wait_while_writing(Carrier& self, IoResult::Kind want) {
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

void Carrier::read(const std::string& broken) {
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

void Carrier::check(WaitOutcome outcome) {
    if (outcome == WaitOutcome::Cancelled) {
        exchange_->broken(Failure(FailureKind::Cancelled, "cancelled while waiting for " + origin_->host_header()));
    } else if (outcome == WaitOutcome::TimedOut) {
        const bool late = context_.deadline() <= context_.now();
        exchange_->broken(late
                              ? Failure(FailureKind::AttemptTimeout, origin_->host_header() + " did not answer in time")
                              : Failure(FailureKind::ReadTimeout, origin_->host_header() + " sent nothing for " +
                                                                      std::to_string(silence_.count()) + " ms"));
    }
}

}  // namespace dynoxx::http
