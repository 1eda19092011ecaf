#pragma once

#include <dynoxx/detail/shape.hpp>

#include <cstddef>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

/// Every way to misuse a model, as one sentence.
namespace dynoxx::detail {

template <class Definition>
consteval std::size_t count_options(const Definition& definition, OptionKind kind) {
    std::size_t count = 0;
    for (const ModelOption& option : definition.options) {
        count += option.kind == kind ? 1 : 0;
    }
    return count;
}

template <class T>
consteval bool has_option(OptionKind kind, std::string_view member) {
    for (const ModelOption& option : model_of<T>.options) {
        if (option.kind == kind && option.member.name == member) {
            return true;
        }
    }
    return false;
}

template <class T>
consteval bool options_name_own_members() {
    for (const ModelOption& option : model_of<T>.options) {
        if (option.member.owner != &type_tag<T> ||
            (!option.second_member.name.empty() && option.second_member.owner != &type_tag<T>)) {
            return false;
        }
    }
    return true;
}

template <class T>
consteval bool is_member(std::string_view name) {
    for (const std::string_view member : Shape<T>::members()) {
        if (member == name) {
            return true;
        }
    }
    return false;
}

template <class T>
consteval bool options_name_listed_members() {
    for (const ModelOption& option : model_of<T>.options) {
        if (!is_member<T>(option.member.name) ||
            (!option.second_member.name.empty() && !is_member<T>(option.second_member.name))) {
            return false;
        }
    }
    return true;
}

template <class T>
consteval bool attribute_names_differ() {
    for (std::size_t i = 0; i < attribute_names<T>.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (attribute_names<T>[i] == attribute_names<T>[j] || attribute_names<T>[i].empty()) {
                return false;
            }
        }
    }
    return true;
}

template <class T>
consteval bool options_are_given_once() {
    const auto& options = model_of<T>.options;
    for (std::size_t i = 0; i < options.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            const bool same_index = options[i].kind == OptionKind::Index && options[i].text == options[j].text;
            const bool same_member =
                options[i].kind != OptionKind::Index && options[i].member.name == options[j].member.name;
            if (options[i].kind == options[j].kind && (same_index || same_member)) {
                return false;
            }
        }
    }
    return true;
}

template <class T>
consteval bool keys_differ() {
    for (const ModelOption& option : model_of<T>.options) {
        if (option.kind == OptionKind::SortKey && has_option<T>(OptionKind::PartitionKey, option.member.name)) {
            return false;
        }
    }
    return true;
}

template <class T>
consteval bool version_is_no_key() {
    for (const ModelOption& option : model_of<T>.options) {
        if (option.kind == OptionKind::Version && (has_option<T>(OptionKind::PartitionKey, option.member.name) ||
                                                   has_option<T>(OptionKind::SortKey, option.member.name))) {
            return false;
        }
    }
    return true;
}

template <class T>
consteval bool compressed_are_no_keys() {
    for (const ModelOption& option : model_of<T>.options) {
        if (option.kind != OptionKind::PartitionKey && option.kind != OptionKind::SortKey &&
            option.kind != OptionKind::Index) {
            continue;
        }
        if (has_option<T>(OptionKind::Compressed, option.member.name) ||
            has_option<T>(OptionKind::Compressed, option.second_member.name)) {
            return false;
        }
    }
    return true;
}

/// Checks what is the same for models and for structs stored inside of them.
template <class T>
consteval bool check_shape() {
    static_assert(!is_function_local<T>,
                  "dynoxx: a struct declared inside a function cannot be stored; move it to namespace scope");
    if constexpr (std::is_same_v<MemberListOfModel<T>, AllMembers>) {
        static_assert(
            std::is_aggregate_v<T>,
            "dynoxx: this type is not an aggregate; list its members in its model: dynoxx::fields<&T::a, &T::b>");
        static_assert(
            !has_base<T>,
            "dynoxx: a type with a base class needs its members listed in its model: dynoxx::fields<&T::a, &T::b>");
        static_assert(
            member_count<T> <= max_members,
            "dynoxx: a type of more than 60 members needs them listed in its model: dynoxx::fields<&T::a, &T::b>");
    }
    static_assert(options_name_own_members<T>(),
                  "dynoxx: an option of the model names a member of another type or of a base class");
    static_assert(options_name_listed_members<T>(),
                  "dynoxx: an option of the model names a member that dynoxx::fields does not list");
    static_assert(options_are_given_once<T>(), "dynoxx: an option of the model is given twice for one member or index");
    static_assert(attribute_names_differ<T>(),
                  "dynoxx: two members of the model are stored under one name, or one under none");
    return true;
}

/// Says whether a model has compressed members.
template <class T>
inline constexpr bool has_compressed_parts = count_options(model_of<T>, OptionKind::Compressed) > 0;

/// Checks one member of a struct that is stored inside of an item.
template <class Owner, class Member>
consteval bool check_nested_member() {
    static_assert(!is_encrypted<Member> && !is_s3_value<Member>,
                  "dynoxx: Encrypted and S3Value must be direct members of a model with a table");
    static_assert(is_encrypted<Member> || is_s3_value<Member> || Storable<Member>,
                  "dynoxx: a member has a type without a converter; specialise dynoxx::Converter for it");
    return true;
}

/// Checks one member of a model.
template <class Owner, class Member, std::size_t Index>
consteval bool check_member() {
    static_assert(Storable<Member>,
                  "dynoxx: a member has a type without a converter; specialise dynoxx::Converter for it");
    static_assert(!is_encrypted<Member> || has_option<Owner>(OptionKind::Encrypted, Shape<Owner>::members()[Index]),
                  "dynoxx: an Encrypted member needs encrypted_attribute<&T::member>(\"alias/key\") in its model");
    static_assert(!is_s3_value<Member> || has_option<Owner>(OptionKind::S3, Shape<Owner>::members()[Index]),
                  "dynoxx: an S3Value member needs s3_attribute<&T::member>(\"bucket\", \"prefix/\") in its model");
    return true;
}

template <class Owner, class... Members, std::size_t... Index>
consteval bool check_members(TypeList<Members...>, std::index_sequence<Index...>) {
    return (... && check_member<Owner, Members, Index>());
}

template <class Owner, class... Members>
consteval bool check_nested_members(TypeList<Members...>) {
    return (... && check_nested_member<Owner, Members>());
}

template <class T>
consteval bool check_model() {
    static_assert(!is_function_local<T>,
                  "dynoxx: a struct declared inside a function cannot be stored; move it to namespace scope");
    static_assert(
        has_model<T>,
        "dynoxx: this type has no model; give it `static constexpr auto dynoxx_model = dynoxx::model(...)` or "
        "specialise dynoxx::Model for it");
    if constexpr (has_model<T>) {
        static_assert(!model_of<T>.table.empty(),
                      "dynoxx: a model needs the name of its table: dynoxx::model(\"table\", ...)");
        static_assert(count_options(model_of<T>, OptionKind::PartitionKey) != 0,
                      "dynoxx: a model needs a partition_key<&T::member>");
        static_assert(count_options(model_of<T>, OptionKind::PartitionKey) <= 1,
                      "dynoxx: a model has two partition keys; it needs exactly one");
        static_assert(count_options(model_of<T>, OptionKind::SortKey) <= 1,
                      "dynoxx: a model has two sort keys; it may have one");
        static_assert(keys_differ<T>(), "dynoxx: the partition key and the sort key of a model are the same member");
        static_assert(count_options(model_of<T>, OptionKind::Version) <= 1,
                      "dynoxx: a model has two version attributes; it may have one");
        static_assert(count_options(model_of<T>, OptionKind::TimeToLive) <= 1,
                      "dynoxx: a model has two TTL attributes; the service knows one per table");
        static_assert(version_is_no_key<T>(), "dynoxx: the version attribute of a model must not be one of its keys");
        static_assert(compressed_are_no_keys<T>(),
                      "dynoxx: a compressed attribute cannot be a key of the table or of an index");
        return check_shape<T>() && check_members<T>(MemberTypes<T>(), std::make_index_sequence<Shape<T>::size>());
    }
    return true;
}

/// Checks a struct that is stored inside of an item.
template <class T>
consteval bool check_nested() {
    static_assert(!has_compressed_parts<T>, "dynoxx: compressed_attribute is for members of a model with a table");
    return check_shape<T>() && check_nested_members<T>(MemberTypes<T>());
}

}  // namespace dynoxx::detail
