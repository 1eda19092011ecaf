#include <dynoxx/detail/plans.hpp>

#include "client/client_core.hpp"
#include "dynamodb/client.hpp"
#include "mapper/flows/pending.hpp"
#include "mapper/flows/returned.hpp"
#include "mapper/flows/settle.hpp"

namespace dynoxx::detail {

namespace {

using mapper::Prepared;
using runtime::Context;
using runtime::task;

Prepared<PutItemRequest> prepare(const PutPlan& plan) {
    Serialized serialized = plan.serialized.value();
    return mapper::put_request(plan.table->entity, std::move(serialized), plan.condition).value();
}

/// What a put did: the item as stored, and the one that it replaced if that was asked for.
struct PutOutcome {
    PutOutcome() {}

    LoadedItem stored{};
    std::optional<Item> replaced{};
    std::vector<S3Location> objects_removed{};
    std::vector<S3Location> objects_left{};
};

/// Uploads, then writes, then removes what the item no longer points to: nothing that an item points to is ever
/// missing.
task<PutOutcome> put(Context context, const PutPlan& plan, ReturnValues values, CallTarget target) {
    const std::shared_ptr<ClientState> client = target.core->state();
    const TableData& table = *plan.table;
    Prepared<PutItemRequest> prepared = prepare(plan);
    std::vector<S3Location> uploaded = co_await mapper::complete(context, *client, table, prepared);

    PutOutcome outcome;
    outcome.stored.item = prepared.request.item;
    outcome.stored.opened = mapper::known_plaintexts(prepared.seals);
    const bool has_objects = mapper::has_s3_attributes(table.entity);
    prepared.request.return_values = has_objects ? ReturnValues::AllOld : values;
    std::optional<Error> failure;
    PutItemResponse answer;
    try {
        answer = co_await client->dynamodb().put_item(context, std::move(prepared.request), settings_of(target));
    } catch (const Exception& exception) {
        failure = exception.error();
    }
    if (failure) {
        const mapper::WriteOutcome end = co_await mapper::settle_failed_write(
            context, *client, table, outcome.stored.item, std::move(uploaded), *failure, settings_of(target));
        if (end != mapper::WriteOutcome::Written || values != ReturnValues::None) {
            throw_error(*failure);  // also where the answer is needed for more than to know that it was written
        }
    }
    if (has_objects && answer.attributes) {
        const std::vector<S3Location> kept = mapper::locations_of(table.entity, outcome.stored.item);
        std::vector<S3Location> replaced = mapper::locations_of(table.entity, *answer.attributes);
        replaced = mapper::without(std::move(replaced), kept);
        outcome.objects_left = co_await mapper::remove_objects(context, *client, table, replaced);
        outcome.objects_removed = mapper::without(std::move(replaced), outcome.objects_left);
    }
    if (values == ReturnValues::AllOld) {
        outcome.replaced = std::move(answer.attributes);
    }
    co_return outcome;
}

task<LoadedItem> put_and_keep(Context context, const PutPlan& plan, CallTarget target) {
    PutOutcome outcome = co_await put(context, plan, ReturnValues::None, std::move(target));
    co_return std::move(outcome.stored);
}

task<ReportedWrite> put_and_report(Context context, const PutPlan& plan, CallTarget target) {
    PutOutcome outcome = co_await put(context, plan, ReturnValues::None, std::move(target));
    ReportedWrite written;
    written.item = std::move(outcome.stored);
    written.objects_removed = std::move(outcome.objects_removed);
    written.objects_left = std::move(outcome.objects_left);
    co_return written;
}

task<std::optional<LoadedItem>> put_and_return(Context context, const PutPlan& plan, ReturnValues values,
                                               CallTarget target) {
    mapper::check_old_or_none(plan.table->entity, "put", values);
    PutOutcome outcome = co_await put(context, plan, values, std::move(target));
    co_return mapper::returned_item(std::move(outcome.replaced));
}

}  // namespace

PutItemRequest request_of(const PutPlan& plan) {
    return prepare(plan).request;
}

FlowPtr flow_of(PutPlan plan) {
    return make_flow<LoadedItem>([plan = std::move(plan)](Context context, const CallTarget& target) {
        return put_and_keep(context, plan, target);
    });
}

FlowPtr returning_flow(PutPlan plan, ReturnValues values) {
    return make_flow<std::optional<LoadedItem>>(
        [plan = std::move(plan), values](Context context, const CallTarget& target) {
            return put_and_return(context, plan, values, target);
        });
}

FlowPtr reporting_flow(PutPlan plan) {
    return make_flow<ReportedWrite>([plan = std::move(plan)](Context context, const CallTarget& target) {
        return put_and_report(context, plan, target);
    });
}

}  // namespace dynoxx::detail
