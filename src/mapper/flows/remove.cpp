#include <dynoxx/operations/remove.hpp>

#include "client/client_core.hpp"
#include "dynamodb/client.hpp"
#include "mapper/flows/objects.hpp"
#include "mapper/flows/returned.hpp"
#include "mapper/requests.hpp"

namespace dynoxx::detail {

namespace {

using runtime::Context;
using runtime::task;

/// What a removal did, and the item that it removed if the service was asked for it.
struct RemoveOutcome {
    RemoveOutcome() {}

    RemoveResult result{};
    std::optional<Item> removed{};
};

task<RemoveOutcome> remove(Context context, const RemovePlan& plan, ReturnValues values, CallTarget target) {
    const std::shared_ptr<ClientState> client = target.core->state();
    const Entity& entity = plan.table->entity;
    DeleteItemRequest request = request_of(plan);
    if (values == ReturnValues::AllOld) {
        request.return_values = values;
    }
    DeleteItemResponse answer =
        co_await client->dynamodb().delete_item(context, std::move(request), settings_of(target));
    RemoveOutcome outcome;
    if (mapper::has_s3_attributes(entity) && answer.attributes) {
        const std::vector<S3Location> objects = mapper::locations_of(entity, *answer.attributes);
        outcome.result.objects_left = co_await mapper::remove_objects(context, *client, *plan.table, objects);
        outcome.result.objects_removed = mapper::without(objects, outcome.result.objects_left);
    }
    if (values == ReturnValues::AllOld) {
        outcome.removed = std::move(answer.attributes);
    }
    co_return outcome;
}

task<RemoveResult> remove_and_tell(Context context, const RemovePlan& plan, CallTarget target) {
    RemoveOutcome outcome = co_await remove(context, plan, ReturnValues::None, std::move(target));
    co_return std::move(outcome.result);
}

task<std::optional<LoadedItem>> remove_and_return(Context context, const RemovePlan& plan, ReturnValues values,
                                                  CallTarget target) {
    mapper::check_old_or_none(plan.table->entity, "remove", values);
    RemoveOutcome outcome = co_await remove(context, plan, values, std::move(target));
    co_return mapper::returned_item(std::move(outcome.removed));
}

}  // namespace

DeleteItemRequest request_of(const RemovePlan& plan) {
    DeleteItemRequest request =
        mapper::delete_request(plan.table->entity, plan.key.value(), plan.condition, plan.version).value();
    if (mapper::has_s3_attributes(plan.table->entity)) {
        request.return_values = ReturnValues::AllOld;  // says which objects go with the item
    }
    return request;
}

FlowPtr flow_of(RemovePlan plan) {
    return make_flow<RemoveResult>([plan = std::move(plan)](Context context, const CallTarget& target) {
        return remove_and_tell(context, plan, target);
    });
}

FlowPtr returning_flow(RemovePlan plan, ReturnValues values) {
    return make_flow<std::optional<LoadedItem>>(
        [plan = std::move(plan), values](Context context, const CallTarget& target) {
            return remove_and_return(context, plan, values, target);
        });
}

}  // namespace dynoxx::detail
