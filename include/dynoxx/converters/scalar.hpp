#pragma once

#include <dynoxx/conversion.hpp>

#include <array>
#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

namespace dynoxx {

namespace detail {

template <class T>
concept CharacterType = std::same_as<T, char> || std::same_as<T, wchar_t> || std::same_as<T, char8_t> ||
    std::same_as<T, char16_t> || std::same_as<T, char32_t>;

template <class T>
concept IntegerType = std::integral<T> && !std::same_as<T, bool> && !CharacterType<T> && sizeof(T) <= 8;

template <class T>
concept FloatingType = std::same_as<T, float> || std::same_as<T, double>;

/// The range of an integer member; every value of it is in one of the two.
struct IntegerRange {
    std::int64_t min;
    std::uint64_t max;
};

template <IntegerType T>
inline constexpr IntegerRange integer_range{std::numeric_limits<T>::min(), std::numeric_limits<T>::max()};

/// A whole number as sign and magnitude's two's complement: `bits` is the value modulo 2^64.
struct WholeNumber {
    std::uint64_t bits = 0;
};

[[nodiscard]] std::optional<WholeNumber> read_integer(AttributeValue& value, IntegerRange range, ReadContext& in);
[[nodiscard]] std::optional<double> read_double(AttributeValue& value, ReadContext& in);
[[nodiscard]] std::optional<float> read_float(AttributeValue& value, ReadContext& in);
[[nodiscard]] AttributeValue write_double(double value, WriteContext& out);
[[nodiscard]] AttributeValue write_float(float value, WriteContext& out);
void read_bytes(AttributeValue& value, std::byte* begin, std::size_t size, ReadContext& in);

}  // namespace detail

/// Text as S.
template <>
struct Converter<std::string> {
    static constexpr AttributeValue::Type type = AttributeValue::Type::S;
    static AttributeValue write(const std::string& value, WriteContext&) { return value; }
    static void read(AttributeValue& value, std::string& out, ReadContext& in) {
        if (std::string* text = in.expect<std::string>(value, type)) {
            out = std::move(*text);
        }
    }
};

/// Integers as N. A number that is no integer or does not fit is an error.
template <detail::IntegerType T>
struct Converter<T> {
    static constexpr AttributeValue::Type type = AttributeValue::Type::N;
    static AttributeValue write(T value, WriteContext&) { return Number(std::to_string(value)); }
    static void read(AttributeValue& value, T& out, ReadContext& in) {
        if (const auto number = detail::read_integer(value, detail::integer_range<T>, in)) {
            out = static_cast<T>(number->bits);
        }
    }
};

/// Floating point as N, the shortest text that reads back as the same value. Not-a-number, infinity and what is beyond
/// DynamoDB's range are errors.
template <detail::FloatingType T>
struct Converter<T> {
    static constexpr AttributeValue::Type type = AttributeValue::Type::N;
    static AttributeValue write(T value, WriteContext& out) {
        if constexpr (std::same_as<T, float>) {
            return detail::write_float(value, out);
        } else {
            return detail::write_double(value, out);
        }
    }
    static void read(AttributeValue& value, T& out, ReadContext& in) {
        if constexpr (std::same_as<T, float>) {
            out = detail::read_float(value, in).value_or(out);
        } else {
            out = detail::read_double(value, in).value_or(out);
        }
    }
};

/// `bool` as BOOL.
template <>
struct Converter<bool> {
    static constexpr AttributeValue::Type type = AttributeValue::Type::Bool;
    static AttributeValue write(bool value, WriteContext&) { return value; }
    static void read(AttributeValue& value, bool& out, ReadContext& in) {
        if (const bool* found = in.expect<bool>(value, type)) {
            out = *found;
        }
    }
};

/// An exact number as N.
template <>
struct Converter<Number> {
    static constexpr AttributeValue::Type type = AttributeValue::Type::N;
    static AttributeValue write(const Number& value, WriteContext&) { return value; }
    static void read(AttributeValue& value, Number& out, ReadContext& in) {
        if (Number* found = in.expect<Number>(value, type)) {
            out = std::move(*found);
        }
    }
};

/// Bytes as B.
template <class Byte>
requires std::same_as<Byte, std::byte> || std::same_as<Byte, std::uint8_t>
struct Converter<std::vector<Byte>> {
    static constexpr AttributeValue::Type type = AttributeValue::Type::B;
    static AttributeValue write(const std::vector<Byte>& value, WriteContext&) {
        const std::byte* begin = reinterpret_cast<const std::byte*>(value.data());
        return Bytes(begin, begin + value.size());
    }
    static void read(AttributeValue& value, std::vector<Byte>& out, ReadContext& in) {
        if (Bytes* bytes = in.expect<Bytes>(value, type)) {
            if constexpr (std::same_as<Byte, std::byte>) {
                out = std::move(*bytes);
            } else {
                const Byte* begin = reinterpret_cast<const Byte*>(bytes->data());
                out.assign(begin, begin + bytes->size());
            }
        }
    }
};

/// A fixed number of bytes as B; another length is an error.
template <class Byte, std::size_t Size>
requires std::same_as<Byte, std::byte> || std::same_as<Byte, std::uint8_t>
struct Converter<std::array<Byte, Size>> {
    static constexpr AttributeValue::Type type = AttributeValue::Type::B;
    static AttributeValue write(const std::array<Byte, Size>& value, WriteContext&) {
        const std::byte* begin = reinterpret_cast<const std::byte*>(value.data());
        return Bytes(begin, begin + Size);
    }
    static void read(AttributeValue& value, std::array<Byte, Size>& out, ReadContext& in) {
        detail::read_bytes(value, reinterpret_cast<std::byte*>(out.data()), Size, in);
    }
};

/// Any value as it is.
template <>
struct Converter<AttributeValue> {
    static constexpr AttributeValue::Type type = AttributeValue::Type::Null;
    static AttributeValue write(const AttributeValue& value, WriteContext&) { return value; }
    static void read(AttributeValue& value, AttributeValue& out, ReadContext&) { out = std::move(value); }
};

/// Any map as M.
template <>
struct Converter<AttributeMap> {
    static constexpr AttributeValue::Type type = AttributeValue::Type::M;
    static AttributeValue write(const AttributeMap& value, WriteContext&) { return value; }
    static void read(AttributeValue& value, AttributeMap& out, ReadContext& in) {
        if (AttributeMap* map = in.expect<AttributeMap>(value, type)) {
            out = std::move(*map);
        }
    }
};

}  // namespace dynoxx
