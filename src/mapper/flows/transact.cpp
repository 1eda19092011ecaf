#include <dynoxx/operations/transact_write.hpp>

#include "client/client_core.hpp"
#include "dynamodb/client.hpp"
#include "mapper/flows/batch_get.hpp"
#include "mapper/flows/pending.hpp"
#include "mapper/flows/settle.hpp"
#include "mapper/transact_part.hpp"
#include "runtime/parallel.hpp"

#include <algorithm>
#include <map>

namespace dynoxx::detail {

namespace {

using mapper::Prepared;
using runtime::Context;
using runtime::task;

/// The limit of both transactions.
constexpr std::size_t most_parts = 100;

constexpr std::size_t removals_at_once = 8;

void check_size(std::size_t parts) {
    if (parts == 0 || parts > most_parts) {
        throw_error(Error(ErrorCode::InvalidOption,
                          "A transaction has 1 to 100 parts, this one has " + std::to_string(parts) + "."));
    }
}

/// One part with what is still to be sealed and uploaded. Removals and checks have nothing of that kind.
using PreparedPart =
    std::variant<Prepared<PutItemRequest>, Prepared<UpdateItemRequest>, DeleteItemRequest, ConditionCheck>;

PreparedPart prepare(const PutPlan& plan) {
    Serialized serialized = plan.serialized.value();
    return mapper::put_request(plan.table->entity, std::move(serialized), plan.condition).value();
}

PreparedPart prepare(const UpdatePlan& plan) {
    return mapper::update_request(plan.table->entity, plan.key.value(), plan.update, plan.condition).value();
}

PreparedPart prepare(const RemovePlan& plan) {
    return mapper::delete_request(plan.table->entity, plan.key.value(), plan.condition, plan.version).value();
}

PreparedPart prepare(const CheckPlan& plan) {
    return mapper::check_request(plan.table->entity, plan.key.value(), plan.condition).value();
}

std::vector<PreparedPart> prepare(const TransactWritePlan& plan) {
    check_size(plan.parts.size());
    std::vector<PreparedPart> parts;
    parts.reserve(plan.parts.size());
    for (const TransactPartPtr& part : plan.parts) {
        parts.push_back(std::visit([](const auto& of) { return prepare(of); }, part->plan));
    }
    return parts;
}

const TablePtr& table_of(const TransactPartPtr& part) {
    return std::visit([](const auto& of) -> const TablePtr& { return of.table; }, part->plan);
}

/// Moves what all parts have from a request of a single write.
template <class Part, class Request>
Part with_condition(Request& request) {
    Part part;
    part.table_name = request.table_name;
    part.condition_expression = request.condition_expression;
    part.names = request.names;
    part.values = request.values;
    part.return_item_on_condition_failure = request.return_item_on_condition_failure;
    return part;
}

struct ToTransactWrite {
    TransactWrite operator()(const Prepared<PutItemRequest>& put) const {
        auto part = with_condition<TransactPut>(put.request);
        part.item = put.request.item;
        return part;
    }
    TransactWrite operator()(const Prepared<UpdateItemRequest>& update) const {
        auto part = with_condition<TransactUpdate>(update.request);
        part.key = update.request.key;
        part.update_expression = update.request.update_expression;
        return part;
    }
    TransactWrite operator()(const DeleteItemRequest& remove) const {
        auto part = with_condition<TransactDelete>(remove);
        part.key = remove.key;
        return part;
    }
    TransactWrite operator()(const ConditionCheck& check) const { return check; }
};

TransactWriteItemsRequest to_request(const TransactWritePlan& plan, const std::vector<PreparedPart>& parts) {
    TransactWriteItemsRequest request;
    request.client_request_token = plan.token;
    for (const PreparedPart& part : parts) {
        request.items.push_back(std::visit(ToTransactWrite(), part));
    }
    return request;
}

/// What was uploaded for one part, and what its item pointed to before.
struct PartObjects {
    PartObjects() {}

    std::vector<S3Location> uploaded{};
    std::vector<S3Location> before{};
};

/// Seals and uploads what the parts still need.
task<void> complete(Context context, ClientState& client, const TransactWritePlan& plan,
                    std::vector<PreparedPart>& parts, std::vector<PartObjects>& objects) {
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const TableData& table = *table_of(plan.parts[i]);
        if (auto* put = std::get_if<Prepared<PutItemRequest>>(&parts[i])) {
            objects[i].uploaded = co_await mapper::complete(context, client, table, *put);
        } else if (auto* update = std::get_if<Prepared<UpdateItemRequest>>(&parts[i])) {
            objects[i].uploaded = co_await mapper::complete(context, client, table, *update);
        }
    }
}

std::optional<Item> written_key(const Entity& entity, const PreparedPart& part) {
    if (const auto* put = std::get_if<Prepared<PutItemRequest>>(&part)) {
        return mapper::key_of_item(entity, put->request.item).value();
    }
    if (const auto* update = std::get_if<Prepared<UpdateItemRequest>>(&part)) {
        return update->request.key;
    }
    if (const auto* remove = std::get_if<DeleteItemRequest>(&part)) {
        return remove->key;
    }
    return std::nullopt;
}

/// Gives the objects that items point to, by the position of the part, for the parts of models with S3 attributes.
task<std::vector<std::vector<S3Location>>> current_objects(Context context, ClientState& client,
                                                           const TransactWritePlan& plan,
                                                           const std::vector<PreparedPart>& parts, CallTarget target) {
    std::vector<std::vector<S3Location>> objects(parts.size());
    std::map<TablePtr, std::vector<std::size_t>> positions;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const TablePtr& table = table_of(plan.parts[i]);
        if (mapper::has_s3_attributes(table->entity) && !std::holds_alternative<ConditionCheck>(parts[i])) {
            positions[table].push_back(i);
        }
    }
    for (const auto& [table, of_table] : positions) {
        BatchGetPlan reading(table);
        reading.consistent_read = true;
        for (const std::size_t position : of_table) {
            reading.keys.emplace_back(written_key(table->entity, parts[position]).value());
        }
        const LoadedBatch stored = co_await mapper::read_items(context, client, reading, target);
        for (std::size_t i = 0; i < of_table.size(); ++i) {
            if (stored.items[i]) {
                objects[of_table[i]] = mapper::locations_of(table->entity, stored.items[i]->item);
            }
        }
    }
    co_return objects;
}

/// Says whether a transaction that was not answered has happened: then all of its items point to their new objects.
task<bool> was_done(Context context, ClientState& client, const TransactWritePlan& plan,
                    const std::vector<PreparedPart>& parts, const std::vector<PartObjects>& objects,
                    CallTarget target) {
    std::vector<std::vector<S3Location>> now;
    target.options.retry = Retry::None;
    try {
        now = co_await current_objects(context, client, plan, parts, std::move(target));
    } catch (const Exception&) {
        now.clear();  // what is known is what was known before
    }
    for (std::size_t i = 0; i < now.size(); ++i) {
        if (mapper::can_be_proven(*table_of(plan.parts[i]), objects[i].uploaded) &&
            mapper::without(objects[i].uploaded, now[i]).size() < objects[i].uploaded.size()) {
            co_return true;
        }
    }
    co_return false;
}

task<void> remove_new_objects(Context context, ClientState& client, const TransactWritePlan& plan,
                              const std::vector<PartObjects>& objects) {
    for (std::size_t i = 0; i < objects.size(); ++i) {
        co_await mapper::remove_new_objects(context, client, *table_of(plan.parts[i]), objects[i].uploaded);
    }
}

/// Finds out what a failed transaction has come to, and ends what it began.
task<mapper::WriteOutcome> settle(Context context, ClientState& client, const TransactWritePlan& plan,
                                  const std::vector<PreparedPart>& parts, const std::vector<PartObjects>& objects,
                                  const Error& failure, CallTarget target) {
    if (mapper::was_refused(failure, mapper::Attempts::AreOne)) {
        co_await remove_new_objects(context, client, plan, objects);
        co_return mapper::WriteOutcome::NotWritten;
    }
    if (co_await was_done(context, client, plan, parts, objects, std::move(target))) {
        co_return mapper::WriteOutcome::Written;
    }
    for (std::size_t i = 0; i < objects.size(); ++i) {
        mapper::report_left_objects(client, *table_of(plan.parts[i]), objects[i].uploaded, LeftBecause::UnknownOutcome);
    }
    co_return mapper::WriteOutcome::Unknown;
}

std::vector<LoadedItem> stored_items(std::vector<PreparedPart>& parts) {
    std::vector<LoadedItem> stored(parts.size());
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (auto* put = std::get_if<Prepared<PutItemRequest>>(&parts[i])) {
            stored[i].opened = mapper::known_plaintexts(put->seals);
            stored[i].item = std::move(put->request.item);
        }
    }
    return stored;
}

task<void> remove_of_part(Context context, ClientState& client, const TableData& table,
                          std::vector<S3Location> replaced) {
    const std::vector<S3Location> left = co_await mapper::remove_objects(context, client, table, std::move(replaced));
    static_cast<void>(left);  // they were reported
}

/// Removes the objects that the items pointed to before and do not now.
task<void> remove_replaced(Context context, ClientState& client, const TransactWritePlan& plan,
                           const std::vector<PreparedPart>& parts, std::vector<PartObjects>& objects,
                           CallTarget target) {
    if (std::ranges::all_of(objects, [](const PartObjects& part) { return part.before.empty(); })) {
        co_return;
    }
    std::vector<std::vector<S3Location>> now;
    bool read = true;
    try {
        now = co_await current_objects(context, client, plan, parts, target);
    } catch (const Exception&) {
        read = false;  // what was asked for has happened
    }
    std::vector<task<void>> removals;
    for (std::size_t i = 0; i < objects.size(); ++i) {
        const TableData& table = *table_of(plan.parts[i]);
        std::vector<S3Location>& replaced = objects[i].before;
        if (!read) {
            mapper::report_left_objects(client, table, replaced, LeftBecause::UnreadItem);
            continue;
        }
        for (const std::vector<S3Location>& kept : now) {
            replaced = mapper::without(std::move(replaced), kept);
        }
        removals.push_back(remove_of_part(context, client, table, std::move(replaced)));
    }
    co_await runtime::in_parallel(std::move(removals), removals_at_once);
}

task<std::vector<LoadedItem>> transact_write(Context context, const TransactWritePlan& plan, CallTarget target) {
    const std::shared_ptr<ClientState> client = target.core->state();
    std::vector<PreparedPart> parts = prepare(plan);
    std::vector<PartObjects> objects(parts.size());
    std::vector<std::vector<S3Location>> before = co_await current_objects(context, *client, plan, parts, target);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        objects[i].before = std::move(before[i]);
    }

    std::optional<Error> failure;
    bool sent = false;
    try {
        co_await complete(context, *client, plan, parts, objects);
        TransactWriteItemsRequest request = to_request(plan, parts);
        sent = true;
        const TransactWriteItemsResponse answer =
            co_await client->dynamodb().transact_write_items(context, std::move(request), settings_of(target));
        static_cast<void>(answer);
    } catch (const Exception& exception) {
        failure = exception.error();
    }
    mapper::WriteOutcome end = mapper::WriteOutcome::Written;
    if (failure && !sent) {
        co_await remove_new_objects(context, *client, plan, objects);
        end = mapper::WriteOutcome::NotWritten;
    } else if (failure) {
        end = co_await settle(context, *client, plan, parts, objects, *failure, target);
    }
    if (end != mapper::WriteOutcome::Written) {
        throw_error(*failure);
    }
    co_await remove_replaced(context, *client, plan, parts, objects, target);
    co_return stored_items(parts);
}

task<std::vector<std::optional<LoadedItem>>> transact_get(Context context, const TransactGetPlan& plan,
                                                          CallTarget target) {
    const std::shared_ptr<ClientState> client = target.core->state();
    TransactGetItemsRequest request = request_of(plan);
    TransactGetItemsResponse answer =
        co_await client->dynamodb().transact_get_items(context, std::move(request), settings_of(target));
    std::vector<std::optional<LoadedItem>> items(plan.parts.size());
    for (std::size_t i = 0; i < std::min(items.size(), answer.items.size()); ++i) {
        if (!answer.items[i]) {
            continue;
        }
        items[i].emplace();
        items[i]->item = std::move(*answer.items[i]);
        const GetPlan& part = plan.parts[i];
        if (part.opening == Opening::Open && mapper::may_need_opening(part.table->entity)) {
            co_await mapper::open_all(context, *client, part.table->entity, std::span(&*items[i], 1));
        }
    }
    co_return items;
}

}  // namespace

TransactWriteItemsRequest request_of(const TransactWritePlan& plan) {
    return to_request(plan, prepare(plan));
}

TransactGetItemsRequest request_of(const TransactGetPlan& plan) {
    check_size(plan.parts.size());
    TransactGetItemsRequest request;
    for (const GetPlan& part : plan.parts) {
        GetItemRequest get = mapper::get_request(part.table->entity, part.key.value(), part.projection).value();
        TransactGet& item = request.items.emplace_back();
        item.table_name = std::move(get.table_name);
        item.key = std::move(get.key);
        item.projection_expression = std::move(get.projection_expression);
        item.names = std::move(get.names);
    }
    return request;
}

FlowPtr flow_of(TransactWritePlan plan) {
    return make_flow<std::vector<LoadedItem>>([plan = std::move(plan)](Context context, const CallTarget& target) {
        return transact_write(context, plan, target);
    });
}

FlowPtr flow_of(TransactGetPlan plan) {
    return make_flow<std::vector<std::optional<LoadedItem>>>(
        [plan = std::move(plan)](Context context, const CallTarget& target) {
            return transact_get(context, plan, target);
        });
}

}  // namespace dynoxx::detail

namespace dynoxx {

detail::LoadedItem TransactResult::at(std::size_t part) const {
    if (part >= stored_.size() || stored_[part].item.empty()) {
        throw_error(Error(ErrorCode::InvalidOption, "Part " + std::to_string(part) +
                                                        " of the transaction was not a put: it has stored nothing."));
    }
    return stored_[part];
}

}  // namespace dynoxx
