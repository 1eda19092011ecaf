#include <dynoxx/detail/plans.hpp>

#include "client/client_core.hpp"
#include "dynamodb/client.hpp"
#include "mapper/flows/objects.hpp"
#include "mapper/flows/sealing.hpp"
#include "mapper/requests.hpp"

#include <algorithm>

namespace dynoxx::detail {

namespace {

using mapper::Prepared;
using runtime::Context;
using runtime::task;

Prepared<UpdateItemRequest> prepare(const UpdatePlan& plan) {
    return mapper::update_request(plan.table->entity, plan.key.value(), plan.update, plan.condition).value();
}

/// Says whether an update sets or removes an attribute that is kept in S3.
bool touches_objects(const UpdatePlan& plan) {
    return std::ranges::any_of(plan.update.actions(), [&plan](const UpdateAction& action) {
        const EntityAttribute* attribute = plan.table->entity.find(action.path().attribute());
        return attribute != nullptr && attribute->s3.has_value();
    });
}

task<std::optional<Item>> read_back(Context context, ClientState& client, const UpdatePlan& plan,
                                    aws::CallSettings settings) {
    GetItemRequest request = mapper::get_request(plan.table->entity, plan.key.value()).value();
    request.consistent_read = true;
    GetItemResponse answer = co_await client.dynamodb().get_item(context, std::move(request), std::move(settings));
    co_return std::move(answer.item);
}

task<LoadedItem> update(Context context, const UpdatePlan& plan, CallTarget target) {
    const std::shared_ptr<ClientState> client = target.core->state();
    const TableData& table = *plan.table;
    Prepared<UpdateItemRequest> prepared = prepare(plan);

    const std::vector<std::string> sealed = co_await mapper::seal_all(context, *client, table.entity, prepared.seals);
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        mapper::fill(prepared.request, prepared.seals[i], sealed[i]);
    }
    std::vector<S3Location> uploaded;
    if (!prepared.uploads.empty()) {
        const Item& keys = prepared.request.key;
        uploaded = co_await mapper::upload_all(context, *client, table, keys, prepared.uploads);
    }
    for (std::size_t i = 0; i < uploaded.size(); ++i) {
        mapper::fill(prepared.request, prepared.uploads[i], uploaded[i]);
    }

    const bool replaces_objects = touches_objects(plan);
    prepared.request.return_values = replaces_objects ? ReturnValues::AllOld : ReturnValues::AllNew;
    std::optional<Error> failure;
    UpdateItemResponse answer;
    try {
        answer = co_await client->dynamodb().update_item(context, std::move(prepared.request), settings_of(target));
    } catch (const Exception& exception) {
        failure = exception.error();
    }
    if (failure) {
        co_await mapper::settle_failed_write(context, *client, table, std::move(uploaded), *failure);
        throw_error(*failure);
    }

    LoadedItem updated;
    if (replaces_objects) {
        std::vector<S3Location> replaced =
            answer.attributes ? mapper::locations_of(table.entity, *answer.attributes) : std::vector<S3Location>();
        std::optional<Item> current;
        try {
            current = co_await read_back(context, *client, plan, settings_of(target));
        } catch (const Exception& exception) {
            failure = exception.error();
        }
        if (failure) {
            mapper::log_left_objects(*client, replaced,
                                     "could not be removed, because its item could not be read "
                                     "after an update: the item may still point to it.");
            throw_error(*failure);
        }
        updated.item = current ? std::move(*current) : plan.key.value();
        std::vector<S3Location> kept = mapper::locations_of(table.entity, updated.item);
        kept.insert(kept.end(), uploaded.begin(), uploaded.end());
        replaced = mapper::without(std::move(replaced), kept);
        co_await mapper::remove_objects(context, *client, std::move(replaced));
    } else if (answer.attributes) {
        updated.item = std::move(*answer.attributes);
    }
    co_return updated;
}

}  // namespace

UpdateItemRequest request_of(const UpdatePlan& plan) {
    return prepare(plan).request;
}

FlowPtr flow_of(UpdatePlan plan) {
    return make_flow<LoadedItem>(
        [plan = std::move(plan)](Context context, const CallTarget& target) { return update(context, plan, target); });
}

}  // namespace dynoxx::detail
