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

}  // namespace

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
