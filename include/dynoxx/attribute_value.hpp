#pragma once

#include <dynoxx/detail/compiled_once.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace dynoxx {

using Bytes = std::vector<std::byte>;

class AttributeValue;

/// A DynamoDB number as its exact decimal text: up to 38 significant digits, never rounded by this library.
class Number {
 public:
    Number() = default;

    /// Takes the text as it is; the service checks it.
    explicit Number(std::string text) : text_(std::move(text)) {}

    [[nodiscard]] const std::string& text() const noexcept { return text_; }

    friend bool operator==(const Number&, const Number&) = default;

 private:
    std::string text_ = "0";
};

/// The attributes of an item or of a map, in the order in which they were added or received.
///
/// Lookup is linear: maps of this kind hold tens of attributes, and an array of them is read faster than a tree.
class AttributeMap {
 public:
    using value_type = std::pair<std::string, AttributeValue>;
    using iterator = std::vector<value_type>::iterator;
    using const_iterator = std::vector<value_type>::const_iterator;

    AttributeMap();
    AttributeMap(std::initializer_list<value_type> entries);
    AttributeMap(const AttributeMap&);
    AttributeMap(AttributeMap&&) noexcept;
    AttributeMap& operator=(const AttributeMap&);
    AttributeMap& operator=(AttributeMap&&) noexcept;
    ~AttributeMap();

    /// Gives the value of a name, or null if there is none.
    [[nodiscard]] const AttributeValue* find(std::string_view name) const noexcept;
    [[nodiscard]] AttributeValue* find(std::string_view name) noexcept;

    /// Gives the value of a name and makes a NULL one if there is none.
    AttributeValue& operator[](std::string_view name);

    /// Sets the value of a name, new or not.
    void set(std::string_view name, AttributeValue value);

    /// Adds a name that is known to be new: no search.
    void append(std::string name, AttributeValue value);

    /// Removes a name and says whether it was there.
    bool erase(std::string_view name);

    void reserve(std::size_t count);
    void clear() noexcept;
    [[nodiscard]] std::size_t size() const noexcept;
    [[nodiscard]] bool empty() const noexcept;
    [[nodiscard]] const_iterator begin() const noexcept;
    [[nodiscard]] const_iterator end() const noexcept;
    [[nodiscard]] iterator begin() noexcept;
    [[nodiscard]] iterator end() noexcept;

    /// Equal if both hold the same names with equal values, in any order.
    friend bool operator==(const AttributeMap& a, const AttributeMap& b);

 private:
    std::vector<value_type> entries_;
};

/// An item of a table, or the key of one.
using Item = AttributeMap;

/// One DynamoDB value: `S`, `N`, `B`, `BOOL`, `NULL`, `L`, `M`, `SS`, `NS` or `BS`.
///
/// @par Source
/// Amazon DynamoDB API Reference, "AttributeValue".
class AttributeValue {
 public:
    /// The types, in the order of `Storage`.
    enum class Type : std::uint8_t { Null, Bool, S, N, B, L, M, SS, NS, BS };

    struct StringSet {
        std::vector<std::string> values{};
        friend bool operator==(const StringSet&, const StringSet&) = default;
    };
    struct NumberSet {
        std::vector<Number> values{};
        friend bool operator==(const NumberSet&, const NumberSet&) = default;
    };
    struct BinarySet {
        std::vector<Bytes> values{};
        friend bool operator==(const BinarySet&, const BinarySet&) = default;
    };
    using List = std::vector<AttributeValue>;
    using Storage = std::variant<std::monostate, bool, std::string, Number, Bytes, List, AttributeMap, StringSet,
                                 NumberSet, BinarySet>;

    AttributeValue() = default;
    DYNOXX_DECLARE_COPIES(AttributeValue);
    AttributeValue(std::nullptr_t) {}
    AttributeValue(bool value) : storage_(value) {}
    AttributeValue(std::string value) : storage_(std::move(value)) {}
    AttributeValue(std::string_view value) : storage_(std::string(value)) {}
    AttributeValue(const char* value) : storage_(std::string(value)) {}
    AttributeValue(Number value) : storage_(std::move(value)) {}
    AttributeValue(std::int64_t value) : storage_(Number(std::to_string(value))) {}
    AttributeValue(int value) : AttributeValue(static_cast<std::int64_t>(value)) {}
    AttributeValue(Bytes value) : storage_(std::move(value)) {}
    AttributeValue(List value) : storage_(std::move(value)) {}
    AttributeValue(AttributeMap value) : storage_(std::move(value)) {}
    AttributeValue(StringSet value) : storage_(std::move(value)) {}
    AttributeValue(NumberSet value) : storage_(std::move(value)) {}
    AttributeValue(BinarySet value) : storage_(std::move(value)) {}

    [[nodiscard]] Type type() const noexcept { return static_cast<Type>(storage_.index()); }

    /// Gives the value of that type, or null if it has another type: `value.get_if<std::string>()`.
    template <class T>
    [[nodiscard]] const T* get_if() const noexcept {
        return std::get_if<T>(&storage_);
    }
    template <class T>
    [[nodiscard]] T* get_if() noexcept {
        return std::get_if<T>(&storage_);
    }

    [[nodiscard]] const Storage& storage() const noexcept { return storage_; }

    friend bool operator==(const AttributeValue&, const AttributeValue&) = default;

 private:
    Storage storage_;
};

/// Gives the service's name of a type: `S`, `N`, `BOOL`, ...
[[nodiscard]] std::string_view to_string(AttributeValue::Type type) noexcept;

}  // namespace dynoxx
