#pragma once

#include <dynoxx/converters/container.hpp>
#include <dynoxx/converters/scalar.hpp>

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace dynoxx {

namespace detail {

template <class T>
inline constexpr bool is_number = IntegerType<T> || FloatingType<T> || std::is_same_v<T, Number>;

template <class T>
struct WithoutOptional {
    using type = T;
};
template <class T>
struct WithoutOptional<std::optional<T>> {
    using type = T;
};

/// What an attribute of a member's type holds when it is there.
template <class T>
using StoredType = typename WithoutOptional<T>::type;

template <class T>
concept TextLike = std::convertible_to<const T&, std::string_view> && !std::is_null_pointer_v<T>;

/// Whether a value can stand where a member of type `Member` is stored.
template <class Member, class Value>
consteval bool is_writable_as() {
    using Stored = StoredType<Member>;
    if constexpr (std::is_same_v<Value, Stored> || std::is_same_v<Value, AttributeValue>) {
        return true;
    } else if constexpr (is_number<Stored>) {
        return is_number<Value>;
    } else if constexpr (std::is_same_v<Stored, bool>) {
        return false;
    } else if constexpr (std::is_same_v<Stored, std::string>) {
        return TextLike<Value>;
    } else {
        return std::convertible_to<const Value&, Stored>;
    }
}

template <class Member, class Value>
AttributeValue write_as(const Value& value, WriteContext& out) {
    using Stored = StoredType<Member>;
    if constexpr (std::is_same_v<Value, AttributeValue>) {
        return value;
    } else if constexpr (IntegerType<Stored> && IntegerType<Value>) {
        if (!std::in_range<Stored>(value)) {
            out.fail("the number does not fit the type of the member");
        }
        return Converter<Value>::write(value, out);
    } else if constexpr (is_number<Stored>) {
        return Converter<Value>::write(value, out);
    } else if constexpr (std::is_same_v<Stored, std::string>) {
        return AttributeValue(std::string_view(value));
    } else {
        return Converter<Stored>::write(value, out);
    }
}

}  // namespace detail

/// Says whether an attribute of a member's type can be compared with a value: numbers with numbers, texts with texts,
/// and everything else with what turns into the member's type. Secrets and S3 values cannot be compared.
template <class Member, class Value>
concept Comparable =
    !detail::is_encrypted<Member> && !detail::is_s3_value<Member> && detail::is_writable_as<Member, Value>();

/// Says whether an attribute of a member's type can be set to a value.
template <class Member, class Value>
concept Assignable = detail::is_writable_as<Member, Value>();

/// Says whether a value can stand for a key of a member's type: as `Comparable`, and no fraction for a whole number.
template <class Member, class Value>
concept KeyValue = Comparable<Member, Value> && !(detail::IntegerType<Member> && detail::FloatingType<Value>);

}  // namespace dynoxx
