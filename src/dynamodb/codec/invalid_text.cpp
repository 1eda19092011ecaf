#include "dynamodb/codec/invalid_text.hpp"

#include "json/utf8.hpp"

namespace dynoxx::dynamodb {

namespace {

using Found = std::optional<std::string>;

Found attribute(const std::string& path) {
    return "the attribute \"" + path + "\"";
}

Found find_in(const AttributeMap& map, const std::string& path);

Found find_in(const AttributeValue& value, const std::string& path) {
    if (const auto* text = value.get_if<std::string>(); text != nullptr && !json::is_utf8(*text)) {
        return attribute(path);
    }
    if (const auto* number = value.get_if<Number>(); number != nullptr && !json::is_utf8(number->text())) {
        return attribute(path);
    }
    if (const auto* set = value.get_if<AttributeValue::StringSet>()) {
        for (std::size_t i = 0; i < set->values.size(); ++i) {
            if (!json::is_utf8(set->values[i])) {
                return attribute(path + "[" + std::to_string(i) + "]");
            }
        }
    }
    if (const auto* set = value.get_if<AttributeValue::NumberSet>()) {
        for (std::size_t i = 0; i < set->values.size(); ++i) {
            if (!json::is_utf8(set->values[i].text())) {
                return attribute(path + "[" + std::to_string(i) + "]");
            }
        }
    }
    if (const auto* list = value.get_if<AttributeValue::List>()) {
        for (std::size_t i = 0; i < list->size(); ++i) {
            if (Found found = find_in((*list)[i], path + "[" + std::to_string(i) + "]")) {
                return found;
            }
        }
    }
    if (const auto* map = value.get_if<AttributeMap>()) {
        return find_in(*map, path + ".");
    }
    return std::nullopt;
}

Found find_in(const AttributeMap& map, const std::string& path) {
    for (const auto& [name, value] : map) {
        if (!json::is_utf8(name)) {
            return path.empty() ? "the name of an attribute" : "a name in the attribute \"" + path + "\"";
        }
        if (Found found = find_in(value, path + name)) {
            return found;
        }
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::string> path_of_invalid_text(const AttributeMap& item) {
    return find_in(item, "");
}

}  // namespace dynoxx::dynamodb
