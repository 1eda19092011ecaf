#include <dynoxx/detail/plans.hpp>

#include "client/client_core.hpp"
#include "dynamodb/client.hpp"
#include "mapper/flows/sealing.hpp"
#include "mapper/requests.hpp"

namespace dynoxx::detail {

namespace {

using runtime::Context;
using runtime::task;

task<std::optional<LoadedItem>> get(Context context, const GetPlan& plan, CallTarget target) {
    const std::shared_ptr<ClientState> client = target.core->state();
    GetItemRequest request = request_of(plan);
    GetItemResponse answer = co_await client->dynamodb().get_item(context, std::move(request), settings_of(target));
    if (!answer.item) {
        co_return std::nullopt;
    }
    LoadedItem loaded;
    loaded.item = std::move(*answer.item);
    if (plan.opening == Opening::Open && mapper::may_need_opening(plan.table->entity)) {
        co_await mapper::open_all(context, *client, plan.table->entity, std::span(&loaded, 1));
    }
    co_return loaded;
}

}  // namespace

GetItemRequest request_of(const GetPlan& plan) {
    GetItemRequest request = mapper::get_request(plan.table->entity, plan.key.value(), plan.projection).value();
    request.consistent_read = plan.consistent_read;
    return request;
}

FlowPtr flow_of(GetPlan plan) {
    return make_flow<std::optional<LoadedItem>>(
        [plan = std::move(plan)](Context context, const CallTarget& target) { return get(context, plan, target); });
}

}  // namespace dynoxx::detail
