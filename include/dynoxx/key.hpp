#pragma once

#include <dynoxx/comparable.hpp>
#include <dynoxx/entity.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace dynoxx {

namespace detail {

/// The type and the name of the member that an option of a kind names; `void` if there is none.
template <class T, OptionKind Kind>
consteval std::size_t key_index() {
    for (const ModelOption& option : model_of<T>.options) {
        for (std::size_t i = 0; i < Shape<T>::size; ++i) {
            if (option.kind == Kind && option.member.name == Shape<T>::members()[i]) {
                return i;
            }
        }
    }
    return Shape<T>::size;
}

template <std::size_t Index, class Type>
struct IndexedType {
    using type = Type;
};
template <class List, class Indexes>
struct IndexedTypes;
template <class... Types, std::size_t... Index>
struct IndexedTypes<TypeList<Types...>, std::index_sequence<Index...>> : IndexedType<Index, Types>... {};

template <std::size_t Index, class Type>
IndexedType<Index, Type> pick(const IndexedType<Index, Type>&);

template <class T, std::size_t Index>
using MemberTypeAt =
    typename decltype(pick<Index>(IndexedTypes<MemberTypes<T>, std::make_index_sequence<Shape<T>::size>>()))::type;

template <class T, OptionKind Kind>
inline constexpr bool has_key = key_index<T, Kind>() < Shape<T>::size;

/// The member that is the partition key of an index; the number of members if the model has no such index.
template <class T, FixedString Name>
consteval std::size_t index_key_index() {
    for (const ModelOption& option : model_of<T>.options) {
        for (std::size_t i = 0; i < Shape<T>::size; ++i) {
            if (option.kind == OptionKind::Index && option.text == std::string_view(Name.text, sizeof(Name.text) - 1) &&
                option.member.name == Shape<T>::members()[i]) {
                return i;
            }
        }
    }
    return Shape<T>::size;
}

template <class T, std::size_t index, class Value>
void write_key_at(const Value& value, Item& key, WriteContext& out) {
    using Member = MemberTypeAt<T, index>;
    static_assert(KeyValue<Member, Value>, "dynoxx: the type of a key value does not fit the key's member");
    if constexpr (KeyValue<Member, Value>) {
        WriteContext here(out, attribute_names<T>[index]);
        append_attribute(key, attribute_names<T>[index], write_as<Member>(value, here));
    }
}

template <class T, OptionKind Kind, class Value>
void write_key(const Value& value, Item& key, WriteContext& out) {
    write_key_at<T, key_index<T, Kind>()>(value, key, out);
}

[[nodiscard]] Result<Item> finish_key(Item key, WriteContext& out);

template <class T>
struct KeyWriter {
    Item& key;
    WriteContext& out;

    template <class... Members>
    void operator()(const Members&... members) const {
        std::size_t index = 0;
        (write(index++, members), ...);
    }
    template <class Member>
    void write(std::size_t index, const Member& member) const {
        if constexpr (is_key_type<Member>) {
            if (index == key_index<T, OptionKind::PartitionKey>() || index == key_index<T, OptionKind::SortKey>()) {
                write_member(attribute_names<T>[index], member, key, out);
            }
        }
    }
};

/// Finds the version of an object, if its model has one.
template <class T>
struct VersionFinder {
    std::optional<AttributeValue>& version;

    template <class... Members>
    void operator()(const Members&... members) const {
        std::size_t index = 0;
        (find(index++, members), ...);
    }
    template <class Member>
    void find(std::size_t index, const Member& member) const {
        if constexpr (IntegerType<Member>) {
            if (index == key_index<T, OptionKind::Version>()) {
                version = Number(std::to_string(member));
            }
        }
    }
};

template <class T>
[[nodiscard]] std::optional<AttributeValue> version_of(const T& object) {
    std::optional<AttributeValue> version;
    if constexpr (has_key<T, OptionKind::Version>) {
        Shape<T>::visit(object, VersionFinder<T>{version});
    }
    return version;
}

}  // namespace detail

/// Makes the key of an item from the values of its partition key and, if the model has one, its sort key.
///
/// The values are converted as the members are, so enumerations and times work as keys.
///
/// @par Errors
/// `InvalidItem` if a value cannot be written or is empty. A value of another type than its member does not compile.
template <class T, class PartitionKey, class... SortKey>
[[nodiscard]] Result<Item> make_key(const PartitionKey& partition, const SortKey&... sort) {
    static_assert(detail::check_model<T>());
    constexpr bool has_sort_key = detail::has_key<T, detail::OptionKind::SortKey>;
    static_assert(has_sort_key || sizeof...(SortKey) == 0,
                  "dynoxx: this model has no sort key; give the partition key only");
    static_assert(!has_sort_key || sizeof...(SortKey) == 1,
                  "dynoxx: this model has a sort key; give the partition key and the sort key");
    WriteContext out;
    Item key;
    detail::write_key<T, detail::OptionKind::PartitionKey>(partition, key, out);
    if constexpr (has_sort_key && sizeof...(SortKey) == 1) {
        (detail::write_key<T, detail::OptionKind::SortKey>(sort, key, out), ...);
    }
    return detail::finish_key(std::move(key), out);
}

/// Makes the value of the partition key alone, for a query.
///
/// @par Errors
/// As `make_key`.
template <class T, class PartitionKey>
[[nodiscard]] Result<Item> make_partition_key(const PartitionKey& partition) {
    static_assert(detail::check_model<T>());
    WriteContext out;
    Item key;
    detail::write_key<T, detail::OptionKind::PartitionKey>(partition, key, out);
    return detail::finish_key(std::move(key), out);
}

/// Makes the value of an index's partition key, for a query.
///
/// @par Errors
/// As `make_key`.
template <class T, detail::FixedString Name, class PartitionKey>
[[nodiscard]] Result<Item> make_index_key(const PartitionKey& partition) {
    static_assert(detail::check_model<T>());
    constexpr std::size_t index = detail::index_key_index<T, Name>();
    static_assert(index < detail::Shape<T>::size, "dynoxx: this model has no index of that name");
    WriteContext out;
    Item key;
    if constexpr (index < detail::Shape<T>::size) {
        detail::write_key_at<T, index>(partition, key, out);
    }
    return detail::finish_key(std::move(key), out);
}

namespace detail {

template <class Key>
concept PairOfKeys = requires {
    requires std::tuple_size<Key>::value == 2;
};

/// Makes a key of one value, or of a pair or tuple of two.
template <class T, class Key>
[[nodiscard]] Result<Item> make_key_of(const Key& key) {
    if constexpr (PairOfKeys<Key>) {
        return std::apply([](const auto&... parts) { return make_key<T>(parts...); }, key);
    } else {
        return make_key<T>(key);
    }
}

}  // namespace detail

/// Gives the key of an object.
///
/// @par Errors
/// As `make_key`.
template <class T>
[[nodiscard]] Result<Item> key_of(const T& object) {
    static_assert(detail::check_model<T>());
    WriteContext out;
    Item key;
    detail::Shape<T>::visit(object, detail::KeyWriter<T>{key, out});
    return detail::finish_key(std::move(key), out);
}

}  // namespace dynoxx
