#pragma once

#include <cstddef>
#include <string_view>
#include <type_traits>

namespace dynoxx::detail {

constexpr bool is_identifier(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' ||
           static_cast<unsigned char>(c) >= 0x80;
}

/// Gives the last identifier that ends before `end`.
constexpr std::string_view identifier_before(std::string_view text, std::size_t end) noexcept {
    std::size_t begin = end;
    while (begin > 0 && is_identifier(text[begin - 1])) {
        --begin;
    }
    return text.substr(begin, end - begin);
}

/// Cuts the value of the template argument out of the compiler's name of a function: g++ writes
/// `... [with auto Value = &User::id; ...]`, clang `... [Value = &User::id]`.
constexpr std::string_view template_argument(std::string_view function) noexcept {
    const std::size_t equals = function.find("Value = ");
    const std::size_t begin = equals + std::string_view("Value = ").size();
    std::size_t end = function.find("; ", begin);
    if (end == std::string_view::npos) {
        end = function.size() - 1;
    }
    return function.substr(begin, end - begin);
}

template <auto Value>
consteval std::string_view value_text() {
    return template_argument(__PRETTY_FUNCTION__);
}

template <class Value>
consteval std::string_view type_text() {
    return template_argument(__PRETTY_FUNCTION__);
}

/// The name of a member: of a member pointer, or of a pointer to a part of an object.
template <auto Value>
consteval std::string_view compute_member_name() {
    const std::string_view text = value_text<Value>();
    std::size_t end = text.size();
    while (end > 0 && !is_identifier(text[end - 1])) {
        --end;
    }
    return identifier_before(text, end);
}

template <auto Value>
inline constexpr std::string_view member_name = compute_member_name<Value>();

/// The name of a type without its namespaces.
template <class T>
consteval std::string_view compute_short_type_name() {
    const std::string_view text = type_text<T>();
    const std::size_t arguments = text.find('<');
    const std::string_view head = text.substr(0, arguments);
    const std::size_t colon = head.rfind("::");
    return colon == std::string_view::npos ? text : text.substr(colon + 2);
}

template <class T>
inline constexpr std::string_view short_type_name = compute_short_type_name<T>();

/// Looks for `f()::Local`; clang writes `(anonymous namespace)::User`, which is no function.
consteval bool names_a_function(std::string_view type) {
    constexpr std::string_view anonymous = "(anonymous namespace)";
    for (std::size_t at = type.find(")::"); at != std::string_view::npos; at = type.find(")::", at + 1)) {
        if (!type.substr(0, at + 1).ends_with(anonymous)) {
            return true;
        }
    }
    return false;
}

/// Whether a type is declared inside a function. Only g++ shows it.
template <class T>
inline constexpr bool is_function_local = names_a_function(type_text<T>());

template <class Pointer>
struct MemberPointer;

template <class Owner, class Member>
struct MemberPointer<Member Owner::*> {
    using OwnerType = Owner;
    using MemberType = Member;
};

template <auto Member>
using OwnerOf = typename MemberPointer<std::remove_cv_t<decltype(Member)>>::OwnerType;

template <auto Member>
using TypeOf = std::remove_cv_t<typename MemberPointer<std::remove_cv_t<decltype(Member)>>::MemberType>;

/// A text as a template argument.
template <std::size_t Size>
struct FixedString {
    char text[Size]{};

    // NOLINTNEXTLINE(google-explicit-constructor): `index<"by-status", ...>` needs it.
    consteval FixedString(const char (&literal)[Size]) {
        for (std::size_t i = 0; i < Size; ++i) {
            text[i] = literal[i];
        }
    }

    [[nodiscard]] constexpr std::string_view view() const noexcept { return {text, Size - 1}; }
};

}  // namespace dynoxx::detail
