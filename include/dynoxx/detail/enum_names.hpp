#pragma once

#include <dynoxx/detail/member_name.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

namespace dynoxx::detail {

inline constexpr std::int64_t first_enum_value = -8;
inline constexpr std::size_t enum_value_count = 136;

/// One function whose name holds 136 values: `... [with auto ...Values = {Color::Red, (Color)1, ...}]`.
template <auto... Values>
consteval std::string_view enum_values_text() {
    return __PRETTY_FUNCTION__;
}

template <class Enum, std::size_t... Index>
consteval std::string_view enum_values_text_of(std::index_sequence<Index...>) {
    return enum_values_text<static_cast<Enum>(first_enum_value + static_cast<std::int64_t>(Index))...>();
}

template <class Enum, std::size_t... Index>
consteval std::string_view enum_values_text_of_unsigned(std::index_sequence<Index...>) {
    return enum_values_text<static_cast<Enum>(Index)...>();
}

struct EnumName {
    std::int64_t value = 0;
    std::string_view name{};
};

struct EnumNames {
    std::array<EnumName, enum_value_count> names{};
    std::size_t count = 0;
};

constexpr bool is_opening(char c) noexcept {
    return c == '(' || c == '{' || c == '<';
}

constexpr bool is_closing(char c) noexcept {
    return c == ')' || c == '}' || c == '>';
}

/// Picks the named values out of `... {Color::Red, (Color)1, ...}`: the unnamed ones are casts.
consteval EnumNames scan_enum_names(std::string_view text, std::int64_t value) {
    EnumNames found;
    constexpr std::string_view before = "Values = ";
    std::size_t at = text.find(before) + before.size() + 1;
    for (std::size_t i = 0; i < enum_value_count; ++i, ++value) {
        std::size_t end = at;
        for (int depth = 0; depth > 0 || (text[end] != ',' && !is_closing(text[end])); ++end) {
            depth += is_opening(text[end]) ? 1 : is_closing(text[end]) ? -1 : 0;
        }
        const std::string_view name = identifier_before(text, end);
        if (!name.empty() && name[0] > '9') {
            found.names[found.count++] = {value, name};
        }
        at = end + 2;
    }
    return found;
}

template <class Enum>
inline constexpr bool has_signed_values = std::is_signed_v<std::underlying_type_t<Enum>>;

template <class Enum>
consteval EnumNames find_enum_names() {
    constexpr auto indexes = std::make_index_sequence<enum_value_count>();
    if constexpr (has_signed_values<Enum>) {
        return scan_enum_names(enum_values_text_of<Enum>(indexes), first_enum_value);
    } else {
        return scan_enum_names(enum_values_text_of_unsigned<Enum>(indexes), 0);
    }
}

template <class Text, std::size_t... Index>
consteval std::array<Text, sizeof...(Index)> cut_enum_names(const EnumNames& found, std::index_sequence<Index...>) {
    return {Text(found.names[Index].value, found.names[Index].name)...};
}

/// The values of an enumeration with the names that the compiler knows, in the order of the values.
template <class Text, class Enum>
consteval auto compiler_enum_names() {
    static_assert(
        requires { Enum{0}; },
        "dynoxx: an enumeration must be an `enum class` or have a fixed underlying type (`enum E : int`)");
    constexpr EnumNames found = find_enum_names<Enum>();
    return cut_enum_names<Text>(found, std::make_index_sequence<found.count>());
}

}  // namespace dynoxx::detail
