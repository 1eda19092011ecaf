#pragma once

#include <dynoxx/comparable.hpp>
#include <dynoxx/model.hpp>
#include <dynoxx/path.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace dynoxx {

template <class Member>
class Field;

}  // namespace dynoxx

namespace dynoxx::detail {

/// Names in static storage: the part of a field's path that is known when the program is compiled.
struct FixedPath {
    const std::string_view* names = nullptr;
    std::size_t size = 0;
};

[[nodiscard]] Path make_path(FixedPath fixed, const std::vector<Path::Step>& steps);
[[nodiscard]] std::vector<Path::Step> extend(std::vector<Path::Step> steps, Path::Step step);

/// Makes the field of an element. `void` comes after a failed static_assert.
template <class Element>
auto go_to(FixedPath fixed, const std::vector<Path::Step>& steps, Path::Step step) {
    if constexpr (!std::is_void_v<Element>) {
        return Field<Element>(fixed, extend(steps, std::move(step)));
    }
}

template <auto First, auto... Rest>
struct LastMember {
    using type = typename LastMember<Rest...>::type;
};
template <auto Only>
struct LastMember<Only> {
    using type = TypeOf<Only>;
};

template <auto... Members>
using LastMemberType = typename LastMember<Members...>::type;

/// Whether each member belongs to the type of the member before it.
template <auto First, auto... Rest>
inline constexpr bool is_chain = true;
template <auto First, auto Second, auto... Rest>
inline constexpr bool is_chain<First, Second, Rest...> =
    std::is_same_v<StoredType<TypeOf<First>>, OwnerOf<Second>>&& is_chain<Second, Rest...>;

template <auto Member>
inline constexpr std::string_view attribute_name_of = stored_name<OwnerOf<Member>>(member_name<Member>);

template <auto... Members>
inline constexpr std::array<std::string_view, sizeof...(Members)> path_names{attribute_name_of<Members>...};

/// Whether the model of a member's type compresses it.
template <auto Member>
consteval bool is_compressed_member() {
    for (const ModelOption& option : model_of<OwnerOf<Member>>.options) {
        if (option.kind == OptionKind::Compressed && option.member.name == member_name<Member>) {
            return true;
        }
    }
    return false;
}

/// The settings of a compressed member.
template <auto Member>
consteval CompressedAttributeSettings compression_of() {
    for (const ModelOption& option : model_of<OwnerOf<Member>>.options) {
        if (option.kind == OptionKind::Compressed && option.member.name == member_name<Member>) {
            return option.compression;
        }
    }
    return {};
}

template <auto... Members>
consteval FixedPath fixed_path() {
    static_assert(is_chain<Members...>, "dynoxx: each member of a path must be a member of the type before it");
    return {path_names<Members...>.data(), sizeof...(Members)};
}

}  // namespace dynoxx::detail
