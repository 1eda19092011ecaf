#include "local/dynamodb/schema.hpp"

#include <algorithm>

namespace dynoxx::local::dynamodb {

bool KeySchema::has(std::string_view name) const noexcept {
    const auto is_it = [&](const KeyAttribute& attribute) { return attribute.name == name; };
    return std::any_of(partition.begin(), partition.end(), is_it) || std::any_of(sort.begin(), sort.end(), is_it);
}

const IndexDefinition* TableDefinition::find_index(std::string_view index_name) const noexcept {
    const auto found = std::find_if(indexes.begin(), indexes.end(),
                                    [&](const IndexDefinition& index) { return index.name == index_name; });
    return found == indexes.end() ? nullptr : &*found;
}

bool TableDefinition::has_index(IndexScope scope) const noexcept {
    return std::any_of(indexes.begin(), indexes.end(),
                       [&](const IndexDefinition& index) { return index.scope == scope; });
}

Item project(const Item& item, const TableDefinition& table, const IndexDefinition& index) {
    if (index.projection == ProjectionType::All) {
        return item;
    }
    Item projected;
    const auto copy = [&](const std::string& name) {
        if (const auto found = item.find(name); found != item.end()) {
            projected.insert(*found);
        }
    };
    const auto copy_key = [&](const KeyAttribute& attribute) { copy(attribute.name); };
    for_each_attribute(table.keys, copy_key);
    for_each_attribute(index.keys, copy_key);
    std::for_each(index.attributes.begin(), index.attributes.end(), copy);
    return projected;
}

bool has_keys(const Item& item, const KeySchema& keys) noexcept {
    bool all = true;
    for_each_attribute(keys, [&](const KeyAttribute& attribute) {
        const auto found = item.find(attribute.name);
        all = all && found != item.end() && found->second.type() == attribute.type;
    });
    return all;
}

}  // namespace dynoxx::local::dynamodb
