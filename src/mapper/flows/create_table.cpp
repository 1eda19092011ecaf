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

task<TableDescription> wait(Context context, TablePtr table, CallTarget target) {
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
        if (!failure && answer.table.status == TableStatus::Active && answer.table.indexes_active) {
            co_return std::move(answer.table);
        }
        const runtime::WaitOutcome outcome = co_await limited.sleep(pause);
        if (outcome == runtime::WaitOutcome::Cancelled) {
            throw_error(Error(ErrorCode::Cancelled, "Waiting for table '" + name + "' was cancelled."));
        }
        if (outcome == runtime::WaitOutcome::TimedOut) {
            throw_error(Error(ErrorCode::TimedOut, "Timeout waiting for table '" + name + "' to become active"));
        }
        pause = std::min(pause * 2, longest_pause);
    }
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
    if (plan.wait || exists) {
        co_return co_await wait(context, plan.table, target);
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

}  // namespace dynoxx::detail
