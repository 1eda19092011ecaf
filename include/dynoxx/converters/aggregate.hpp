#pragma once

#include <dynoxx/conversion.hpp>
#include <dynoxx/detail/check_model.hpp>
#include <dynoxx/detail/member_conversion.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

namespace dynoxx {

namespace detail {

template <class T>
inline constexpr bool is_std_array = false;
template <class T, std::size_t Size>
inline constexpr bool is_std_array<std::array<T, Size>> = true;

/// Structs that are stored as M: aggregates, and other classes with a model.
template <class T>
concept MapLike = std::is_class_v<T> && !is_std_array<T> && (std::is_aggregate_v<T> || has_model<T>);

}  // namespace detail

/// A struct inside of an item as M, member by member; it may have a model of its own, for other names.
template <detail::MapLike T>
struct Converter<T> {
    static constexpr AttributeValue::Type type = AttributeValue::Type::M;
    static AttributeValue write(const T& value, WriteContext& out) {
        static_assert(detail::check_nested<T>());
        AttributeMap map;
        detail::Shape<T>::visit(value, detail::MembersWriter<T>{map, out});
        return map;
    }
    static void read(AttributeValue& value, T& out, ReadContext& in) {
        static_assert(detail::check_nested<T>());
        if (AttributeMap* map = in.expect<AttributeMap>(value, type)) {
            detail::Shape<T>::visit(out, detail::MembersReader<T>{*map, in});
        }
    }
};

}  // namespace dynoxx
