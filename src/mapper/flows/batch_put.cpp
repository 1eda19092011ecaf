#include <dynoxx/operations/batch_put.hpp>

#include "aws/retry.hpp"
#include "client/client_core.hpp"
#include "dynamodb/client.hpp"
#include "mapper/flows/objects.hpp"
#include "mapper/flows/sealing.hpp"
#include "mapper/requests.hpp"
#include "runtime/parallel.hpp"

#include <algorithm>
#include <exception>
#include <optional>
#include <set>

namespace dynoxx::detail {

namespace {

using mapper::Prepared;
using runtime::Context;
using runtime::task;

/// Limits of BatchWriteItem, and ours.
constexpr std::size_t items_per_request = 25;
constexpr std::size_t requests_at_once = 4;
constexpr std::size_t items_at_once = 8;
constexpr int attempts_for_unprocessed = 8;

using PreparedItems = std::vector<Prepared<PutItemRequest>>;

/// Gives the key of an item as a text that is equal for equal keys.
std::string key_text(const Entity& entity, const Item& item) {
    std::string text;
    for (const std::string* name : {&entity.partition_key, &entity.sort_key}) {
        const AttributeValue* value = name->empty() ? nullptr : item.find(*name);
        if (value == nullptr) {
            continue;
        }
        std::string part;
        if (const auto* string = value->get_if<std::string>()) {
            part = *string;
        } else if (const auto* number = value->get_if<Number>()) {
            part = number->text();
        } else if (const auto* bytes = value->get_if<Bytes>()) {
            part.assign(reinterpret_cast<const char*>(bytes->data()), bytes->size());
        }
        text.append(std::to_string(part.size())).append(":").append(part);
    }
    return text;
}

PreparedItems prepare(const BatchPutPlan& plan) {
    PreparedItems items;
    std::set<std::string> keys;
    items.reserve(plan.objects.size());
    for (const Result<Serialized>& object : plan.objects) {
        Serialized copy = object.value();
        items.push_back(mapper::put_request(plan.table->entity, std::move(copy), Condition()).value());
        if (!keys.insert(key_text(plan.table->entity, items.back().request.item)).second) {
            throw_error(Error(ErrorCode::InvalidItem, "Two objects of a batch for table '" +
                                                          plan.table->entity.table_name +
                                                          "' have the same key (the second is at position " +
                                                          std::to_string(items.size() - 1) + "). Put each key once."));
        }
    }
    return items;
}

/// The objects that were uploaded, by item.
using Uploaded = std::vector<std::vector<S3Location>>;

/// Seals and uploads the parts of one item.
task<void> complete(Context context, ClientState& client, const TableData& table, Prepared<PutItemRequest>& prepared,
                    std::vector<S3Location>& uploaded) {
    const std::vector<std::string> sealed = co_await mapper::seal_all(context, client, table.entity, prepared.seals);
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        mapper::fill(prepared.request, prepared.seals[i], sealed[i]);
    }
    if (prepared.uploads.empty()) {
        co_return;
    }
    const Item& keys = prepared.request.item;
    uploaded = co_await mapper::upload_all(context, client, table, keys, prepared.uploads);
    for (std::size_t i = 0; i < uploaded.size(); ++i) {
        mapper::fill(prepared.request, prepared.uploads[i], uploaded[i]);
    }
}

/// Seals and uploads the parts of all items. The first item alone: it fetches credentials and a data key that the
/// others share.
task<void> complete_all(Context context, ClientState& client, const TableData& table, PreparedItems& items,
                        Uploaded& uploaded) {
    co_await complete(context, client, table, items.front(), uploaded.front());
    std::vector<task<void>> parts;
    parts.reserve(items.size());
    for (std::size_t i = 1; i < items.size(); ++i) {
        parts.push_back(complete(context, client, table, items[i], uploaded[i]));
    }
    co_await runtime::in_parallel(std::move(parts), items_at_once);
}

/// Writes items `first` to `last` of the batch and sends again what the service leaves, with growing pauses.
class Chunk {
 public:
    Chunk(const TableData& table, PreparedItems& items, std::size_t first, std::size_t last)
        : table_(table), items_(items) {
        for (std::size_t i = first; i < last; ++i) {
            waiting_.push_back(i);
        }
    }

    static task<void> write(Chunk& self, Context context, ClientState& client, const CallTarget& target) {
        const aws::RetryRules rules = aws::retry_rules(AwsService::DynamoDB, true);
        for (int attempt = 0; !self.waiting_.empty() && attempt < attempts_for_unprocessed; ++attempt) {
            if (attempt > 0) {
                const auto pause =
                    aws::backoff(rules, aws::RetryKind::Throttling, attempt - 1, context.system().random->uniform());
                const runtime::WaitOutcome outcome = co_await context.sleep(pause);
                if (outcome == runtime::WaitOutcome::Cancelled) {
                    throw_error(Error(ErrorCode::Cancelled, "The batch for table '" + self.table_.entity.table_name +
                                                                "' was cancelled while it waited to send the rest."));
                }
                if (outcome == runtime::WaitOutcome::TimedOut) {
                    co_return;
                }
            }
            BatchWriteItemRequest request = self.next_request();
            ++self.requests_;
            const BatchWriteItemResponse answer =
                co_await client.dynamodb().batch_write_item(context, std::move(request), settings_of(target));
            self.keep_unprocessed(answer);
        }
    }

    /// The same; then the objects of items that were not written are settled, as after any failed write.
    static task<void> write_and_settle(Chunk& self, Context context, ClientState& client, const CallTarget& target,
                                       const Uploaded& uploaded) {
        std::optional<Error> failure;
        try {
            co_await write(self, context, client, target);
        } catch (const Exception& exception) {
            failure = exception.error();
        }
        std::vector<S3Location> unneeded;
        for (const std::size_t index : self.waiting_) {
            unneeded.insert(unneeded.end(), uploaded[index].begin(), uploaded[index].end());
        }
        // After a first request the outcome is unknown, whatever the last one came to: its first attempt may have
        // written.
        const Error reason = failure && self.requests_ == 1 ? *failure : Error();
        co_await mapper::settle_failed_write(context, client, self.table_, std::move(unneeded), reason);
        if (failure) {
            throw_error(*failure);
        }
    }

    [[nodiscard]] const std::vector<std::size_t>& left() const noexcept { return waiting_; }

 private:
    [[nodiscard]] BatchWriteItemRequest next_request() const {
        BatchWriteItemRequest request;
        std::vector<WriteRequest>& writes = request.request_items[table_.entity.table_name];
        for (const std::size_t index : waiting_) {
            writes.push_back(WriteRequest::put(items_[index].request.item));
        }
        return request;
    }

    void keep_unprocessed(const BatchWriteItemResponse& answer) {
        std::set<std::string> unprocessed;
        for (const auto& [name, writes] : answer.unprocessed_items) {
            for (const WriteRequest& write : writes) {
                if (write.item) {
                    unprocessed.insert(key_text(table_.entity, *write.item));
                }
            }
        }
        std::erase_if(waiting_, [&](std::size_t index) {
            return !unprocessed.contains(key_text(table_.entity, items_[index].request.item));
        });
    }

    const TableData& table_;
    PreparedItems& items_;
    std::vector<std::size_t> waiting_;
    int requests_ = 0;
};

/// Removes what was uploaded for items none of which was written.
task<void> remove_all(Context context, ClientState& client, const TableData& table, const Uploaded& uploaded) {
    if (table.object_keys != ObjectKeys::Unique) {
        co_return;  // an item may point to an object of the same key
    }
    std::vector<S3Location> all;
    for (const std::vector<S3Location>& of_item : uploaded) {
        all.insert(all.end(), of_item.begin(), of_item.end());
    }
    co_await mapper::remove_objects(context, client, std::move(all));
}

task<BatchResult> batch_put(Context context, const BatchPutPlan& plan, CallTarget target) {
    const std::shared_ptr<ClientState> client = target.core->state();
    PreparedItems items = prepare(plan);
    BatchResult result;
    if (items.empty()) {
        co_return result;
    }
    Uploaded uploaded(items.size());
    std::exception_ptr failure;
    try {
        co_await complete_all(context, *client, *plan.table, items, uploaded);
    } catch (...) {
        failure = std::current_exception();
    }
    if (failure) {
        co_await remove_all(context, *client, *plan.table, uploaded);
        std::rethrow_exception(failure);
    }

    std::vector<Chunk> chunks;
    for (std::size_t first = 0; first < items.size(); first += items_per_request) {
        chunks.emplace_back(*plan.table, items, first, std::min(first + items_per_request, items.size()));
    }
    std::vector<task<void>> writes;
    writes.reserve(chunks.size());
    for (Chunk& chunk : chunks) {
        writes.push_back(Chunk::write_and_settle(chunk, context, *client, target, uploaded));
    }
    co_await runtime::in_parallel(std::move(writes), requests_at_once);
    for (const Chunk& chunk : chunks) {
        result.unwritten.insert(result.unwritten.end(), chunk.left().begin(), chunk.left().end());
    }
    result.written = items.size() - result.unwritten.size();
    co_return result;
}

}  // namespace

FlowPtr flow_of(BatchPutPlan plan) {
    return make_flow<BatchResult>([plan = std::move(plan)](Context context, const CallTarget& target) {
        return batch_put(context, plan, target);
    });
}

}  // namespace dynoxx::detail
