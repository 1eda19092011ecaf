#include "mapper/flows/batch_get.hpp"

#include "client/client_core.hpp"
#include "dynamodb/client.hpp"
#include "mapper/flows/batches.hpp"
#include "mapper/flows/sealing.hpp"
#include "mapper/requests.hpp"
#include "runtime/parallel.hpp"

#include <algorithm>
#include <map>

namespace dynoxx::mapper {

namespace {

using detail::BatchGetPlan;
using detail::CallTarget;
using detail::ClientState;
using detail::LoadedBatch;
using detail::LoadedItem;
using runtime::Context;
using runtime::task;

/// The limit of BatchGetItem.
constexpr std::size_t keys_per_request = 100;

/// The keys of a batch: each distinct one once, with the positions at which it was asked for.
class Keys {
 public:
    Keys(const Entity& entity, const std::vector<Result<Item>>& keys) : entity_(entity) {
        for (std::size_t i = 0; i < keys.size(); ++i) {
            const Item& key = keys[i].value();
            if (Result<void> checked = check_key(entity, key); !checked) {
                throw_error(checked.error());
            }
            std::vector<std::size_t>& positions = positions_[key_text(entity, key)];
            if (positions.empty()) {
                first_.push_back(i);
            }
            positions.push_back(i);
        }
    }

    /// Gives the positions at which each distinct key is asked for first.
    [[nodiscard]] const std::vector<std::size_t>& first() const noexcept { return first_; }

    /// Gives all positions of the key of an item; none if it was never asked for.
    [[nodiscard]] const std::vector<std::size_t>* positions_of(const Item& item) const {
        const auto found = positions_.find(key_text(entity_, item));
        return found == positions_.end() ? nullptr : &found->second;
    }

 private:
    const Entity& entity_;
    std::map<std::string, std::vector<std::size_t>> positions_;
    std::vector<std::size_t> first_;
};

void place(const Keys& keys, Item item, LoadedBatch& batch) {
    const std::vector<std::size_t>* positions = keys.positions_of(item);
    if (positions == nullptr) {
        return;
    }
    for (const std::size_t position : *positions) {
        batch.items[position].emplace();
        batch.items[position]->item = item;
    }
}

/// Reads some of the keys and asks again for what the service leaves, with growing pauses.
task<void> read_run(Context context, ClientState& client, const BatchGetPlan& plan, const Keys& keys,
                    std::vector<std::size_t> run, CallTarget target, LoadedBatch& batch) {
    const Entity& entity = plan.table->entity;
    KeysAndAttributes waiting = batch_get_request(entity, plan.projection);
    waiting.consistent_read = plan.consistent_read;
    for (const std::size_t position : run) {
        waiting.keys.push_back(plan.keys[position].value());
    }
    for (int attempt = 0; !waiting.keys.empty() && attempt < attempts_for_unprocessed; ++attempt) {
        if (!co_await pause_before(context, entity, attempt)) {
            break;
        }
        BatchGetItemRequest request;
        request.request_items.emplace(entity.table_name, waiting);
        BatchGetItemResponse answer =
            co_await client.dynamodb().batch_get_item(context, std::move(request), settings_of(target));
        for (Item& item : answer.responses[entity.table_name]) {
            place(keys, std::move(item), batch);
        }
        waiting.keys = std::move(answer.unprocessed_keys[entity.table_name].keys);
    }
    for (const Item& key : waiting.keys) {
        if (const std::vector<std::size_t>* positions = keys.positions_of(key)) {
            batch.unread.insert(batch.unread.end(), positions->begin(), positions->end());
        }
    }
}

task<LoadedBatch> batch_get(Context context, const BatchGetPlan& plan, CallTarget target) {
    const std::shared_ptr<ClientState> client = target.core->state();
    LoadedBatch batch = co_await read_items(context, *client, plan, target);
    if (plan.opening == detail::Opening::Open && may_need_opening(plan.table->entity)) {
        std::vector<LoadedItem> found;
        std::vector<std::size_t> positions;
        for (std::size_t i = 0; i < batch.items.size(); ++i) {
            if (batch.items[i]) {
                found.push_back(std::move(*batch.items[i]));
                positions.push_back(i);
            }
        }
        co_await open_all(context, *client, plan.table->entity, found);
        for (std::size_t i = 0; i < found.size(); ++i) {
            *batch.items[positions[i]] = std::move(found[i]);
        }
    }
    co_return batch;
}

}  // namespace

task<LoadedBatch> read_items(Context context, ClientState& client, const BatchGetPlan& plan, CallTarget target) {
    const Keys keys(plan.table->entity, plan.keys);
    LoadedBatch batch;
    batch.items.resize(plan.keys.size());
    std::vector<task<void>> parts;
    for (std::vector<std::size_t>& run : cut(keys.first(), keys_per_request)) {
        parts.push_back(read_run(context, client, plan, keys, std::move(run), target, batch));
    }
    co_await runtime::in_parallel(std::move(parts), plan.at_once);
    std::ranges::sort(batch.unread);
    co_return batch;
}

}  // namespace dynoxx::mapper

namespace dynoxx::detail {

FlowPtr flow_of(BatchGetPlan plan) {
    return make_flow<LoadedBatch>([plan = std::move(plan)](runtime::Context context, const CallTarget& target) {
        return mapper::batch_get(context, plan, target);
    });
}

}  // namespace dynoxx::detail
