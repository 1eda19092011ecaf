#include <dynoxx/detail/plans.hpp>

#include "client/client_core.hpp"
#include "dynamodb/client.hpp"
#include "mapper/flows/pending.hpp"
#include "mapper/flows/returned.hpp"
#include "mapper/flows/settle.hpp"

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

/// Says whether what was asked for can only be had from the answer to the update itself.
bool needs_old_state(ReturnValues values) noexcept {
    return values == ReturnValues::AllOld || values == ReturnValues::UpdatedOld;
}

/// The state of an item before and after an update, as far as it was asked for.
struct UpdateOutcome {
    UpdateOutcome() {}

    std::optional<Item> returned{};  ///< what the service gave for the values that were asked for
    std::optional<Item> current{};   ///< the new state, if it had to be read
    std::vector<S3Location> objects_removed{};
    std::vector<S3Location> objects_left{};
};

task<UpdateOutcome> update(Context context, const UpdatePlan& plan, ReturnValues values, CallTarget target) {
    const std::shared_ptr<ClientState> client = target.core->state();
    const TableData& table = *plan.table;
    Prepared<UpdateItemRequest> prepared = prepare(plan);
    const std::vector<S3Location> uploaded = co_await mapper::complete(context, *client, table, prepared);

    const bool replaces_objects = touches_objects(plan);
    prepared.request.return_values = replaces_objects ? ReturnValues::AllOld : values;
    std::optional<Error> failure;
    UpdateItemResponse answer;
    try {
        answer = co_await client->dynamodb().update_item(context, std::move(prepared.request), settings_of(target));
    } catch (const Exception& exception) {
        failure = exception.error();
    }
    if (failure) {
        const mapper::WriteOutcome end = co_await mapper::settle_failed_write(context, *client, table, plan.key.value(),
                                                                              uploaded, *failure, settings_of(target));
        if (end != mapper::WriteOutcome::Written || needs_old_state(values)) {
            throw_error(*failure);
        }
        failure.reset();
    }

    UpdateOutcome outcome;
    outcome.returned = std::move(answer.attributes);
    if (replaces_objects) {
        std::vector<S3Location> replaced =
            outcome.returned ? mapper::locations_of(table.entity, *outcome.returned) : std::vector<S3Location>();
        try {
            outcome.current = co_await read_back(context, *client, plan, settings_of(target));
        } catch (const Exception& exception) {
            failure = exception.error();
        }
        if (failure) {
            mapper::report_left_objects(*client, table, replaced, LeftBecause::UnreadItem);
            throw_error(*failure);
        }
        if (!outcome.current) {
            outcome.current = plan.key.value();
        }
        std::vector<S3Location> kept = mapper::locations_of(table.entity, *outcome.current);
        kept.insert(kept.end(), uploaded.begin(), uploaded.end());
        replaced = mapper::without(std::move(replaced), kept);
        outcome.objects_left = co_await mapper::remove_objects(context, *client, table, replaced);
        outcome.objects_removed = mapper::without(std::move(replaced), outcome.objects_left);
    }
    co_return outcome;
}

task<ReportedWrite> update_and_report(Context context, const UpdatePlan& plan, CallTarget target) {
    UpdateOutcome outcome = co_await update(context, plan, ReturnValues::AllNew, std::move(target));
    ReportedWrite written;
    written.objects_removed = std::move(outcome.objects_removed);
    written.objects_left = std::move(outcome.objects_left);
    LoadedItem& updated = written.item;
    if (outcome.current) {
        updated.item = std::move(*outcome.current);
    } else if (outcome.returned) {
        updated.item = std::move(*outcome.returned);
    }
    co_return written;
}

task<LoadedItem> update_and_load(Context context, const UpdatePlan& plan, CallTarget target) {
    ReportedWrite written = co_await update_and_report(context, plan, std::move(target));
    co_return std::move(written.item);
}

/// Keeps the attributes that an update acted on.
Item updated_part(const UpdatePlan& plan, const Item& item) {
    Item part;
    for (const UpdateAction& action : plan.update.actions()) {
        const std::string& name = action.path().attribute();
        const AttributeValue* value = item.find(name);
        if (value != nullptr) {
            part.set(name, *value);
        }
    }
    return part;
}

/// Gives what the service would have returned, also where the flow had to ask it for the old item for its own ends.
std::optional<Item> select_returned(const UpdatePlan& plan, ReturnValues values, UpdateOutcome outcome) {
    if (values == ReturnValues::None) {
        return std::nullopt;
    }
    if (!outcome.current) {
        return std::move(outcome.returned);
    }
    std::optional<Item>& state = needs_old_state(values) ? outcome.returned : outcome.current;
    const bool whole = values == ReturnValues::AllOld || values == ReturnValues::AllNew;
    return whole || !state ? std::move(state) : updated_part(plan, *state);
}

task<std::optional<LoadedItem>> update_and_return(Context context, const UpdatePlan& plan, ReturnValues values,
                                                  CallTarget target) {
    UpdateOutcome outcome = co_await update(context, plan, values, std::move(target));
    co_return mapper::returned_item(select_returned(plan, values, std::move(outcome)));
}

}  // namespace

UpdateItemRequest request_of(const UpdatePlan& plan) {
    return prepare(plan).request;
}

FlowPtr flow_of(UpdatePlan plan) {
    return make_flow<LoadedItem>([plan = std::move(plan)](Context context, const CallTarget& target) {
        return update_and_load(context, plan, target);
    });
}

FlowPtr returning_flow(UpdatePlan plan, ReturnValues values) {
    return make_flow<std::optional<LoadedItem>>(
        [plan = std::move(plan), values](Context context, const CallTarget& target) {
            return update_and_return(context, plan, values, target);
        });
}

FlowPtr reporting_flow(UpdatePlan plan) {
    return make_flow<ReportedWrite>([plan = std::move(plan)](Context context, const CallTarget& target) {
        return update_and_report(context, plan, target);
    });
}

}  // namespace dynoxx::detail
