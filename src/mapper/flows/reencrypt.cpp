#include <dynoxx/operations/reencrypt.hpp>

#include "client/client_core.hpp"
#include "dynamodb/client.hpp"
#include "mapper/envelope.hpp"
#include "mapper/flows/sealing.hpp"
#include "mapper/requests.hpp"

#include <algorithm>

namespace dynoxx::detail {

namespace {

using runtime::Context;
using runtime::task;

constexpr int most_tries = 5;

/// Says whether an attribute of an item is sealed.
bool is_sealed_in(const Item& item, const EntityAttribute& attribute) {
    const AttributeValue* value = attribute.encrypted ? item.find(attribute.name) : nullptr;
    const std::string* text = value == nullptr ? nullptr : value->get_if<std::string>();
    return text != nullptr && mapper::is_sealed(*text);
}

/// Gives the item without what is not sealed, its keys excepted, so that nothing else is opened.
Item sealed_part(const Entity& entity, const Item& item) {
    Item part = mapper::key_of_item(entity, item).value();
    for (const EntityAttribute& attribute : entity.attributes) {
        if (is_sealed_in(item, attribute)) {
            part.set(attribute.name, *item.find(attribute.name));
        }
    }
    return part;
}

void check_modes(const Entity& entity, const Item& part) {
    for (const EntityAttribute& attribute : entity.attributes) {
        if (is_sealed_in(part, attribute) && attribute.encrypted->mode != EncryptionMode::ReadWrite) {
            throw_error(Error(ErrorCode::EncryptionModeForbids,
                              "The attribute '" + attribute.name + "' of table '" + entity.table_name +
                                  "' cannot be sealed anew: it is read-only or write-only. Use "
                                  "EncryptionMode::ReadWrite for it."));
        }
    }
}

/// Gives the model as it is where the values are opened.
Entity opening_entity(const ReencryptPlan& plan) {
    Entity entity = plan.table->entity;
    for (EntityAttribute& attribute : entity.attributes) {
        if (attribute.encrypted && !plan.opened_with.empty()) {
            attribute.encrypted->key_id = plan.opened_with;
        }
    }
    return entity;
}

/// Gives the model as it is where the update is made: an item that is sealed anew is no new version.
Entity updating_entity(const ReencryptPlan& plan) {
    Entity entity = plan.table->entity;
    entity.version_attribute.clear();
    return entity;
}

UpdateItemRequest update_of(const Entity& entity, const Item& part, const std::vector<PendingSeal>& seals,
                            std::vector<std::string> sealed) {
    Update update;
    Condition unchanged;
    for (std::size_t i = 0; i < seals.size(); ++i) {
        const Path path(seals[i].attribute);
        update.add(UpdateAction(UpdateOperator::Set, path, AttributeValue(std::move(sealed[i]))));
        unchanged = unchanged && Condition(ConditionOperator::Equal, {path, *part.find(seals[i].attribute)});
    }
    return mapper::update_request(entity, mapper::key_of_item(entity, part).value(), update, unchanged).value().request;
}

task<std::optional<Item>> read_item(Context context, ClientState& client, const ReencryptPlan& plan,
                                    const CallTarget& target) {
    GetItemRequest request = mapper::get_request(plan.table->entity, plan.key.value()).value();
    request.consistent_read = true;
    GetItemResponse answer = co_await client.dynamodb().get_item(context, std::move(request), settings_of(target));
    co_return std::move(answer.item);
}

/// Tries once; gives what failed if that is no more than that the item was changed meanwhile.
task<std::optional<Error>> try_once(Context context, ClientState& client, const ReencryptPlan& plan,
                                    const CallTarget& target, std::size_t& count) {
    const Entity opening = opening_entity(plan);
    const Entity updating = updating_entity(plan);
    count = 0;
    const std::optional<Item> item = co_await read_item(context, client, plan, target);
    if (!item) {
        co_return std::nullopt;
    }
    LoadedItem loaded;
    loaded.item = sealed_part(opening, *item);
    check_modes(opening, loaded.item);
    co_await mapper::open_all(context, client, opening, std::span(&loaded, 1));
    if (loaded.opened.empty()) {
        co_return std::nullopt;
    }
    std::vector<PendingSeal> seals;
    for (OpenedPart& opened : loaded.opened) {
        seals.emplace_back(opened.attribute, std::move(opened.plaintext));
    }
    std::vector<std::string> sealed = co_await mapper::seal_all(context, client, updating, loaded.item, seals);
    UpdateItemRequest request = update_of(updating, loaded.item, seals, std::move(sealed));
    std::optional<Error> failure;
    try {
        static_cast<void>(co_await client.dynamodb().update_item(context, std::move(request), settings_of(target)));
    } catch (const ConditionalCheckFailedException& exception) {
        failure = exception.error();
    }
    count = failure ? 0 : seals.size();
    co_return failure;
}

task<std::size_t> reencrypt(Context context, const ReencryptPlan& plan, CallTarget target) {
    const std::shared_ptr<ClientState> client = target.core->state();
    std::size_t count = 0;
    std::optional<Error> failure;
    for (int tries = 0; tries < most_tries; ++tries) {
        failure = co_await try_once(context, *client, plan, target, count);
        if (!failure) {
            co_return count;
        }
    }
    throw_error(*failure);
}

}  // namespace

FlowPtr flow_of(ReencryptPlan plan) {
    return make_flow<std::size_t>([plan = std::move(plan)](Context context, const CallTarget& target) {
        return reencrypt(context, plan, target);
    });
}

}  // namespace dynoxx::detail
