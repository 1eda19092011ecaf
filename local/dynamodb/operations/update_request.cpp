#include "local/dynamodb/operations/update_request.hpp"

#include "local/dynamodb/api_error.hpp"
#include "local/dynamodb/expression/evaluate.hpp"
#include "local/dynamodb/key.hpp"
#include "local/dynamodb/operations/write_request.hpp"

namespace dynoxx::local::dynamodb {

namespace {

/// A type mismatch that shows in the request itself, before the item is read.
void check_index_type(const UpdateAction& action, const TableDefinition& table) {
    if (action.path.size() != 1 || action.operand.kind != Operand::Kind::Value || action.operand.value == nullptr) {
        return;
    }
    check_index_keys(table, Item{{root_of(action.path), *action.operand.value}});
}

/// Fails if an action whose value shows only now gave a key of an index a type that the index does not have.
void check_updated_index_types(const Update& update, const TableDefinition& table, const Item& item) {
    for (const UpdateAction& action : update) {
        const auto found = item.find(root_of(action.path));
        if (action.path.size() != 1 || found == item.end()) {
            continue;
        }
        for (const IndexDefinition& index : table.indexes) {
            for_each_attribute(index.keys, [&](const KeyAttribute& attribute) {
                if (attribute.name == found->first && attribute.type != found->second.type()) {
                    fail_validation(
                        "The update expression attempted to update the secondary index key to unsupported type");
                }
            });
        }
    }
}

/// What UpdateItem counts, in bytes: for a statement, for each clause that writes or removes, for operators and
/// functions, and for the steps of paths.
constexpr std::size_t statement_cost = 3;
constexpr std::size_t write_cost = 19;
constexpr std::size_t removal_cost = 1;
constexpr std::size_t plus_cost = 34;
constexpr std::size_t minus_cost = 37;
constexpr std::size_t list_append_cost = 37;
constexpr std::size_t if_not_exists_cost = 39;
constexpr std::size_t path_cost = 1;
constexpr std::size_t read_step_cost = 14;
constexpr std::size_t written_step_cost = 4;

std::size_t step_size(const PathStep& step) {
    const auto* name = std::get_if<std::string>(&step);
    return name != nullptr ? name->size() : std::to_string(std::get<std::size_t>(step)).size();
}

std::size_t target_size(const DocumentPath& path) {
    std::size_t size = 0;
    for (const PathStep& step : path) {
        size += step_size(step) + (size == 0 ? 0 : written_step_cost);
    }
    return size;
}

std::size_t operand_size(const Operand& operand) {
    std::size_t size = 0;
    switch (operand.kind) {
        case Operand::Kind::Path:
            size = path_cost;
            for (const PathStep& step : operand.path) {
                size += read_step_cost + step_size(step);
            }
            return size;
        case Operand::Kind::Value:
            return value_size(*operand.value);
        case Operand::Kind::Plus:
            size = plus_cost;
            break;
        case Operand::Kind::Minus:
            size = minus_cost;
            break;
        case Operand::Kind::IfNotExists:
            size = if_not_exists_cost;
            break;
        default:
            size = list_append_cost;
    }
    for (const Operand& argument : operand.arguments) {
        size += operand_size(argument);
    }
    return size;
}

std::size_t written_size(const UpdateAction& action) {
    const bool removes = action.kind == UpdateAction::Kind::Remove || action.kind == UpdateAction::Kind::Delete;
    return removes ? removal_cost + target_size(action.path)
                   : write_cost + target_size(action.path) + operand_size(action.operand);
}

}  // namespace

void check_written_size(const Update& update) {
    std::size_t size = statement_cost;
    for (const UpdateAction& action : update) {
        size += written_size(action);
    }
    if (size > max_item_size) {
        fail_validation("Item size to update has exceeded the maximum allowed size");
    }
}

void check_update(const Update& update, const TableDefinition& table) {
    for (const UpdateAction& action : update) {
        if (table.keys.has(root_of(action.path))) {
            fail_parameter("Cannot update attribute " + root_of(action.path) + ". This attribute is part of the key");
        }
    }
    for (const UpdateAction& action : update) {
        check_path_into_keys(action.path, table);
        for_each_path(action.operand, [&](const DocumentPath& path) {
            if (!path.empty()) {
                check_path_into_keys(path, table);
            }
        });
        check_index_type(action, table);
    }
}

Item updated_item(const Update& update, const TableDefinition& table, const Item& key, const RecordPointer& current) {
    Item item = apply(update, current == nullptr ? key : current->item);
    if (item_size(item) > max_item_size) {
        fail_validation("Item size to update has exceeded the maximum allowed size");
    }
    check_updated_index_types(update, table, item);
    check_index_keys(table, item);
    return item;
}

Item returned_attributes(std::string_view wanted, const Update& update, const Change& change) {
    const RecordPointer& record = wanted.ends_with("_OLD") ? change.before : change.after;
    if (record == nullptr || wanted.empty() || wanted == "NONE") {
        return {};
    }
    if (wanted.starts_with("ALL_")) {
        return record->item;
    }
    std::vector<DocumentPath> paths;
    paths.reserve(update.size());
    for (const UpdateAction& action : update) {
        paths.push_back(action.path);
    }
    return project(record->item, paths);
}

}  // namespace dynoxx::local::dynamodb
