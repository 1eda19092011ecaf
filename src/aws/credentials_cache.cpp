#include "aws/credentials_cache.hpp"

#include "aws/error_mapping.hpp"
#include "aws/flight.hpp"
#include "aws/text.hpp"
#include "runtime/launch.hpp"
#include "runtime/state.hpp"

#include <algorithm>
#include <utility>

namespace dynoxx::aws {

namespace {

using namespace std::chrono_literals;
using runtime::Context;
using runtime::SystemTime;
using runtime::task;
using runtime::WaitOutcome;

constexpr auto mandatory_window = 60s;
constexpr auto shortest_pause = 300s;
constexpr auto longest_pause = 600s;
constexpr auto pause_near_end = 30s;
constexpr auto strict_window = 10s;
constexpr auto shortest_refusal = 1s;
constexpr auto longest_refusal = 5s;

/// Gives how long before their end credentials are refreshed early, by how long they live.
constexpr std::chrono::seconds advisory_window(SystemTime::duration lifetime) {
    if (lifetime <= 20min) {
        return 5min;
    }
    return lifetime < 90min ? 15min : 60min;
}

/// Says whether an error stays the same until somebody changes a file, a variable or the code.
bool is_refusal(const std::exception_ptr& failure) {
    try {
        std::rethrow_exception(failure);
    } catch (const Exception& exception) {
        const ErrorCode code = exception.error().code();
        return exception.error().kind() == ErrorKind::Configuration || code == ErrorCode::InvalidCredentials ||
               code == ErrorCode::ExpiredCredentials;
    } catch (...) {
        return false;
    }
}

}  // namespace

/// One fetch, those who wait for it, and what it gave.
struct CredentialsCache::Flight : aws::Flight {
    using aws::Flight::Flight;

    SharedCredentials fetched;
    std::exception_ptr failure;
    bool abandoned = false;
};

CredentialsCache::CredentialsCache(const runtime::System& system, std::shared_ptr<CredentialsProvider> provider,
                                   std::optional<std::chrono::seconds> advisory_window)
    : system_(system), provider_(std::move(provider)), advisory_window_(advisory_window) {}

CredentialsCache::Step CredentialsCache::next_step(const Moment& now, SharedCredentials& usable,
                                                   std::shared_ptr<Flight>& flight) {
    const bool is_valid = cached_ && now.wall < mandatory_at_;
    const bool is_under_way = flight_ && now.steady < flight_->ends_at();
    if (cached_ && (is_current(now) || (is_under_way && is_valid))) {
        usable = cached_;
        return Step::Use;
    }
    if (is_under_way) {
        flight = flight_;
        return Step::Join;
    }
    rethrow_refusal(now);
    usable = is_valid ? cached_ : nullptr;
    flight = flight_ = std::make_shared<Flight>(now.steady + longest_flight);
    return Step::Lead;
}

bool CredentialsCache::is_current(const Moment& now) const {
    if (!cached_->expiration || now.wall < advisory_at_) {
        return true;
    }
    const bool is_usable = cached_->refresh == RefreshRule::Stable || now.wall < *cached_->expiration;
    return is_usable && now.steady < next_refresh_allowed_at_;
}

void CredentialsCache::rethrow_refusal(const Moment& now) {
    if (refusal_ && now.steady < refusal_ends_at_) {
        std::rethrow_exception(refusal_);
    }
}

SharedCredentials CredentialsCache::current() {
    const std::lock_guard lock(mutex_);
    return cached_ && is_current(Moment(*system_.clock)) ? cached_ : nullptr;
}

task<SharedCredentials> CredentialsCache::get(Context context) {
    while (true) {
        SharedCredentials usable;
        std::shared_ptr<Flight> flight;
        std::shared_ptr<runtime::Waker> waker;
        runtime::SteadyTime ends_at = runtime::SteadyTime::max();
        Step step = Step::Use;
        {
            const std::lock_guard lock(mutex_);
            step = next_step(Moment(*system_.clock), usable, flight);
            if (step == Step::Join) {
                waker = flight->join(context.driver());
                ends_at = flight->ends_at();
            }
        }
        if (step == Step::Use) {
            co_return usable;
        }
        if (step == Step::Lead) {
            if (usable && lead_beside(context, flight)) {
                co_return usable;
            }
            co_return co_await lead(context, std::move(flight));
        }
        const WaitOutcome outcome = co_await context.until(ends_at).woken(*waker);
        const std::lock_guard lock(mutex_);
        flight->leave(waker);
        if (flight->landed() && !flight->abandoned) {
            if (flight->failure) {
                std::rethrow_exception(flight->failure);
            }
            co_return flight->fetched;
        }
        if (outcome == WaitOutcome::TimedOut && context.deadline() <= context.now()) {
            throw_error(Error(ErrorCode::TimedOut,
                              "Getting credentials took longer than the operation may take. "
                              "Check the source: " +
                                  provider_->describe() + "."));
        }
        if (outcome == WaitOutcome::Cancelled) {
            throw_error(Error(ErrorCode::Cancelled, "The operation was cancelled while it waited for credentials."));
        }
    }
}

/// Leads a flight on the I/O thread, so that no caller waits for it; says whether there is one.
bool CredentialsCache::lead_beside(const Context& context, const std::shared_ptr<Flight>& flight) {
    const std::shared_ptr<CredentialsCache> self = weak_from_this().lock();
    if (!self || !context.state().has_io_thread()) {
        return false;
    }
    runtime::run_async<SharedCredentials>(
        context.state().shared_from_this(), [self, flight](Context beside) { return self->lead(beside, flight); },
        [self, flight](const std::exception_ptr& failure, const SharedCredentials&) {
            if (!flight->landed()) {  // the runtime is being closed: it was never led
                static_cast<void>(self->land(*flight, nullptr, failure, Landing::Abandoned));
            }
        },
        runtime::State::CallKind::Background);
    return true;
}

task<SharedCredentials> CredentialsCache::lead(Context context, std::shared_ptr<Flight> flight) {
    const Context limited = context.within(longest_flight);
    limit(*flight, limited.deadline());
    SharedCredentials fetched;
    std::exception_ptr failure;
    Landing landing = Landing::Arrived;
    try {
        fetched = co_await provider_->load(limited);
    } catch (...) {
        failure = std::current_exception();
        landing = is_refusal(failure) ? Landing::Refused : Landing::Failed;
    }
    if (const std::optional<Error> defect = failure ? std::nullopt : defect_of(fetched)) {
        failure = to_exception_ptr(*defect);
        landing = Landing::Failed;
    }
    // The leader's own deadline or cancellation says nothing about the source: the next waiter tries again.
    if (failure && (context.driver().cancelled() || context.deadline() <= context.now())) {
        landing = Landing::Abandoned;
    }
    SharedCredentials result = land(*flight, std::move(fetched), failure, landing);
    if (!result) {
        std::rethrow_exception(failure);
    }
    co_return result;
}

/// Takes note of the time that a leader really has: its own call may end earlier.
void CredentialsCache::limit(Flight& flight, runtime::SteadyTime deadline) {
    const std::lock_guard lock(mutex_);
    flight.set_deadline(deadline);
}

std::optional<Error> CredentialsCache::defect_of(const SharedCredentials& fetched) const {
    if (!fetched) {
        return no_credentials_error("looked at: " + provider_->describe());
    }
    if (!is_header_word(fetched->access_key_id) || !is_header_word(fetched->session_token.reveal())) {
        return Error(ErrorCode::InvalidCredentials,
                     "The credentials from " + fetched->source +
                         " have a line end, a blank or another character that no header can carry. Copy them again.");
    }
    if (fetched->expiration && *fetched->expiration <= system_.clock->system_now()) {
        return Error(ErrorCode::ExpiredCredentials, "The credentials from " + fetched->source +
                                                        " have expired already. Refresh them, and check the clock.");
    }
    return std::nullopt;
}

SharedCredentials CredentialsCache::land(Flight& flight, SharedCredentials fetched, std::exception_ptr failure,
                                         Landing landing) {
    const std::lock_guard lock(mutex_);
    if (flight_.get() != &flight) {  // it took too long, and another call has taken the lead
        flight.abandoned = true;
        flight.land();
        return fetched;
    }
    const Moment now(*system_.clock);
    if (landing == Landing::Arrived) {
        accept(std::move(fetched), now);
    } else if (landing == Landing::Refused) {
        refusal_ = failure;
        refusal_ends_at_ = now.steady + between(shortest_refusal, longest_refusal);
    } else if (landing == Landing::Failed && cached_ && cached_->refresh == RefreshRule::Stable) {
        next_refresh_allowed_at_ = now.steady + between(shortest_pause, longest_pause);
        failure = nullptr;
    }
    const bool usable = !failure || (landing == Landing::Abandoned && cached_ && now.wall < mandatory_at_);
    flight.abandoned = landing == Landing::Abandoned;
    flight.fetched = usable ? cached_ : nullptr;
    flight.failure = usable ? nullptr : failure;
    flight.land();
    const std::shared_ptr<Flight> landed = std::exchange(flight_, nullptr);
    return landed->fetched;
}

runtime::SteadyTime::duration CredentialsCache::between(runtime::SteadyTime::duration shortest,
                                                        runtime::SteadyTime::duration longest) {
    const std::chrono::duration<double> share = (longest - shortest) * system_.random->uniform();
    return shortest + std::chrono::duration_cast<runtime::SteadyTime::duration>(share);
}

void CredentialsCache::accept(SharedCredentials fetched, const Moment& now) {
    cached_ = std::move(fetched);
    next_refresh_allowed_at_ = runtime::SteadyTime::min();
    refusal_ = nullptr;
    if (!cached_->expiration) {
        return;
    }
    const SystemTime::duration lifetime = *cached_->expiration - now.wall;
    if (cached_->refresh == RefreshRule::Strict) {
        mandatory_at_ = advisory_at_ = *cached_->expiration - strict_window;
    } else {
        mandatory_at_ = *cached_->expiration - mandatory_window;
        advisory_at_ = *cached_->expiration - advisory_window_.value_or(advisory_window(lifetime));
    }
    if (advisory_at_ <= now.wall) {
        next_refresh_allowed_at_ = now.steady + std::min<SystemTime::duration>(pause_near_end, lifetime);
    }
}

bool CredentialsCache::invalidate(std::string_view access_key_id) {
    const std::lock_guard lock(mutex_);
    if (cached_ && cached_->expiration && cached_->access_key_id == access_key_id) {
        advisory_at_ = {};
        mandatory_at_ = {};
    }
    return cached_ && cached_->expiration;
}

CredentialsCaches::CredentialsCaches(runtime::State& state) : system_(state.system()) {}

}  // namespace dynoxx::aws
