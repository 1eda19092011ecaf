#include <dynoxx/operations/query.hpp>

#include "client/client_core.hpp"
#include "dynamodb/client.hpp"
#include "mapper/flows/sealing.hpp"
#include "mapper/requests.hpp"

#include <algorithm>

namespace dynoxx::detail {

namespace {

using runtime::Context;
using runtime::task;

task<LoadedPage> load_page(Context context, const QueryPlan& plan, Item start, CallTarget target) {
    const std::shared_ptr<ClientState> client = target.core->state();
    QueryRequest request = request_of(plan, start);
    QueryResponse answer = co_await client->dynamodb().query(context, std::move(request), settings_of(target));
    LoadedPage page;
    page.count = answer.count;
    page.next = std::move(answer.last_evaluated_key);
    page.items.resize(answer.items.size());
    for (std::size_t i = 0; i < answer.items.size(); ++i) {
        page.items[i].item = std::move(answer.items[i]);
    }
    if (plan.opening == Opening::Open && mapper::may_need_opening(plan.table->entity)) {
        co_await mapper::open_all(context, *client, plan.table->entity, page.items);
    }
    co_return page;
}

task<LoadedPage> load_all(Context context, const QueryPlan& plan, CallTarget target) {
    PageCursor cursor(plan);
    LoadedPage all;
    while (!cursor.ended) {
        Item start = cursor.next;
        LoadedPage page = co_await load_page(context, plan, std::move(start), target);
        cursor.advance(page);
        all.count += page.count;
        std::ranges::move(page.items, std::back_inserter(all.items));
    }
    co_return all;
}

task<LoadedPage> count_all(Context context, const QueryPlan& plan, CallTarget target) {
    const std::shared_ptr<ClientState> client = target.core->state();
    LoadedPage total;
    do {
        QueryRequest request = request_of(plan, total.next);
        request.select = Select::Count;
        QueryResponse answer = co_await client->dynamodb().query(context, std::move(request), settings_of(target));
        total.count += answer.count;
        total.next = std::move(answer.last_evaluated_key);
    } while (!total.next.empty() && (plan.limit == 0 || total.count < plan.limit));
    if (plan.limit != 0) {
        total.count = std::min(total.count, plan.limit);
    }
    co_return total;
}

}  // namespace

void PageCursor::advance(LoadedPage& page) {
    next = page.next;
    ended = next.empty();
    if (plan.limit != 0) {
        const auto room = static_cast<std::size_t>(plan.limit - given);
        if (page.items.size() > room) {
            page.items.erase(page.items.begin() + static_cast<std::ptrdiff_t>(room), page.items.end());
        }
        given += static_cast<std::int64_t>(page.items.size());
        ended = ended || given >= plan.limit;
    }
}

QueryRequest request_of(const QueryPlan& plan, const Item& start) {
    mapper::QueryPlan query;
    query.index_name = plan.index;
    query.partition = plan.partition.value().begin()->second;
    query.sort = plan.sort;
    query.filter = plan.filter;
    query.projection = plan.projection;
    query.exclusive_start_key = start;
    query.consistent_read = plan.consistent_read;
    query.scan_index_forward = plan.ascending;
    query.limit = plan.page_size;
    constexpr std::int64_t most = 1'000'000;
    if (plan.page_size == 0 && plan.limit != 0 && plan.filter.empty()) {
        query.limit = static_cast<std::int32_t>(std::min(plan.limit, most));  // reads no more than is asked for
    }
    return mapper::query_request(plan.table->entity, query).value();
}

FlowPtr page_flow(QueryPlan plan, Item start) {
    return make_flow<LoadedPage>(
        [plan = std::move(plan), start = std::move(start)](Context context, const CallTarget& target) {
            return load_page(context, plan, start, target);
        });
}

FlowPtr all_flow(QueryPlan plan) {
    return make_flow<LoadedPage>([plan = std::move(plan)](Context context, const CallTarget& target) {
        return load_all(context, plan, target);
    });
}

FlowPtr count_flow(QueryPlan plan) {
    return make_flow<LoadedPage>([plan = std::move(plan)](Context context, const CallTarget& target) {
        return count_all(context, plan, target);
    });
}

}  // namespace dynoxx::detail
