#include <dynoxx/operations/batch_write.hpp>

#include "client/client_core.hpp"
#include "dynamodb/client.hpp"
#include "mapper/flows/batch_get.hpp"
#include "mapper/flows/batches.hpp"
#include "mapper/flows/pending.hpp"
#include "mapper/flows/settle.hpp"
#include "runtime/parallel.hpp"

#include <algorithm>
#include <exception>
#include <set>

namespace dynoxx::detail {

namespace {

using mapper::Prepared;
using runtime::Context;
using runtime::task;

/// The limit of BatchWriteItem, and how many items are sealed and uploaded at the same time.
constexpr std::size_t writes_per_request = 25;
constexpr std::size_t items_at_once = 8;

/// One write that is ready to be completed and sent: a put, or the key of what is removed.
struct Write {
    Write() {}

    std::optional<Prepared<PutItemRequest>> put{};
    Item key{};
    std::vector<S3Location> uploaded{};
};

Error batch_error(const BatchWritePlan& plan, std::size_t position, const std::string& what) {
    return Error(ErrorCode::InvalidItem, "Write " + std::to_string(position) + " of a batch for table '" +
                                             plan.table->entity.table_name + "' " + what);
}

Write prepare(const BatchWritePlan& plan, const BatchEntry& entry) {
    const Entity& entity = plan.table->entity;
    Write write;
    if (const auto* key = std::get_if<Result<Item>>(&entry)) {
        write.key = key->value();
        if (Result<void> checked = mapper::check_key(entity, write.key); !checked) {
            throw_error(checked.error());
        }
        return write;
    }
    Serialized object = std::get<Result<Serialized>>(entry).value();
    write.put = mapper::put_request(entity, std::move(object), Condition(), mapper::VersionCheck::Unchecked).value();
    write.key = mapper::key_of_item(entity, write.put->request.item).value();
    return write;
}

std::vector<Write> prepare(const BatchWritePlan& plan) {
    const Entity& entity = plan.table->entity;
    std::vector<Write> writes;
    std::set<std::string> keys;
    writes.reserve(plan.entries.size());
    for (const BatchEntry& entry : plan.entries) {
        writes.push_back(prepare(plan, entry));
        const std::size_t position = writes.size() - 1;
        if (!keys.insert(mapper::key_text(entity, writes.back().key)).second) {
            throw_error(batch_error(plan, position, "has the key of an earlier one. Write each key once."));
        }
        if (writes.back().put && plan.checks_versions && !entity.version_attribute.empty()) {
            throw_error(batch_error(plan, position,
                                    "puts an object whose model has versions, and a batch cannot check them. Use put, "
                                    "a transaction, or unchecked() if the writes of others may be replaced."));
        }
    }
    return writes;
}

/// Seals and uploads the parts of one item.
task<void> complete(Context context, ClientState& client, const TableData& table, Write& write) {
    if (write.put) {
        write.uploaded = co_await mapper::complete(context, client, table, *write.put);
    }
}

/// Seals and uploads the parts of all items. The first item alone: it fetches credentials and a data key that the
/// others share.
task<void> complete_all(Context context, ClientState& client, const TableData& table, std::vector<Write>& writes,
                        const std::vector<std::size_t>& positions) {
    std::vector<task<void>> parts;
    for (const std::size_t position : positions) {
        parts.push_back(complete(context, client, table, writes[position]));
    }
    if (!parts.empty()) {
        co_await std::move(parts.front());
        parts.erase(parts.begin());
    }
    co_await runtime::in_parallel(std::move(parts), items_at_once);
}

/// Gives what was uploaded for some of the writes.
std::vector<S3Location> uploaded_for(const std::vector<Write>& writes, const std::vector<std::size_t>& positions) {
    std::vector<S3Location> all;
    for (const std::size_t position : positions) {
        all.insert(all.end(), writes[position].uploaded.begin(), writes[position].uploaded.end());
    }
    return all;
}

/// Sends some of the writes, and sends again what the service leaves, with growing pauses.
class Run {
 public:
    Run(const TablePtr& table, const std::vector<Write>& writes, std::vector<std::size_t> positions)
        : shared_table_(table), table_(*table), writes_(writes), waiting_(std::move(positions)) {}

    static task<void> send(Run& self, Context context, ClientState& client, CallTarget target) {
        for (int attempt = 0; !self.waiting_.empty() && attempt < mapper::attempts_for_unprocessed; ++attempt) {
            if (!co_await mapper::pause_before(context, self.table_.entity, attempt)) {
                co_return;
            }
            BatchWriteItemRequest request = self.next_request();
            ++self.requests_;
            const BatchWriteItemResponse answer =
                co_await client.dynamodb().batch_write_item(context, std::move(request), settings_of(target));
            self.keep_unprocessed(answer);
        }
    }

    /// The same; then the objects of items that were not written are settled, as after any failed write.
    static task<void> send_and_settle(Run& self, Context context, ClientState& client, CallTarget target) {
        std::optional<Error> failure;
        try {
            co_await send(self, context, client, target);
        } catch (const Exception& exception) {
            failure = exception.error();
        }
        // After a first request the outcome is unknown, whatever the last one came to: its first attempt may have
        // written.
        if (failure && self.requests_ == 1 && mapper::was_refused(*failure, mapper::Attempts::MayHaveWritten)) {
            std::vector<S3Location> unneeded = uploaded_for(self.writes_, self.waiting_);
            co_await mapper::remove_new_objects(context, client, self.table_, std::move(unneeded));
        } else {
            co_await find_written(self, context, client, target);
            mapper::report_left_objects(client, self.table_, uploaded_for(self.writes_, self.waiting_),
                                        LeftBecause::UnknownOutcome);
        }
        if (failure && !self.waiting_.empty()) {
            throw_error(*failure);
        }
    }

    [[nodiscard]] const std::vector<std::size_t>& left() const noexcept { return waiting_; }

 private:
    /// Reads the items of which nobody knows whether they were written, and ticks off those that point to their new
    /// objects.
    static task<void> find_written(Run& self, Context context, ClientState& client, CallTarget target) {
        BatchGetPlan reading(self.shared_table_);
        reading.consistent_read = true;
        std::vector<std::size_t> positions;
        for (const std::size_t position : self.waiting_) {
            if (mapper::can_be_proven(self.table_, self.writes_[position].uploaded)) {
                reading.keys.emplace_back(self.writes_[position].key);
                positions.push_back(position);
            }
        }
        if (positions.empty()) {
            co_return;
        }
        LoadedBatch stored;
        target.options.retry = Retry::None;
        try {
            stored = co_await mapper::read_items(context, client, reading, std::move(target));
        } catch (const Exception&) {
            positions.clear();  // what is known is what was known before
        }
        for (std::size_t i = 0; i < positions.size(); ++i) {
            const bool is_new = stored.items[i] && mapper::points_to(self.table_.entity, stored.items[i]->item,
                                                                     self.writes_[positions[i]].uploaded);
            if (is_new) {
                std::erase(self.waiting_, positions[i]);
            }
        }
    }

    [[nodiscard]] BatchWriteItemRequest next_request() const {
        BatchWriteItemRequest request;
        std::vector<WriteRequest>& list = request.request_items[table_.entity.table_name];
        for (const std::size_t position : waiting_) {
            const Write& write = writes_[position];
            list.push_back(write.put ? WriteRequest::put(write.put->request.item) : WriteRequest::remove(write.key));
        }
        return request;
    }

    void keep_unprocessed(const BatchWriteItemResponse& answer) {
        std::set<std::string> unprocessed;
        for (const auto& [name, list] : answer.unprocessed_items) {
            for (const WriteRequest& write : list) {
                unprocessed.insert(mapper::key_text(table_.entity, write.item ? *write.item : *write.key));
            }
        }
        std::erase_if(waiting_, [&](std::size_t position) {
            return !unprocessed.contains(mapper::key_text(table_.entity, writes_[position].key));
        });
    }

    TablePtr shared_table_;
    const TableData& table_;
    const std::vector<Write>& writes_;
    std::vector<std::size_t> waiting_;
    int requests_ = 0;
};

/// Which objects the stored items point to, by the position of the write.
struct StoredObjects {
    StoredObjects() {}

    std::vector<std::vector<S3Location>> objects{};
    std::vector<std::size_t> unknown{};  ///< the service left these unread: they are not written either
};

task<StoredObjects> stored_objects(Context context, ClientState& client, const BatchWritePlan& plan,
                                   const std::vector<Write>& writes, CallTarget target) {
    const Entity& entity = plan.table->entity;
    StoredObjects result;
    result.objects.resize(writes.size());
    if (!mapper::has_s3_attributes(entity)) {
        co_return result;
    }
    BatchGetPlan reading(plan.table);
    reading.consistent_read = true;
    reading.at_once = plan.at_once;
    for (const EntityAttribute& attribute : entity.attributes) {
        if (attribute.s3) {
            reading.projection.emplace_back(attribute.name);
        }
    }
    for (const Write& write : writes) {
        reading.keys.emplace_back(write.key);
    }
    const LoadedBatch stored = co_await mapper::read_items(context, client, reading, target);
    for (std::size_t i = 0; i < writes.size(); ++i) {
        if (stored.items[i]) {
            result.objects[i] = mapper::locations_of(entity, stored.items[i]->item);
        }
    }
    result.unknown = stored.unread;
    co_return result;
}

/// Gives the objects that the writes have left without an item that points to them.
std::vector<S3Location> replaced_objects(const Entity& entity, const std::vector<Write>& writes,
                                         std::vector<std::vector<S3Location>> stored,
                                         const std::vector<std::size_t>& unwritten) {
    std::vector<S3Location> replaced;
    for (std::size_t i = 0; i < writes.size(); ++i) {
        if (std::ranges::find(unwritten, i) != unwritten.end()) {
            continue;
        }
        const std::vector<S3Location> kept =
            writes[i].put ? mapper::locations_of(entity, writes[i].put->request.item) : std::vector<S3Location>();
        std::ranges::move(mapper::without(std::move(stored[i]), kept), std::back_inserter(replaced));
    }
    return replaced;
}

task<BatchResult> batch_write(Context context, const BatchWritePlan& plan, CallTarget target) {
    const std::shared_ptr<ClientState> client = target.core->state();
    const TableData& table = *plan.table;
    std::vector<Write> writes = prepare(plan);
    BatchResult result;
    if (writes.empty()) {
        co_return result;
    }
    StoredObjects stored = co_await stored_objects(context, *client, plan, writes, target);
    std::vector<std::size_t> positions;
    for (std::size_t i = 0; i < writes.size(); ++i) {
        if (std::ranges::find(stored.unknown, i) == stored.unknown.end()) {
            positions.push_back(i);
        }
    }

    std::exception_ptr failure;
    try {
        co_await complete_all(context, *client, table, writes, positions);
    } catch (...) {
        failure = std::current_exception();
    }
    if (failure) {
        std::vector<S3Location> unneeded = uploaded_for(writes, positions);
        co_await mapper::remove_new_objects(context, *client, table, std::move(unneeded));
        std::rethrow_exception(failure);
    }

    std::vector<Run> runs;
    for (std::vector<std::size_t>& run : mapper::cut(std::move(positions), writes_per_request)) {
        runs.emplace_back(plan.table, writes, std::move(run));
    }
    std::vector<task<void>> sends;
    sends.reserve(runs.size());
    for (Run& run : runs) {
        sends.push_back(Run::send_and_settle(run, context, *client, target));
    }
    co_await runtime::in_parallel(std::move(sends), plan.at_once);

    result.unwritten = std::move(stored.unknown);
    for (const Run& run : runs) {
        result.unwritten.insert(result.unwritten.end(), run.left().begin(), run.left().end());
    }
    std::ranges::sort(result.unwritten);
    result.written = writes.size() - result.unwritten.size();
    std::vector<S3Location> replaced =
        replaced_objects(table.entity, writes, std::move(stored.objects), result.unwritten);
    result.objects_left = co_await mapper::remove_objects(context, *client, table, std::move(replaced));
    co_return result;
}

}  // namespace

FlowPtr flow_of(BatchWritePlan plan) {
    return make_flow<BatchResult>([plan = std::move(plan)](Context context, const CallTarget& target) {
        return batch_write(context, plan, target);
    });
}

}  // namespace dynoxx::detail
