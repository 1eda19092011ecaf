#pragma once

#include "dynamodb/codec/fields.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

/// Enumerations as the texts of the service, which stand in the order of their enumerators.
namespace dynoxx::dynamodb {

template <class Enum, std::size_t N>
std::string_view enum_text(Enum value, const std::array<std::string_view, N>& texts) {
    return texts.at(static_cast<std::size_t>(value));
}

/// Gives the enumerator of a member that is a text, or `other` if the text is an unknown one.
template <class Enum, std::size_t N>
Enum find_enum(const json::Value& object, std::string_view name, const std::array<std::string_view, N>& texts,
               Enum other) {
    const auto found = std::ranges::find(texts, find_text(object, name));
    return found == texts.end() ? other : static_cast<Enum>(found - texts.begin());
}

/// Gives the enumerator of a member that must be one of the texts.
template <class Enum, std::size_t N>
Enum read_enum(const json::Value& object, std::string_view name, const std::array<std::string_view, N>& texts) {
    const auto found = std::ranges::find(texts, find_text(object, name));
    if (found == texts.end()) {
        malformed("\"" + std::string(name) + "\" has an unknown value");
    }
    return static_cast<Enum>(found - texts.begin());
}

}  // namespace dynoxx::dynamodb
