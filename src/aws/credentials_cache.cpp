#include "aws/credentials_cache.hpp"

#include "aws/error_mapping.hpp"
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

/// Gives how long before their end credentials are refreshed early, by how long they live.
constexpr std::chrono::seconds advisory_window(SystemTime::duration lifetime) {
    if (lifetime <= 20min) {
        return 5min;
    }
    return lifetime < 90min ? 15min : 60min;
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

CredentialsCache::CredentialsCache(const runtime::System& system, std::shared_ptr<CredentialsProvider> provider)
    : system_(system), provider_(std::move(provider)) {}

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
    flight = flight_ = std::make_shared<Flight>();
    return Step::Lead;
}

bool CredentialsCache::is_current(SystemTime now) const {
    return !cached_->expiration || now < advisory_at_ || now < next_refresh_allowed_at_;
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

task<SharedCredentials> CredentialsCache::lead(Context context, std::shared_ptr<Flight> flight) {
    const Context limited = context.within(load_timeout);
    SharedCredentials fetched;
    std::exception_ptr failure;
    try {
        fetched = co_await provider_->load(limited);
        if (!fetched) {
            throw_error(no_credentials_error("looked at: " + provider_->describe()));
        }
        if (fetched->expiration && *fetched->expiration <= system_.clock->system_now()) {
            throw_error(
                Error(ErrorCode::ExpiredCredentials, "The credentials from " + fetched->source +
                                                         " have expired already. Refresh them, and check the clock."));
        }
    } catch (...) {
        failure = std::current_exception();
    }
    // The leader's own deadline or cancellation says nothing about the source: the next waiter tries again.
    const bool abandoned = failure && (context.driver().cancelled() || context.deadline() <= context.now());
    SharedCredentials result = land(*flight, std::move(fetched), failure, abandoned);
    if (!result) {
        std::rethrow_exception(failure);
    }
    co_return result;
}

SharedCredentials CredentialsCache::land(Flight& flight, SharedCredentials fetched, std::exception_ptr failure,
                                         bool abandoned) {
    const std::lock_guard lock(mutex_);
    const SystemTime now = system_.clock->system_now();
    if (!failure) {
        accept(std::move(fetched), now);
    } else if (cached_ && !abandoned) {
        const double share = system_.random->uniform();
        next_refresh_allowed_at_ = now + shortest_pause +
                                   std::chrono::duration_cast<SystemTime::duration>(
                                       std::chrono::duration<double>(longest_pause - shortest_pause) * share);
        failure = nullptr;
    }
    const bool usable = !failure || (abandoned && cached_ && now < mandatory_at_);
    flight.landed = true;
    flight.abandoned = abandoned;
    flight.fetched = usable ? cached_ : nullptr;
    flight.failure = usable ? nullptr : failure;
    flight_.reset();
    for (const std::shared_ptr<runtime::Waker>& waker : flight.waiting) {
        waker->wake();
    }
    return flight.fetched;
}

void CredentialsCache::accept(SharedCredentials fetched, SystemTime now) {
    cached_ = std::move(fetched);
    next_refresh_allowed_at_ = {};
    if (cached_->expiration) {
        mandatory_at_ = *cached_->expiration - mandatory_window;
        advisory_at_ = *cached_->expiration - advisory_window(*cached_->expiration - now);
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
