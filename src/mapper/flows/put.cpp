#include <dynoxx/detail/plans.hpp>

#include "client/client_core.hpp"
#include "dynamodb/client.hpp"
#include "mapper/flows/objects.hpp"
#include "mapper/flows/sealing.hpp"
#include "mapper/requests.hpp"

namespace dynoxx::detail {

namespace {

using mapper::Prepared;
using runtime::Context;
using runtime::task;

Prepared<PutItemRequest> prepare(const PutPlan& plan) {
    Serialized serialized = plan.serialized.value();
    return mapper::put_request(plan.table->entity, std::move(serialized), plan.condition).value();
}

/// Uploads, then writes, then removes what the item no longer points to: nothing that an item points to is ever
/// missing.
task<LoadedItem> put(Context context, const PutPlan& plan, CallTarget target) {
    const std::shared_ptr<ClientState> client = target.core->state();
    const TableData& table = *plan.table;
    Prepared<PutItemRequest> prepared = prepare(plan);

    const std::vector<std::string> sealed = co_await mapper::seal_all(context, *client, table.entity, prepared.seals);
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        mapper::fill(prepared.request, prepared.seals[i], sealed[i]);
    }
    std::vector<S3Location> uploaded;
    if (!prepared.uploads.empty()) {
        const Item& keys = prepared.request.item;
        uploaded = co_await mapper::upload_all(context, *client, table, keys, prepared.uploads);
    }
    for (std::size_t i = 0; i < uploaded.size(); ++i) {
        mapper::fill(prepared.request, prepared.uploads[i], uploaded[i]);
    }

    LoadedItem stored;
    stored.item = prepared.request.item;
    stored.opened = mapper::known_plaintexts(prepared.seals);
    const bool has_objects = mapper::has_s3_attributes(table.entity);
    if (has_objects) {
        prepared.request.return_values = ReturnValues::AllOld;
    }
    std::optional<Error> failure;
    PutItemResponse answer;
    try {
        answer = co_await client->dynamodb().put_item(context, std::move(prepared.request), settings_of(target));
    } catch (const Exception& exception) {
        failure = exception.error();
    }
    if (failure) {
        co_await mapper::settle_failed_write(context, *client, table, std::move(uploaded), *failure);
        throw_error(*failure);
    }
    if (has_objects && answer.attributes) {
        const std::vector<S3Location> kept = mapper::locations_of(table.entity, stored.item);
        std::vector<S3Location> replaced = mapper::locations_of(table.entity, *answer.attributes);
        replaced = mapper::without(std::move(replaced), kept);
        co_await mapper::remove_objects(context, *client, std::move(replaced));
    }
    co_return stored;
}

}  // namespace

PutItemRequest request_of(const PutPlan& plan) {
    return prepare(plan).request;
}

FlowPtr flow_of(PutPlan plan) {
    return make_flow<LoadedItem>(
        [plan = std::move(plan)](Context context, const CallTarget& target) { return put(context, plan, target); });
}

}  // namespace dynoxx::detail
