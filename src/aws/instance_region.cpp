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

InstancePlace unknown(std::string why) {
    InstancePlace place;
    place.missing = std::move(why);
    return place;
}

task<InstancePlace> ask(Context context, const AwsConfig& config, http::Transport& transport) {
    ImdsClient client(imds_settings(config), transport);
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
    if (imds_settings(config).disabled) {
        co_return unknown("AWS_EC2_METADATA_DISABLED is true");  // says nothing about the machine
    }
    while (true) {
        std::shared_ptr<runtime::Waker> waker;
        {
            const std::lock_guard lock(self.mutex_);
            if (self.place_) {
                co_return *self.place_;
            }
            if (std::exchange(self.asking_, true)) {
                waker = context.driver().make_waker();
                self.waiting_.push_back(waker);
            }
        }
        if (!waker) {
            co_return co_await lead(context, self, config, transport);
        }
        const WaitOutcome outcome = co_await context.woken(*waker);
        if (outcome != WaitOutcome::Ready) {
            throw_error(outcome == WaitOutcome::Cancelled
                            ? Error(ErrorCode::Cancelled, "The operation was cancelled while it waited for the region.")
                            : Error(ErrorCode::TimedOut,
                                    "Asking instance metadata for the region took longer than the operation may take. "
                                    "Set a region."));
        }
    }
}

task<InstancePlace> InstanceRegion::lead(Context context, InstanceRegion& self, const AwsConfig& config,
                                         http::Transport& transport) {
    std::optional<InstancePlace> place;
    std::exception_ptr failure;
    try {
        place = co_await ask(context, config, transport);
    } catch (const CredentialsException& refusal) {  // as good as a service that knows no region
        place = unknown(refusal.error().message());
    } catch (...) {
        failure = std::current_exception();
    }
    self.land(place);  // nothing: whoever waits asks
    if (failure) {
        std::rethrow_exception(failure);
    }
    co_return *place;
}

void InstanceRegion::land(std::optional<InstancePlace> place) {
    const std::lock_guard lock(mutex_);
    place_ = std::move(place);
    asking_ = false;
    for (const std::shared_ptr<runtime::Waker>& waker : waiting_) {
        waker->wake();
    }
    waiting_.clear();
}

}  // namespace dynoxx::aws
