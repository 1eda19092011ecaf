#include "aws/token_refresh.hpp"

#include <exception>
#include <utility>

namespace dynoxx::aws {

namespace {

using namespace std::chrono_literals;
using runtime::Context;
using runtime::task;
using runtime::WaitOutcome;

constexpr auto refresh_window = 5min;
constexpr auto refresh_pause = 30s;

bool is_near_end(const Context& context, const SessionToken& token) {
    return token.expires_at - context.system().clock->system_now() < refresh_window;
}

bool has_ended(const Context& context, const SessionToken& token) {
    return token.expires_at <= context.system().clock->system_now();
}

/// Says whether a refresh was refused, so that only a new sign-in helps.
bool is_refusal(const std::optional<Error>& failure) {
    return !failure || (failure->service().http_status / 100 == 4 && failure->code() != ErrorCode::Throttled);
}

}  // namespace

task<SharedToken> TokenRefresh::get(Context context, TokenSession& session) {
    return find(context, *this, session);
}

task<SharedToken> TokenRefresh::find(Context context, TokenRefresh& self, TokenSession& session) {
    while (true) {
        SharedToken token = self.read(context.system(), session);
        std::shared_ptr<Flight> flight;
        std::shared_ptr<runtime::Waker> waker;
        const Step step = self.next_step(context, *token, flight, waker);
        if (step == Step::Wait) {
            co_await wait(context, self, std::move(flight), std::move(waker));
            continue;
        }
        if (step == Step::Lead) {
            SharedToken refreshed = co_await lead(context, self, session, token, std::move(flight));
            if (refreshed) {
                co_return refreshed;
            }
        }
        if (has_ended(context, *token)) {
            token = self.read(context.system(), session);  // another program may have renewed it meanwhile
        }
        if (has_ended(context, *token)) {
            throw_error(self.ended(*token, session));
        }
        co_return token;
    }
}

TokenRefresh::Step TokenRefresh::next_step(const Context& context, const SessionToken& token,
                                           std::shared_ptr<Flight>& flight, std::shared_ptr<runtime::Waker>& waker) {
    if (!token.can_refresh || !is_near_end(context, token)) {
        return Step::Use;
    }
    const runtime::SteadyTime now = context.now();
    const std::lock_guard lock(mutex_);
    if (flight_ && now < flight_->ends_at()) {
        flight = flight_;
        waker = flight->join(context.driver());
        return Step::Wait;
    }
    if (!flight_ && begun_ && now - *begun_ < refresh_pause) {
        return Step::Use;
    }
    begun_ = now;
    failure_.reset();
    flight = flight_ = std::make_shared<Flight>(context.within(longest_flight).deadline());
    return Step::Lead;
}

/// Gives null if the refresh failed.
task<SharedToken> TokenRefresh::lead(Context context, TokenRefresh& self, TokenSession& session, SharedToken token,
                                     std::shared_ptr<Flight> flight) {
    const Context limited = context.within(longest_flight);
    SharedToken refreshed;
    std::optional<Error> failure;
    std::exception_ptr ending;
    try {
        refreshed = co_await session.refresh(limited, token);
        self.keep(session.write_back(context.system(), *refreshed), *token, refreshed);
    } catch (const Exception& exception) {
        failure = exception.error();
        if (context.driver().cancelled() || context.deadline() <= context.now()) {
            ending = std::current_exception();  // the call has ended: that says nothing about the session
        }
    } catch (...) {
        ending = std::current_exception();
    }
    self.land(*flight, std::move(failure), ending ? Landing::Abandoned : Landing::Arrived);
    if (ending) {
        std::rethrow_exception(ending);
    }
    co_return refreshed;
}

task<void> TokenRefresh::wait(Context context, TokenRefresh& self, std::shared_ptr<Flight> flight,
                              std::shared_ptr<runtime::Waker> waker) {
    const WaitOutcome outcome = co_await context.until(flight->ends_at()).woken(*waker);
    {
        const std::lock_guard lock(self.mutex_);
        flight->leave(waker);
    }
    if (outcome == WaitOutcome::Cancelled) {
        throw_error(Error(ErrorCode::Cancelled, "The operation was cancelled while a sign-in session was refreshed."));
    }
    if (outcome == WaitOutcome::TimedOut && context.deadline() <= context.now()) {
        throw_error(
            Error(ErrorCode::TimedOut, "Refreshing a sign-in session took longer than the operation may take."));
    }
}

SharedToken TokenRefresh::read(const runtime::System& system, const TokenSession& session) {
    SharedToken in_file = session.read(system);
    const std::lock_guard lock(mutex_);
    if (kept_ && replaces_ != in_file->expires_at) {
        kept_.reset();  // somebody has signed in again
    }
    return kept_ ? kept_ : in_file;
}

void TokenRefresh::keep(bool is_in_file, const SessionToken& old, SharedToken refreshed) {
    const std::lock_guard lock(mutex_);
    if (is_in_file) {
        kept_.reset();
        return;
    }
    if (!kept_) {
        replaces_ = old.expires_at;
    }
    kept_ = std::move(refreshed);
}

void TokenRefresh::land(Flight& flight, std::optional<Error> failure, Landing landing) {
    const std::lock_guard lock(mutex_);
    flight.land();
    if (flight_.get() != &flight) {
        return;  // it took too long, and another call has taken the lead
    }
    flight_.reset();
    if (landing == Landing::Abandoned) {
        begun_.reset();  // the next call may try at once
    } else {
        failure_ = std::move(failure);
    }
}

Error TokenRefresh::ended(const SessionToken& token, const TokenSession& session) {
    const std::lock_guard lock(mutex_);
    const std::optional<Error> failure = token.can_refresh ? failure_ : std::nullopt;
    Error error(is_refusal(failure) ? ErrorCode::ExpiredCredentials : ErrorCode::CredentialsSourceFailed,
                session.ended());
    if (failure) {
        error.with_cause(failure->what());
    }
    return error;
}

}  // namespace dynoxx::aws
