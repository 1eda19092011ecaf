#include "aws/instance_region.hpp"

#include <dynoxx/error.hpp>

#include "aws/imds_client.hpp"
#include "aws/partition.hpp"
#include "aws/text.hpp"

#include <exception>
#include <utility>

namespace dynoxx::aws {

namespace {

using http::Outcome;
using runtime::Context;
using runtime::task;
using runtime::WaitOutcome;

using namespace std::chrono_literals;

/// How long a service that gave no region is not asked again.
constexpr std::chrono::duration<double> shortest_pause = 1s;
constexpr std::chrono::duration<double> longest_pause = 5s;

InstancePlace unknown(std::string why) {
    InstancePlace place;
    place.missing = std::move(why);
    return place;
}

/// Tells services, and ways to ask them, apart.
std::string key_of(const ImdsSettings& settings) {
    return settings.origin.scheme + "://" + settings.origin.host_header() + settings.base_path +
           (settings.v1_disabled ? " by tokens only" : "");
}

task<InstancePlace> ask(Context context, ImdsSettings settings, http::Transport& transport) {
    ImdsClient client(settings, transport);
    Outcome<http::Response> answer = co_await client.get(context, "/latest/meta-data/placement/region");
    if (!answer) {
        co_return unknown(answer.error().detail);
    }
    const std::string_view region = trim(answer->body);
    if (answer->status != 200 || !is_host_label(region)) {
        co_return unknown("it answered no region, with HTTP status " + std::to_string(answer->status));
    }
    InstancePlace place;
    place.region = region;
    co_return place;
}

}  // namespace

InstanceRegion::InstanceRegion(runtime::State&) {}

task<InstancePlace> InstanceRegion::get(Context context, const AwsConfig& config, http::Transport& transport) {
    return wait_or_ask(context, *this, config, transport);
}

task<InstancePlace> InstanceRegion::wait_or_ask(Context context, InstanceRegion& self, const AwsConfig& config,
                                                http::Transport& transport) {
    ImdsSettings settings = imds_settings(config);
    if (settings.disabled) {
        co_return unknown("AWS_EC2_METADATA_DISABLED is true");  // says nothing about the machine
    }
    while (true) {
        std::shared_ptr<Flight> flight;
        std::shared_ptr<runtime::Waker> waker;
        {
            const std::lock_guard lock(self.mutex_);
            Known& known = self.known_[key_of(settings)];
            if (known.place && context.now() < known.known_until) {
                co_return *known.place;
            }
            if (known.flight && context.now() < known.flight->ends_at()) {
                flight = known.flight;
                waker = flight->join(context.driver());
            } else {
                flight = known.flight = std::make_shared<Flight>(context.within(longest_flight).deadline());
            }
        }
        if (!waker) {
            co_return co_await lead(context, self, std::move(settings), transport, std::move(flight));
        }
        const WaitOutcome outcome = co_await context.until(flight->ends_at()).woken(*waker);
        {
            const std::lock_guard lock(self.mutex_);
            flight->leave(waker);
        }
        if (outcome == WaitOutcome::Cancelled) {
            throw_error(Error(ErrorCode::Cancelled, "The operation was cancelled while it waited for the region."));
        }
        if (outcome == WaitOutcome::TimedOut && context.deadline() <= context.now()) {
            throw_error(Error(ErrorCode::TimedOut,
                              "Asking instance metadata for the region took longer than the operation may take. Set a "
                              "region."));
        }
    }
}

task<InstancePlace> InstanceRegion::lead(Context context, InstanceRegion& self, ImdsSettings settings,
                                         http::Transport& transport, std::shared_ptr<Flight> flight) {
    std::optional<InstancePlace> place;
    std::exception_ptr failure;
    try {
        place = co_await ask(context, settings, transport);
    } catch (const CredentialsException& refusal) {  // as good as a service that knows no region
        place = unknown(refusal.error().message());
    } catch (...) {
        failure = std::current_exception();
    }
    self.land(context, settings, *flight, place);  // nothing: whoever waits asks
    if (failure) {
        std::rethrow_exception(failure);
    }
    co_return *place;
}

void InstanceRegion::land(const Context& context, const ImdsSettings& settings, Flight& flight,
                          std::optional<InstancePlace> place) {
    const std::lock_guard lock(mutex_);
    flight.land();
    Known& known = known_[key_of(settings)];
    if (known.flight.get() == &flight) {
        known.flight.reset();
    }
    if (!place) {
        return;
    }
    const bool is_failure = place->region.empty();
    const double share = context.system().random->uniform();
    const std::chrono::duration<double> pause = shortest_pause + (longest_pause - shortest_pause) * share;
    known.known_until =
        is_failure ? context.now() + std::chrono::ceil<std::chrono::milliseconds>(pause) : runtime::SteadyTime::max();
    known.place = std::move(place);
}

}  // namespace dynoxx::aws
