#pragma once

#include "local/dynamodb/decimal.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace dynoxx::local::dynamodb {

struct Value;

/// Names the attribute types, in the order of the alternatives of Value.
enum class ValueType { S, N, B, BOOL, NULL_, M, L, SS, NS, BS };

/// Gives the wire name of a type, such as `SS` or `NULL`.
[[nodiscard]] std::string_view type_name(ValueType type) noexcept;

/// Finds a type by its wire name.
[[nodiscard]] std::optional<ValueType> find_type(std::string_view name) noexcept;

/// Holds the bytes of a B value.
struct Binary {
    std::string bytes;
    friend auto operator<=>(const Binary&, const Binary&) = default;
};

/// Stands for the null value.
struct Null {
    friend bool operator==(Null, Null) = default;
};

/// Holds a document or an item.
using ValueMap = std::map<std::string, Value, std::less<>>;
/// Holds a list.
using ValueList = std::vector<Value>;

/// Holds a set, sorted and without duplicates.
template <class Element>
struct Set {
    std::vector<Element> elements;
    friend bool operator==(const Set&, const Set&) = default;
};
using StringSet = Set<std::string>;
using NumberSet = Set<Decimal>;
using BinarySet = Set<Binary>;

/// Holds one attribute value of any type.
struct Value {
    std::variant<std::string, Decimal, Binary, bool, Null, ValueMap, ValueList, StringSet, NumberSet, BinarySet> data;

    [[nodiscard]] ValueType type() const noexcept { return static_cast<ValueType>(data.index()); }

    /// Gives the content if it has this C++ type, else null.
    template <class Content>
    [[nodiscard]] const Content* get() const noexcept {
        return std::get_if<Content>(&data);
    }
    template <class Content>
    [[nodiscard]] Content* get() noexcept {
        return std::get_if<Content>(&data);
    }

    /// Two values are equal if type and content are; sets have no order.
    friend bool operator==(const Value&, const Value&) = default;
};

/// An item is a map of its attributes.
using Item = ValueMap;

/// Compares two values of one scalar type (S, N, B); nothing if the types differ or have no order.
///
/// Strings compare by their UTF-8 bytes, binaries by unsigned bytes, numbers by value.
[[nodiscard]] std::optional<std::strong_ordering> compare(const Value& left, const Value& right) noexcept;

/// Tells whether the container holds the part: a set an element, a list a member, a text or binary a piece.
[[nodiscard]] bool contains(const Value& container, const Value& part) noexcept;

/// Tells whether a text or binary begins with another one of its type.
[[nodiscard]] bool begins_with(const Value& value, const Value& prefix) noexcept;

/// Gives what the function `size` gives; nothing for a number, a boolean and null.
[[nodiscard]] std::optional<std::size_t> size_of(const Value& value) noexcept;

/// Gives the bytes that an item counts for its size limit and for capacity units.
///
/// @par Source Working with items and attributes, "Item sizes and formats"; numbers as measured.
[[nodiscard]] std::size_t item_size(const Item& item) noexcept;

/// Gives the bytes of one value without its name.
[[nodiscard]] std::size_t value_size(const Value& value) noexcept;

/// Prints a value as messages of the service show it, such as `{S:abc}`.
[[nodiscard]] std::string describe(const Value& value);

}  // namespace dynoxx::local::dynamodb
