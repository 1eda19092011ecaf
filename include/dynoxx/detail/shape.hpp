#pragma once

#include <dynoxx/detail/model_option.hpp>
#include <dynoxx/detail/reflection.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace dynoxx {

template <class T>
struct Model;

}  // namespace dynoxx

/// The members of a type with the names under which they are stored, by way of its model or of reflection.
namespace dynoxx::detail {

struct NoModel {
    using MemberList = AllMembers;

    std::string_view table{};
    std::array<ModelOption, 0> options{};
};

template <class T>
concept HasOwnModel = requires {
    T::dynoxx_model;
};

template <class T>
concept HasForeignModel = requires {
    Model<T>::dynoxx_model;
};

template <class T>
inline constexpr bool has_model = HasOwnModel<T> || HasForeignModel<T>;

template <class T>
consteval auto find_model() {
    if constexpr (HasForeignModel<T>) {
        return Model<T>::dynoxx_model;
    } else if constexpr (HasOwnModel<T>) {
        return T::dynoxx_model;
    } else {
        return NoModel();
    }
}

template <class T>
inline constexpr auto model_of = find_model<T>();

template <class T>
using MemberListOfModel = typename decltype(find_model<T>())::MemberList;

template <class T, class Members = MemberListOfModel<T>>
struct Shape {
    static constexpr std::size_t size = member_count<T>;

    static consteval const std::array<std::string_view, size>& members() { return aggregate_names<T>; }

    template <class Object, class Use>
    static constexpr decltype(auto) visit(Object& object, Use use) {
        return visit_aggregate(object, use);
    }
};

template <class T, auto... Members>
struct Shape<T, MemberList<Members...>> {
    static constexpr std::size_t size = sizeof...(Members);

    static consteval std::array<std::string_view, size> members() { return {member_name<Members>...}; }

    template <class Object, class Use>
    static constexpr decltype(auto) visit(Object& object, Use use) {
        return use((object.*Members)...);
    }
};

template <class... Types>
struct TypeList {};

struct ToTypeList {
    template <class... Members>
    constexpr TypeList<Members...> operator()(const Members&...) const noexcept {
        return {};
    }
};

/// The types of the members.
template <class T>
using MemberTypes = decltype(Shape<T>::visit(std::declval<const T&>(), ToTypeList()));

template <class T>
consteval std::string_view stored_name(std::string_view member) {
    for (const ModelOption& option : model_of<T>.options) {
        if (option.kind == OptionKind::Rename && option.member.name == member) {
            return option.text;
        }
    }
    return member;
}

template <class T>
consteval auto compute_attribute_names() {
    std::array<std::string_view, Shape<T>::size> names{};
    for (std::size_t i = 0; i < names.size(); ++i) {
        names[i] = stored_name<T>(Shape<T>::members()[i]);
    }
    return names;
}

/// The names of the attributes, in the order of the members.
template <class T>
inline constexpr auto attribute_names = compute_attribute_names<T>();

}  // namespace dynoxx::detail
