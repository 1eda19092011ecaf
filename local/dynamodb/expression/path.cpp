#include "local/dynamodb/expression/path.hpp"

#include <algorithm>

namespace dynoxx::local::dynamodb {

namespace {

const Value* take_step(const Value& value, const PathStep& step) noexcept {
    if (const auto* name = std::get_if<std::string>(&step)) {
        const auto* map = value.get<ValueMap>();
        if (map == nullptr) {
            return nullptr;
        }
        const auto found = map->find(*name);
        return found == map->end() ? nullptr : &found->second;
    }
    const auto* list = value.get<ValueList>();
    const std::size_t index = std::get<std::size_t>(step);
    return list != nullptr && index < list->size() ? &(*list)[index] : nullptr;
}

/// The wanted parts of a value: all of it, or some of its members or elements.
struct Selection {
    bool whole = false;
    std::map<PathStep, Selection> parts;
};

Value select(const Value& value, const Selection& selection);

void select_map(ValueMap& target, const ValueMap& source, const Selection& selection) {
    for (const auto& [step, part] : selection.parts) {
        const auto* name = std::get_if<std::string>(&step);
        const auto found = name == nullptr ? source.end() : source.find(*name);
        if (found != source.end()) {
            target.emplace(*name, select(found->second, part));
        }
    }
}

Value select(const Value& value, const Selection& selection) {
    if (selection.whole) {
        return value;
    }
    if (const auto* map = value.get<ValueMap>()) {
        ValueMap target;
        select_map(target, *map, selection);
        return Value{std::move(target)};
    }
    ValueList target;
    if (const auto* list = value.get<ValueList>()) {
        for (const auto& [step, part] : selection.parts) {
            const auto* index = std::get_if<std::size_t>(&step);
            if (index != nullptr && *index < list->size()) {
                target.push_back(select((*list)[*index], part));
            }
        }
    }
    return Value{std::move(target)};
}

}  // namespace

const std::string& root_of(const DocumentPath& path) {
    return std::get<std::string>(path.front());
}

const Value* find_value(const Item& item, const DocumentPath& path) noexcept {
    const auto root = item.find(std::get<std::string>(path.front()));
    const Value* value = root == item.end() ? nullptr : &root->second;
    for (auto step = path.begin() + 1; value != nullptr && step != path.end(); ++step) {
        value = take_step(*value, *step);
    }
    return value;
}

std::string describe(const DocumentPath& path) {
    std::string text;
    for (const PathStep& step : path) {
        text += text.empty() ? "" : ", ";
        if (const auto* name = std::get_if<std::string>(&step)) {
            text += *name;
        } else {
            text += '[' + std::to_string(std::get<std::size_t>(step)) + ']';
        }
    }
    return '[' + text + ']';
}

PathRelation relate(const DocumentPath& left, const DocumentPath& right) noexcept {
    for (std::size_t i = 0; i < std::min(left.size(), right.size()); ++i) {
        if (left[i].index() != right[i].index()) {
            return PathRelation::Conflict;
        }
        if (left[i] != right[i]) {
            return PathRelation::Distinct;
        }
    }
    return PathRelation::Overlap;
}

Item project(const Item& item, const std::vector<DocumentPath>& paths) {
    Selection wanted;
    for (const DocumentPath& path : paths) {
        if (find_value(item, path) == nullptr) {
            continue;
        }
        Selection* selection = &wanted;
        for (const PathStep& step : path) {
            selection = &selection->parts[step];
        }
        selection->whole = true;
    }
    Item target;
    select_map(target, item, wanted);
    return target;
}

}  // namespace dynoxx::local::dynamodb
