#include "client/client_core.hpp"

#include "client/flow.hpp"
#include "runtime/launch.hpp"
#include "runtime/state.hpp"

namespace dynoxx::detail {

ClientCore::ClientCore(AwsOptions options, Runtime runtime, http::Transport& transport)
    : options_(std::move(options)), runtime_(std::move(runtime)), transport_(transport) {}

std::shared_ptr<ClientState> ClientCore::state() {
    return state_.get([this] { return runtime_.state()->service<ClientStates>().make(options_, transport_); });
}

aws::CallSettings settings_of(const CallTarget& target) {
    aws::CallSettings settings;
    settings.timeout = target.options.timeout;
    settings.retries = target.options.retry == Retry::Standard;
    settings.endpoint = target.options.endpoint;
    return settings;
}

namespace {

/// Keeps client, options and flow alive while the flow runs.
runtime::task<Reply> run_whole(runtime::Context context, CallTarget target, FlowPtr flow) {
    if (!flow) {
        co_return nullptr;  // there is nothing left to do
    }
    co_return co_await flow->start(context.within(target.options.timeout), target);
}

}  // namespace

DYNOXX_DEFINE_COPIES(CallTarget);

CallTarget::CallTarget() = default;
CallTarget::CallTarget(std::shared_ptr<ClientCore> client) : core(std::move(client)) {}

Reply run_flow(const CallTarget& target, const FlowPtr& flow) {
    if (!flow) {
        return nullptr;
    }
    const runtime::Flow<Reply> work = [&](runtime::Context context) {
        return flow->start(context.within(target.options.timeout), target);
    };
    return runtime::run_blocking(target.core->runtime().state(), work);
}

void start_flow(const CallTarget& target, FlowPtr flow, ReplyHandler handler) {
    const std::shared_ptr<runtime::State> state = target.core->runtime().state();
    runtime::run_async<Reply>(
        state, [target, flow = std::move(flow)](runtime::Context context) { return run_whole(context, target, flow); },
        std::move(handler));
}

}  // namespace dynoxx::detail
