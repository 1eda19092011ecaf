#include <dynoxx/operations/remove.hpp>

#include "client/client_core.hpp"
#include "dynamodb/client.hpp"
#include "mapper/flows/objects.hpp"
#include "mapper/requests.hpp"

namespace dynoxx::detail {

namespace {

using runtime::Context;
using runtime::task;

task<RemoveResult> remove(Context context, const RemovePlan& plan, CallTarget target) {
    const std::shared_ptr<ClientState> client = target.core->state();
    const Entity& entity = plan.table->entity;
    DeleteItemRequest request = request_of(plan);
    DeleteItemResponse answer =
        co_await client->dynamodb().delete_item(context, std::move(request), settings_of(target));
    RemoveResult result;
    if (mapper::has_s3_attributes(entity) && answer.attributes) {
        const std::vector<S3Location> objects = mapper::locations_of(entity, *answer.attributes);
        result.objects_left = co_await mapper::remove_objects(context, *client, objects);
        result.objects_removed = mapper::without(objects, result.objects_left);
    }
    co_return result;
}

}  // namespace

DeleteItemRequest request_of(const RemovePlan& plan) {
    DeleteItemRequest request = mapper::delete_request(plan.table->entity, plan.key.value(), plan.condition).value();
    if (mapper::has_s3_attributes(plan.table->entity)) {
        request.return_values = ReturnValues::AllOld;  // says which objects go with the item
    }
    return request;
}

FlowPtr flow_of(RemovePlan plan) {
    return make_flow<RemoveResult>(
        [plan = std::move(plan)](Context context, const CallTarget& target) { return remove(context, plan, target); });
}

}  // namespace dynoxx::detail
