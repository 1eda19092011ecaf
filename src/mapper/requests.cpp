#include "mapper/requests.hpp"

#include "mapper/expression.hpp"

#include <algorithm>
#include <optional>

namespace dynoxx::mapper {

namespace {

std::optional<ScalarType> scalar_type(AttributeValue::Type type) {
    switch (type) {
        case AttributeValue::Type::S:
            return ScalarType::S;
        case AttributeValue::Type::N:
            return ScalarType::N;
        case AttributeValue::Type::B:
            return ScalarType::B;
        default:
            return std::nullopt;
    }
}

Error no_such_attribute(const Entity& entity, const std::string& name) {
    return Error(ErrorCode::InvalidModel,
                 "The table '" + entity.table_name + "' has no attribute '" + name + "' in its model.");
}

Error key_error(const Entity& entity, const std::string& reason) {
    return Error(ErrorCode::InvalidItem, "Wrong key for table '" + entity.table_name + "': " + reason + ".");
}

/// Checks that a value may stand in a key attribute.
Result<void> check_key_value(const Entity& entity, const std::string& name, const AttributeValue* value) {
    if (value == nullptr) {
        return key_error(entity, "the attribute '" + name + "' is missing");
    }
    const EntityAttribute* attribute = entity.find(name);
    if (attribute == nullptr) {
        return no_such_attribute(entity, name);
    }
    if (value->type() != attribute->type) {
        return key_error(entity, "the attribute '" + name + "' must be " + std::string(to_string(attribute->type)) +
                                     ", found " + std::string(to_string(value->type())));
    }
    const std::string* text = value->get_if<std::string>();
    const Bytes* bytes = value->get_if<Bytes>();
    if ((text != nullptr && text->empty()) || (bytes != nullptr && bytes->empty())) {
        return key_error(entity, "the attribute '" + name + "' is empty");
    }
    return {};
}

std::vector<std::string> key_names(const Entity& entity) {
    std::vector<std::string> names{entity.partition_key};
    if (!entity.sort_key.empty()) {
        names.push_back(entity.sort_key);
    }
    return names;
}

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

struct KeyNames {
    std::string partition;
    std::string sort;
};

Result<KeyNames> find_keys(const Entity& entity, const std::string& index_name) {
    if (index_name.empty()) {
        return KeyNames{entity.partition_key, entity.sort_key};
    }
    const EntityIndex* index = entity.find_index(index_name);
    if (index == nullptr) {
        return Error(ErrorCode::InvalidModel, "The table '" + entity.table_name + "' has no index '" + index_name +
                                                  "' in its model; declare it with dynoxx::index.");
    }
    return KeyNames{index->partition_key, index->sort_key};
}

bool serves_as_key_condition(ConditionOperator op) {
    switch (op) {
        case ConditionOperator::Equal:
        case ConditionOperator::Less:
        case ConditionOperator::LessOrEqual:
        case ConditionOperator::Greater:
        case ConditionOperator::GreaterOrEqual:
        case ConditionOperator::Between:
        case ConditionOperator::BeginsWith:
            return true;
        default:
            return false;
    }
}

Result<void> check_sort_condition(const Entity& entity, const KeyNames& keys, const Condition& sort) {
    if (sort.empty()) {
        return {};
    }
    if (keys.sort.empty()) {
        return key_error(entity, "there is a condition on a sort key, but no sort key; use filter()");
    }
    const Path* path = sort.operands().empty() ? nullptr : std::get_if<Path>(&sort.operands().front());
    if (!serves_as_key_condition(sort.op()) || path == nullptr || *path != Path(keys.sort)) {
        return key_error(entity, "the condition on the sort key '" + keys.sort +
                                     "' must be one of = < <= > >= between begins_with on it; use filter() for others");
    }
    return {};
}

void add_definition(const Entity& entity, const std::string& name, KeyType key_type,
                    std::vector<KeySchemaElement>& schema, std::vector<AttributeDefinition>& definitions) {
    if (name.empty()) {
        return;
    }
    schema.emplace_back(name, key_type);
    const auto known = std::ranges::find(definitions, name, &AttributeDefinition::name);
    const EntityAttribute* attribute = entity.find(name);
    if (known == definitions.end() && attribute != nullptr) {
        definitions.emplace_back(name, scalar_type(attribute->type).value_or(ScalarType::S));
    }
}

/// Moves the placeholders of the printed expressions into a request.
template <class Request>
void take_placeholders(Request& request, ExpressionPrinter& printer) {
    request.names = std::move(printer.names());
    request.values = std::move(printer.values());
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

Result<Prepared<PutItemRequest>> put_request(const Entity& entity, Serialized serialized, const Condition& condition) {
    for (const std::string& name : key_names(entity)) {
        if (Result<void> checked = check_key_value(entity, name, serialized.item.find(name)); !checked) {
            return checked.error();
        }
    }
    ExpressionPrinter printer;
    Prepared<PutItemRequest> prepared;
    prepared.request.table_name = entity.table_name;
    prepared.request.condition_expression = printer.print(condition);
    if (printer.error()) {
        return *printer.error();
    }
    take_placeholders(prepared.request, printer);
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
    request.projection_expression = printer.print_projection(projection);
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
    ExpressionPrinter printer;
    Prepared<UpdateItemRequest> prepared;
    prepared.request.table_name = entity.table_name;
    prepared.request.update_expression = printer.print(update);
    prepared.request.condition_expression = printer.print(condition);
    if (printer.error()) {
        return *printer.error();
    }
    take_placeholders(prepared.request, printer);
    prepared.request.key = std::move(key);
    prepared.uploads = std::move(printer.uploads());
    prepared.seals = std::move(printer.seals());
    return prepared;
}

Result<DeleteItemRequest> delete_request(const Entity& entity, Item key, const Condition& condition) {
    if (Result<void> checked = check_key(entity, key); !checked) {
        return checked.error();
    }
    ExpressionPrinter printer;
    DeleteItemRequest request;
    request.table_name = entity.table_name;
    request.condition_expression = printer.print(condition);
    if (printer.error()) {
        return *printer.error();
    }
    take_placeholders(request, printer);
    request.key = std::move(key);
    return request;
}

Result<QueryRequest> query_request(const Entity& entity, const QueryPlan& plan) {
    const Result<KeyNames> keys = find_keys(entity, plan.index_name);
    if (!keys) {
        return keys.error();
    }
    if (Result<void> checked = check_key_value(entity, keys->partition, &plan.partition); !checked) {
        return checked.error();
    }
    if (Result<void> checked = check_sort_condition(entity, *keys, plan.sort); !checked) {
        return checked.error();
    }
    if (plan.consistent_read && !plan.index_name.empty()) {
        return key_error(entity, "the global index '" + plan.index_name + "' has no consistent reads");
    }
    ExpressionPrinter printer;
    QueryRequest request;
    request.table_name = entity.table_name;
    request.index_name = plan.index_name;
    const Condition partition(ConditionOperator::Equal, {Path(keys->partition), plan.partition});
    request.key_condition_expression = printer.print(partition);
    if (!plan.sort.empty()) {
        request.key_condition_expression += " AND " + printer.print(plan.sort);
    }
    request.filter_expression = printer.print(plan.filter);
    request.projection_expression = printer.print_projection(plan.projection);
    if (printer.error()) {
        return *printer.error();
    }
    take_placeholders(request, printer);
    request.exclusive_start_key = plan.exclusive_start_key;
    request.select = plan.select;
    request.limit = plan.limit;
    request.consistent_read = plan.consistent_read;
    request.scan_index_forward = plan.scan_index_forward;
    return request;
}

CreateTableRequest create_table_request(const Entity& entity) {
    CreateTableRequest request;
    request.table_name = entity.table_name;
    add_definition(entity, entity.partition_key, KeyType::Hash, request.key_schema, request.attributes);
    add_definition(entity, entity.sort_key, KeyType::Range, request.key_schema, request.attributes);
    for (const EntityIndex& index : entity.indexes) {
        IndexDefinition& definition = request.global_indexes.emplace_back();
        definition.name = index.name;
        add_definition(entity, index.partition_key, KeyType::Hash, definition.key_schema, request.attributes);
        add_definition(entity, index.sort_key, KeyType::Range, definition.key_schema, request.attributes);
    }
    return request;
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
