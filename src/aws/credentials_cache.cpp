#include "aws/credentials_cache.hpp"

#include "aws/error_mapping.hpp"
#include "aws/text.hpp"
#include "runtime/launch.hpp"
#include "runtime/state.hpp"

#include <algorithm>

namespace dynoxx::aws {

namespace {

using namespace std::chrono_literals;
using runtime::Context;
using runtime::SystemTime;
using runtime::task;
using runtime::WaitOutcome;

constexpr auto mandatory_window = 60s;
constexpr auto load_timeout = 22s;
constexpr auto shortest_pause = 300s;
constexpr auto longest_pause = 600s;
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

/// One fetch and those who wait for it.
struct CredentialsCache::Flight {
    Flight() {}

    std::vector<std::shared_ptr<runtime::Waker>> waiting;
    SharedCredentials fetched;
    std::exception_ptr failure;
    bool landed = false;
    bool abandoned = false;
};

CredentialsCache::CredentialsCache(const runtime::System& system, std::shared_ptr<CredentialsProvider> provider,
                                   std::optional<std::chrono::seconds> advisory_window)
    : system_(system), provider_(std::move(provider)), advisory_window_(advisory_window) {}

CredentialsCache::Step CredentialsCache::next_step(SystemTime now, SharedCredentials& usable,
                                                   std::shared_ptr<Flight>& flight) {
    if (cached_ && (is_current(now) || (flight_ && now < mandatory_at_))) {
        usable = cached_;
        return Step::Use;
    }
    if (flight_) {
        flight = flight_;
        return Step::Join;
    }
    rethrow_refusal(now);
    usable = cached_ && now < mandatory_at_ ? cached_ : nullptr;
    flight = flight_ = std::make_shared<Flight>();
    return Step::Lead;
}

bool CredentialsCache::is_current(SystemTime now) const {
    return !cached_->expiration || now < advisory_at_ || now < next_refresh_allowed_at_;
}

void CredentialsCache::rethrow_refusal(SystemTime now) {
    if (refusal_ && now < refusal_ends_at_) {
        std::rethrow_exception(refusal_);
    }
}

SharedCredentials CredentialsCache::current() {
    const std::lock_guard lock(mutex_);
    return cached_ && is_current(system_.clock->system_now()) ? cached_ : nullptr;
}

task<SharedCredentials> CredentialsCache::get(Context context) {
    while (true) {
        SharedCredentials usable;
        std::shared_ptr<Flight> flight;
        std::shared_ptr<runtime::Waker> waker;
        Step step = Step::Use;
        {
            const std::lock_guard lock(mutex_);
            step = next_step(system_.clock->system_now(), usable, flight);
            if (step == Step::Join) {
                waker = context.driver().make_waker();
                flight->waiting.push_back(waker);
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
        const WaitOutcome outcome = co_await context.woken(*waker);
        const std::lock_guard lock(mutex_);
        std::erase(flight->waiting, waker);
        if (flight->landed && !flight->abandoned) {
            if (flight->failure) {
                std::rethrow_exception(flight->failure);
            }
            co_return flight->fetched;
        }
        if (outcome == WaitOutcome::TimedOut) {
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
            if (!flight->landed) {  // the runtime is being closed: it was never led
                static_cast<void>(self->land(*flight, nullptr, failure, Landing::Abandoned));
            }
        });
    return true;
}

task<SharedCredentials> CredentialsCache::lead(Context context, std::shared_ptr<Flight> flight) {
    const Context limited = context.within(load_timeout);
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
    const SystemTime now = system_.clock->system_now();
    if (landing == Landing::Arrived) {
        accept(std::move(fetched), now);
    } else if (landing == Landing::Refused) {
        refusal_ = failure;
        refusal_ends_at_ = now + between(shortest_refusal, longest_refusal);
    } else if (landing == Landing::Failed && cached_ && cached_->refresh == RefreshRule::Stable) {
        next_refresh_allowed_at_ = now + between(shortest_pause, longest_pause);
        failure = nullptr;
    }
    const bool usable = !failure || (landing == Landing::Abandoned && cached_ && now < mandatory_at_);
    flight.landed = true;
    flight.abandoned = landing == Landing::Abandoned;
    flight.fetched = usable ? cached_ : nullptr;
    flight.failure = usable ? nullptr : failure;
    flight_.reset();
    for (const std::shared_ptr<runtime::Waker>& waker : flight.waiting) {
        waker->wake();
    }
    return flight.fetched;
}

SystemTime::duration CredentialsCache::between(SystemTime::duration shortest, SystemTime::duration longest) {
    const std::chrono::duration<double> share = (longest - shortest) * system_.random->uniform();
    return shortest + std::chrono::duration_cast<SystemTime::duration>(share);
}

void CredentialsCache::accept(SharedCredentials fetched, SystemTime now) {
    cached_ = std::move(fetched);
    next_refresh_allowed_at_ = {};
    refusal_ = nullptr;
    if (!cached_->expiration) {
        return;
    }
    if (cached_->refresh == RefreshRule::Strict) {
        mandatory_at_ = advisory_at_ = *cached_->expiration - strict_window;
    } else {
        mandatory_at_ = *cached_->expiration - mandatory_window;
        advisory_at_ = *cached_->expiration - advisory_window_.value_or(advisory_window(*cached_->expiration - now));
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
