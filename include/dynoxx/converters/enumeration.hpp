#pragma once

#include <dynoxx/converters/scalar.hpp>
#include <dynoxx/detail/enum_names.hpp>

#include <span>
#include <string_view>
#include <type_traits>

namespace dynoxx {

/// Says that an enumeration is stored as its number (N) and not as the name of its enumerator (S). Specialise it.
template <class Enum>
inline constexpr bool enum_as_number = false;

/// Gives one enumerator the text under which it is stored; an element of `enum_texts`.
struct EnumText {
    std::int64_t value;
    std::string_view text;

    template <class Enum>
    requires std::is_enum_v<Enum>
    constexpr EnumText(Enum enumerator, std::string_view stored)
        : value(static_cast<std::int64_t>(enumerator)), text(stored) {}
    constexpr EnumText(std::int64_t number, std::string_view stored) : value(number), text(stored) {}
};

/// The texts of an enumeration. By default they are the names of the enumerators between -8 and 127, as the compiler
/// knows them; specialise it with a `std::array` of `EnumText` to store others, or for other numbers.
template <class Enum>
inline constexpr auto enum_texts = detail::compiler_enum_names<EnumText, Enum>();

namespace detail {

[[nodiscard]] std::optional<std::int64_t> read_enum(AttributeValue& value, std::span<const EnumText> texts,
                                                    std::string_view enum_name, ReadContext& in);
[[nodiscard]] AttributeValue write_enum(std::int64_t value, std::span<const EnumText> texts, std::string_view enum_name,
                                        WriteContext& out);

}  // namespace detail

/// An enumeration as the name of its enumerator, or as its number if `enum_as_number` says so. Unknown texts are
/// errors.
template <class Enum>
requires std::is_enum_v<Enum> &&(!std::is_same_v<Enum, std::byte>)struct Converter<Enum> {
    static constexpr AttributeValue::Type type =
        enum_as_number<Enum> ? AttributeValue::Type::N : AttributeValue::Type::S;
    static AttributeValue write(Enum value, WriteContext& out) {
        if constexpr (enum_as_number<Enum>) {
            return Number(std::to_string(static_cast<std::underlying_type_t<Enum>>(value)));
        } else {
            return detail::write_enum(static_cast<std::int64_t>(value), enum_texts<Enum>, detail::short_type_name<Enum>,
                                      out);
        }
    }
    static void read(AttributeValue& value, Enum& out, ReadContext& in) {
        if constexpr (enum_as_number<Enum>) {
            if (const auto number =
                    detail::read_integer(value, detail::integer_range<std::underlying_type_t<Enum>>, in)) {
                out = static_cast<Enum>(number->bits);
            }
        } else if (const auto number = detail::read_enum(value, enum_texts<Enum>, detail::short_type_name<Enum>, in)) {
            out = static_cast<Enum>(*number);
        }
    }
};

}  // namespace dynoxx
