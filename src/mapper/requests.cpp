#include "mapper/requests.hpp"

#include "mapper/request_parts.hpp"

#include <algorithm>

namespace dynoxx::mapper {

namespace {

/// Whether one action's path is the other's or leads into it: the service refuses such pairs.
bool overlap(const Path& a, const Path& b) {
    const std::size_t common = std::min(a.steps().size(), b.steps().size());
    return std::equal(a.steps().begin(), a.steps().begin() + static_cast<std::ptrdiff_t>(common), b.steps().begin());
}

Result<void> check_update(const Entity& entity, const Update& update) {
    if (update.empty()) {
        return Error(ErrorCode::InvalidItem,
                     "An update of table '" + entity.table_name + "' has no action; add one with set().");
    }
    const std::vector<std::string> keys = key_names(entity);
    const auto& actions = update.actions();
    for (auto action = actions.begin(); action != actions.end(); ++action) {
        const std::string& attribute = action->path().attribute();
        if (std::ranges::find(keys, attribute) != keys.end()) {
            return Error(ErrorCode::InvalidItem,
                         "An update cannot change the key attribute '" + attribute + "'; put a new item instead.");
        }
        for (auto other = actions.begin(); other != action; ++other) {
            if (overlap(action->path(), other->path())) {
                return Error(ErrorCode::InvalidItem, "An update has two actions on '" + other->path().text() +
                                                         "' and '" + action->path().text() +
                                                         "'; the service takes one.");
            }
        }
    }
    return {};
}

/// Asks for the item that makes a condition fail, if there is a condition.
template <class Request>
void ask_for_failing_item(Request& request) {
    request.return_item_on_condition_failure = !request.condition_expression.empty();
}

}  // namespace

Result<void> check_key(const Entity& entity, const Item& key) {
    const std::vector<std::string> names = key_names(entity);
    for (const std::string& name : names) {
        if (Result<void> checked = check_key_value(entity, name, key.find(name)); !checked) {
            return checked;
        }
    }
    for (const auto& [name, value] : key) {
        if (std::ranges::find(names, name) == names.end()) {
            return key_error(entity, "the attribute '" + name + "' is not part of the key");
        }
    }
    return {};
}

Result<Item> key_of_item(const Entity& entity, const Item& item) {
    Item key;
    for (const std::string& name : key_names(entity)) {
        const AttributeValue* value = item.find(name);
        if (Result<void> checked = check_key_value(entity, name, value); !checked) {
            return checked.error();
        }
        key.append(name, *value);
    }
    return key;
}

Result<Prepared<PutItemRequest>> put_request(const Entity& entity, Serialized serialized, const Condition& condition,
                                             VersionCheck check) {
    for (const std::string& name : key_names(entity)) {
        if (Result<void> checked = check_key_value(entity, name, serialized.item.find(name)); !checked) {
            return checked.error();
        }
    }
    Condition whole = condition;
    if (!entity.version_attribute.empty()) {
        Result<Condition> raised = raise_version(entity, serialized.item, condition, check);
        if (!raised) {
            return raised.error();
        }
        whole = std::move(*raised);
    }
    ExpressionPrinter printer;
    Prepared<PutItemRequest> prepared;
    prepared.request.table_name = entity.table_name;
    prepared.request.condition_expression = printer.print(whole);
    if (printer.error()) {
        return *printer.error();
    }
    take_placeholders(prepared.request, printer);
    ask_for_failing_item(prepared.request);
    prepared.request.item = std::move(serialized.item);
    prepared.uploads = std::move(serialized.uploads);
    prepared.seals = std::move(serialized.seals);
    return prepared;
}

Result<GetItemRequest> get_request(const Entity& entity, Item key, const std::vector<Path>& projection) {
    if (Result<void> checked = check_key(entity, key); !checked) {
        return checked.error();
    }
    ExpressionPrinter printer;
    GetItemRequest request;
    request.table_name = entity.table_name;
    request.key = std::move(key);
    request.projection_expression = printer.print_projection(with_positions(entity, {}, projection));
    request.names = std::move(printer.names());
    return request;
}

KeysAndAttributes batch_get_request(const Entity& entity, const std::vector<Path>& projection) {
    ExpressionPrinter printer;
    KeysAndAttributes request;
    request.projection_expression = printer.print_projection(with_positions(entity, {}, projection));
    request.names = std::move(printer.names());
    return request;
}

Result<Prepared<UpdateItemRequest>> update_request(const Entity& entity, Item key, const Update& update,
                                                   const Condition& condition) {
    if (Result<void> checked = check_key(entity, key); !checked) {
        return checked.error();
    }
    if (Result<void> checked = check_update(entity, update); !checked) {
        return checked.error();
    }
    Result<Update> whole = entity.version_attribute.empty() ? Result<Update>(update) : raise_version(entity, update);
    if (!whole) {
        return whole.error();
    }
    ExpressionPrinter printer;
    Prepared<UpdateItemRequest> prepared;
    prepared.request.table_name = entity.table_name;
    prepared.request.update_expression = printer.print(*whole);
    prepared.request.condition_expression = printer.print(condition);
    if (printer.error()) {
        return *printer.error();
    }
    take_placeholders(prepared.request, printer);
    ask_for_failing_item(prepared.request);
    prepared.request.key = std::move(key);
    prepared.uploads = std::move(printer.uploads());
    prepared.seals = std::move(printer.seals());
    return prepared;
}

Result<DeleteItemRequest> delete_request(const Entity& entity, Item key, const Condition& condition,
                                         const std::optional<AttributeValue>& version) {
    if (Result<void> checked = check_key(entity, key); !checked) {
        return checked.error();
    }
    Condition whole = condition;
    if (version && !entity.version_attribute.empty()) {
        const Result<Condition> unchanged = still_has_version(entity, *version);
        if (!unchanged) {
            return unchanged.error();
        }
        whole = *unchanged && condition;
    }
    ExpressionPrinter printer;
    DeleteItemRequest request;
    request.table_name = entity.table_name;
    request.condition_expression = printer.print(whole);
    if (printer.error()) {
        return *printer.error();
    }
    take_placeholders(request, printer);
    ask_for_failing_item(request);
    request.key = std::move(key);
    return request;
}

Result<ConditionCheck> check_request(const Entity& entity, Item key, const Condition& condition) {
    if (Result<void> checked = check_key(entity, key); !checked) {
        return checked.error();
    }
    if (condition.empty()) {
        return Error(ErrorCode::InvalidItem,
                     "A check of an item of table '" + entity.table_name + "' has no condition; add one with when().");
    }
    ExpressionPrinter printer;
    ConditionCheck check;
    check.table_name = entity.table_name;
    check.condition_expression = printer.print(condition);
    if (printer.error()) {
        return *printer.error();
    }
    take_placeholders(check, printer);
    ask_for_failing_item(check);
    check.key = std::move(key);
    return check;
}

void fill(PutItemRequest& request, const PendingUpload& upload, const S3Location& location) {
    request.item.set(upload.attribute, to_attribute_value(location));
}

void fill(PutItemRequest& request, const PendingSeal& seal, std::string sealed) {
    request.item.set(seal.attribute, std::move(sealed));
}

void fill(UpdateItemRequest& request, const PendingUpload& upload, const S3Location& location) {
    request.values.insert_or_assign(upload.placeholder, to_attribute_value(location));
}

void fill(UpdateItemRequest& request, const PendingSeal& seal, std::string sealed) {
    request.values.insert_or_assign(seal.placeholder, AttributeValue(std::move(sealed)));
}

}  // namespace dynoxx::mapper
