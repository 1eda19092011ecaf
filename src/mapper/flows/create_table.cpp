#include <dynoxx/detail/plans.hpp>

#include "client/client_core.hpp"
#include "dynamodb/client.hpp"
#include "mapper/requests.hpp"

#include <algorithm>

namespace dynoxx::detail {

namespace {

using namespace std::chrono_literals;
using runtime::Context;
using runtime::task;

constexpr std::chrono::milliseconds first_pause = 50ms;
constexpr std::chrono::milliseconds longest_pause = 2s;
constexpr std::chrono::milliseconds longest_wait = 5min;

/// What a table is waited for to be.
enum class Wanted { Active, Gone };

bool is_reached(Wanted wanted, const std::optional<Error>& failure, const TableDescription& table) {
    return wanted == Wanted::Gone ? failure.has_value()
                                  : !failure && table.status == TableStatus::Active && table.indexes_active;
}

task<TableDescription> wait(Context context, TablePtr table, CallTarget target, Wanted wanted = Wanted::Active) {
    const std::shared_ptr<ClientState> client = target.core->state();
    const std::string& name = table->entity.table_name;
    const Context limited = context.within(target.options.timeout.count() > 0 ? target.options.timeout : longest_wait);
    std::chrono::milliseconds pause = first_pause;
    while (true) {
        DescribeTableRequest request;
        request.table_name = name;
        DescribeTableResponse answer;
        std::optional<Error> failure;
        try {
            answer = co_await client->dynamodb().describe_table(limited, std::move(request), settings_of(target));
        } catch (const Exception& exception) {
            failure = exception.error();
        }
        if (failure && failure->code() != ErrorCode::ResourceNotFound) {
            throw_error(*failure);
        }
        if (is_reached(wanted, failure, answer.table)) {
            co_return std::move(answer.table);
        }
        const runtime::WaitOutcome outcome = co_await limited.sleep(pause);
        if (outcome == runtime::WaitOutcome::Cancelled) {
            throw_error(Error(ErrorCode::Cancelled, "Waiting for table '" + name + "' was cancelled."));
        }
        if (outcome == runtime::WaitOutcome::TimedOut) {
            throw_error(Error(ErrorCode::TimedOut, "Timeout waiting for table '" + name + "' to " +
                                                       (wanted == Wanted::Gone ? "be deleted" : "become active")));
        }
        pause = std::min(pause * 2, longest_pause);
    }
}

/// Gives whether the time to live is on already for the attribute.
task<bool> is_time_to_live_on(Context context, ClientState& client, const Entity& entity, CallTarget target) {
    DescribeTimeToLiveRequest request;
    request.table_name = entity.table_name;
    const DescribeTimeToLiveResponse answer =
        co_await client.dynamodb().describe_time_to_live(context, std::move(request), settings_of(target));
    const bool is_on = answer.status == TimeToLiveStatus::Enabled || answer.status == TimeToLiveStatus::Enabling;
    co_return is_on&& answer.attribute_name == entity.ttl_attribute;
}

task<std::string> enable_time_to_live(Context context, TablePtr table, CallTarget target) {
    const std::shared_ptr<ClientState> client = target.core->state();
    const Entity& entity = table->entity;
    if (entity.ttl_attribute.empty()) {
        throw_error(Error(ErrorCode::InvalidModel, "The model of table '" + entity.table_name +
                                                       "' has no TTL attribute; name one with dynoxx::ttl_attribute."));
    }
    UpdateTimeToLiveRequest request;
    request.table_name = entity.table_name;
    request.attribute_name = entity.ttl_attribute;
    request.enabled = true;
    std::optional<Error> failure;
    try {
        const UpdateTimeToLiveResponse answer =
            co_await client->dynamodb().update_time_to_live(context, std::move(request), settings_of(target));
        static_cast<void>(answer);
    } catch (const ValidationException& exception) {
        failure = exception.error();
    }
    // The service refuses to switch on what is on.
    if (failure && !co_await is_time_to_live_on(context, *client, entity, target)) {
        throw_error(*failure);
    }
    co_return entity.ttl_attribute;
}

task<TableDescription> create(Context context, const CreateTablePlan& plan, CallTarget target) {
    const std::shared_ptr<ClientState> client = target.core->state();
    CreateTableRequest request = request_of(plan);
    std::optional<Error> failure;
    CreateTableResponse answer;
    try {
        answer = co_await client->dynamodb().create_table(context, std::move(request), settings_of(target));
    } catch (const Exception& exception) {
        failure = exception.error();
    }
    const bool exists = failure && failure->code() == ErrorCode::ResourceInUse && plan.if_not_exists;
    if (failure && !exists) {
        throw_error(*failure);
    }
    const bool has_time_to_live = !plan.table->entity.ttl_attribute.empty();
    if (!plan.wait && !exists && !has_time_to_live) {
        co_return std::move(answer.table);
    }
    TableDescription table = co_await wait(context, plan.table, target);
    if (has_time_to_live) {
        co_await enable_time_to_live(context, plan.table, target);
    }
    co_return table;
}

task<TableDescription> delete_table(Context context, TablePtr table, bool waits, CallTarget target) {
    const std::shared_ptr<ClientState> client = target.core->state();
    DeleteTableRequest request;
    request.table_name = table->entity.table_name;
    DeleteTableResponse answer =
        co_await client->dynamodb().delete_table(context, std::move(request), settings_of(target));
    if (waits) {
        co_await wait(context, table, target, Wanted::Gone);
    }
    co_return std::move(answer.table);
}

}  // namespace

CreateTableRequest request_of(const CreateTablePlan& plan) {
    return mapper::create_table_request(plan.table->entity);
}

FlowPtr flow_of(CreateTablePlan plan) {
    return make_flow<TableDescription>(
        [plan = std::move(plan)](Context context, const CallTarget& target) { return create(context, plan, target); });
}

FlowPtr wait_flow(TablePtr table) {
    return make_flow<TableDescription>(
        [table = std::move(table)](Context context, const CallTarget& target) { return wait(context, table, target); });
}

FlowPtr delete_table_flow(TablePtr table, bool wait) {
    return make_flow<TableDescription>([table = std::move(table), wait](Context context, const CallTarget& target) {
        return delete_table(context, table, wait, target);
    });
}

FlowPtr time_to_live_flow(TablePtr table) {
    return make_flow<std::string>([table = std::move(table)](Context context, const CallTarget& target) {
        return enable_time_to_live(context, table, target);
    });
}

}  // namespace dynoxx::detail
