#include "mapper/request_parts.hpp"

#include <algorithm>

namespace dynoxx::mapper {

Error key_error(const Entity& entity, const std::string& reason) {
    return Error(ErrorCode::InvalidItem, "Wrong key for table '" + entity.table_name + "': " + reason + ".");
}

Result<void> check_key_value(const Entity& entity, const std::string& name, const AttributeValue* value) {
    if (value == nullptr) {
        return key_error(entity, "the attribute '" + name + "' is missing");
    }
    const EntityAttribute* attribute = entity.find(name);
    if (attribute == nullptr) {
        return Error(ErrorCode::InvalidModel,
                     "The table '" + entity.table_name + "' has no attribute '" + name + "' in its model.");
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

std::vector<Path> with_positions(const Entity& entity, const std::string& index_name, std::vector<Path> paths) {
    if (paths.empty()) {
        return paths;
    }
    for (const std::string& name : position_names(entity, index_name)) {
        if (std::ranges::find(paths, Path(name)) == paths.end()) {
            paths.emplace_back(name);
        }
    }
    return paths;
}

}  // namespace dynoxx::mapper
