#include "mapper/flows/settle.hpp"

#include "mapper/requests.hpp"

namespace dynoxx::mapper {

namespace {

using detail::ClientState;
using runtime::Context;
using runtime::task;

/// Reads an item once; nothing if it is not there or cannot be read.
task<std::optional<Item>> read_once(Context context, ClientState& client, const Entity& entity, const Item& key,
                                    aws::CallSettings settings) {
    GetItemRequest request = get_request(entity, key_of_item(entity, key).value()).value();
    request.consistent_read = true;
    settings.retries = false;
    std::optional<Item> item;
    try {
        GetItemResponse answer = co_await client.dynamodb().get_item(context, std::move(request), std::move(settings));
        item = std::move(answer.item);
    } catch (const Exception&) {
        item.reset();  // what is known is what was known before
    }
    co_return item;
}

}  // namespace

bool was_refused(const Error& failure, Attempts attempts) noexcept {
    const int status = failure.service().http_status;
    const bool is_first = failure.attempts() == 1 || attempts == Attempts::AreOne;
    return is_first && status >= 400 && status < 500;
}

bool can_be_proven(const detail::TableData& table, std::span<const S3Location> uploaded) noexcept {
    return table.object_keys == ObjectKeys::Unique && !uploaded.empty();
}

task<WriteOutcome> settle_failed_write(Context context, ClientState& client, const detail::TableData& table,
                                       const Item& key, std::vector<S3Location> uploaded, const Error& failure,
                                       aws::CallSettings settings) {
    if (was_refused(failure, Attempts::MayHaveWritten)) {
        co_await remove_new_objects(context, client, table, std::move(uploaded));
        co_return WriteOutcome::NotWritten;
    }
    if (can_be_proven(table, uploaded)) {
        const std::optional<Item> item = co_await read_once(context, client, table.entity, key, std::move(settings));
        if (item && points_to(table.entity, *item, uploaded)) {
            co_return WriteOutcome::Written;
        }
    }
    report_left_objects(client, table, uploaded, LeftBecause::UnknownOutcome);
    co_return WriteOutcome::Unknown;
}

}  // namespace dynoxx::mapper
