#include <dynoxx/operations/listing.hpp>

#include "client/client_core.hpp"
#include "dynamodb/client.hpp"
#include "mapper/flows/sealing.hpp"
#include "mapper/requests.hpp"
#include "runtime/parallel.hpp"

#include <algorithm>

namespace dynoxx::detail {

namespace {

using mapper::QuerySelection;
using mapper::ScanSelection;
using mapper::Selection;
using runtime::Context;
using runtime::task;

Error option_error(const ListPlan& plan, const std::string& what) {
    return Error(ErrorCode::InvalidOption,
                 "A read of table '" + plan.table->entity.table_name + "' cannot be made: " + what + ".");
}

/// How much one request evaluates: no more than is asked for, if no filter takes some of it away.
std::int32_t evaluated_per_request(const ListPlan& plan) {
    if (plan.limit < 0 || plan.page_size < 0) {
        throw_error(option_error(plan, "limit and page size must be 0 or more"));
    }
    constexpr std::int64_t most = 1'000'000;
    if (plan.page_size == 0 && plan.limit != 0 && plan.filter.empty()) {
        return static_cast<std::int32_t>(std::min(plan.limit, most));
    }
    return plan.page_size;
}

void fill(Selection& selection, const ListPlan& plan, Select select) {
    selection.index_name = plan.index;
    selection.filter = plan.filter;
    selection.projection = plan.projection;
    selection.exclusive_start_key = plan.start.value();
    selection.consistent_read = plan.consistent_read;
    selection.limit = evaluated_per_request(plan);
    selection.select = select;
}

QueryRequest query_request(const ListPlan& plan, Select select) {
    QuerySelection query;
    fill(query, plan, select);
    query.partition = plan.partition->value().begin()->second;
    query.sort = plan.sort;
    query.scan_index_forward = plan.ascending;
    return mapper::query_request(plan.table->entity, query).value();
}

void check_segment(const ListPlan& plan) {
    constexpr std::int32_t most_segments = 1'000'000;
    if (plan.segment_count < 1 || plan.segment_count > most_segments || plan.segment < 0 ||
        plan.segment >= plan.segment_count) {
        throw_error(option_error(plan, "there is no segment " + std::to_string(plan.segment) + " of " +
                                           std::to_string(plan.segment_count) +
                                           "; a scan has 1 to 1000000 segments, the first is 0"));
    }
}

ScanRequest scan_request(const ListPlan& plan, Select select) {
    if (plan.segment_count != 0 || plan.segment != 0) {
        check_segment(plan);
    }
    ScanSelection scan;
    fill(scan, plan, select);
    scan.segment = plan.segment;
    scan.total_segments = plan.segment_count;
    return mapper::scan_request(plan.table->entity, scan).value();
}

/// Takes the items of an answer, whichever of the two operations gave it.
template <class Response>
LoadedPage to_page(Response answer) {
    LoadedPage page;
    page.count = answer.count;
    page.next = std::move(answer.last_evaluated_key);
    page.items.resize(answer.items.size());
    for (std::size_t i = 0; i < answer.items.size(); ++i) {
        page.items[i].item = std::move(answer.items[i]);
    }
    return page;
}

/// Sends the one request of a page.
task<LoadedPage> send(Context context, ClientState& client, const ListPlan& plan, Select select, CallTarget target) {
    if (plan.partition) {
        QueryRequest request = query_request(plan, select);
        QueryResponse answer = co_await client.dynamodb().query(context, std::move(request), settings_of(target));
        co_return to_page(std::move(answer));
    }
    ScanRequest request = scan_request(plan, select);
    ScanResponse answer = co_await client.dynamodb().scan(context, std::move(request), settings_of(target));
    co_return to_page(std::move(answer));
}

task<LoadedPage> load_page(Context context, const ListPlan& plan, CallTarget target) {
    const std::shared_ptr<ClientState> client = target.core->state();
    LoadedPage page = co_await send(context, *client, plan, Select::Default, target);
    if (plan.opening == Opening::Open && mapper::may_need_opening(plan.table->entity)) {
        co_await mapper::open_all(context, *client, plan.table->entity, page.items);
    }
    co_return page;
}

task<LoadedPage> load_all(Context context, ListPlan plan, CallTarget target) {
    PageCursor cursor(std::move(plan));
    LoadedPage all;
    while (!cursor.ended) {
        LoadedPage page = co_await load_page(context, cursor.plan, target);
        cursor.advance(page);
        all.count += static_cast<std::int64_t>(page.items.size());
        std::ranges::move(page.items, std::back_inserter(all.items));
    }
    co_return all;
}

task<LoadedPage> count_all(Context context, ListPlan plan, CallTarget target) {
    const std::shared_ptr<ClientState> client = target.core->state();
    LoadedPage total;
    do {
        LoadedPage page = co_await send(context, *client, plan, Select::Count, target);
        total.count += page.count;
        total.next = page.next;
        plan.start = std::move(page.next);
    } while (!total.next.empty() && (plan.limit == 0 || total.count < plan.limit));
    if (plan.limit != 0) {
        total.count = std::min(total.count, plan.limit);
    }
    co_return total;
}

/// Reads one segment into its place.
task<void> read_segment(Context context, ListPlan segment, bool counts_only, CallTarget target, LoadedPage& result) {
    if (counts_only) {
        result = co_await count_all(context, std::move(segment), target);
    } else {
        result = co_await load_all(context, std::move(segment), target);
    }
}

task<LoadedPage> scan_segments(Context context, const ParallelScanPlan& plan, CallTarget target) {
    check_segment(plan.segment);
    const auto count = static_cast<std::size_t>(plan.segment.segment_count);
    std::vector<LoadedPage> segments(count);
    std::vector<task<void>> parts;
    parts.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        ListPlan segment = plan.segment;
        segment.segment = static_cast<std::int32_t>(i);
        parts.push_back(read_segment(context, std::move(segment), plan.counts_only, target, segments[i]));
    }
    co_await runtime::in_parallel(std::move(parts), plan.at_once);
    LoadedPage all;
    for (LoadedPage& segment : segments) {
        all.count += segment.count;
        std::ranges::move(segment.items, std::back_inserter(all.items));
    }
    const std::int64_t limit = plan.segment.limit;
    if (limit != 0 && all.count > limit) {
        all.count = limit;
        all.items.resize(std::min(all.items.size(), static_cast<std::size_t>(limit)));
    }
    co_return all;
}

}  // namespace

Result<Item> start_of(const ListPlan& plan, const ResumeToken& token) {
    const std::string& table = plan.table->entity.table_name;
    if (token.table() != table || token.index() != plan.index) {
        const auto place = [](const std::string& of_table, const std::string& of_index) {
            return "table '" + of_table + "'" + (of_index.empty() ? "" : ", index '" + of_index + "'");
        };
        return option_error(plan, "the resume token is of " + place(token.table(), token.index()) +
                                      ", and this reads " + place(table, plan.index));
    }
    return token.key();
}

ResumeToken token_of(const ListPlan& plan, const Item& item) {
    return ResumeToken(plan.table->entity.table_name, plan.index,
                       mapper::position_of(plan.table->entity, plan.index, item).value());
}

void PageCursor::advance(LoadedPage& page) {
    if (plan.limit != 0) {
        const auto room = static_cast<std::size_t>(plan.limit - given);
        if (page.items.size() > room) {
            page.items.resize(room);
            page.next = mapper::position_of(plan.table->entity, plan.index, page.items.back().item).value();
        }
        given += static_cast<std::int64_t>(page.items.size());
    }
    ended = page.next.empty() || (plan.limit != 0 && given >= plan.limit);
    plan.start = page.next;
}

QueryRequest query_request_of(const ListPlan& plan) {
    return query_request(plan, Select::Default);
}

ScanRequest scan_request_of(const ListPlan& plan) {
    return scan_request(plan, Select::Default);
}

FlowPtr page_flow(ListPlan plan) {
    return make_flow<LoadedPage>([plan = std::move(plan)](Context context, const CallTarget& target) {
        return load_page(context, plan, target);
    });
}

FlowPtr all_flow(ListPlan plan) {
    return make_flow<LoadedPage>([plan = std::move(plan)](Context context, const CallTarget& target) {
        return load_all(context, plan, target);
    });
}

FlowPtr count_flow(ListPlan plan) {
    return make_flow<LoadedPage>([plan = std::move(plan)](Context context, const CallTarget& target) {
        return count_all(context, plan, target);
    });
}

FlowPtr flow_of(ParallelScanPlan plan) {
    return make_flow<LoadedPage>([plan = std::move(plan)](Context context, const CallTarget& target) {
        return scan_segments(context, plan, target);
    });
}

}  // namespace dynoxx::detail
