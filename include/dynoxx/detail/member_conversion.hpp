#pragma once

#include <dynoxx/conversion.hpp>
#include <dynoxx/detail/shape.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace dynoxx::detail {

template <class Member>
concept OmitsNull = requires {
    requires Converter<Member>::omits_null;
};

/// Does what `map.append` does, with the name made in the library.
void append_attribute(AttributeMap& map, std::string_view name, AttributeValue&& value);

template <class Member>
void write_member(std::string_view name, const Member& member, AttributeMap& map, WriteContext& parent) {
    WriteContext here(parent, name);
    if constexpr (OmitsNull<Member>) {
        AttributeValue value = Converter<Member>::write(member, here);
        if (value.type() != AttributeValue::Type::Null) {
            append_attribute(map, name, std::move(value));
        }
    } else {
        append_attribute(map, name, Converter<Member>::write(member, here));
    }
}

/// Reads a member; a missing attribute leaves it as it is.
template <class Member>
void read_member(std::string_view name, Member& member, AttributeMap& map, ReadContext& parent) {
    if (AttributeValue* value = map.find(name)) {
        ReadContext here(parent, name);
        Converter<Member>::read(*value, member, here);
    }
}

template <class T>
struct MembersWriter {
    AttributeMap& map;
    WriteContext& out;

    template <class... Members>
    void operator()(const Members&... members) const {
        map.reserve(sizeof...(Members));
        std::size_t index = 0;
        (write_member(attribute_names<T>[index++], members, map, out), ...);
    }
};

template <class T>
struct MembersReader {
    AttributeMap& map;
    ReadContext& in;

    template <class... Members>
    void operator()(Members&... members) const {
        std::size_t index = 0;
        (read_member(attribute_names<T>[index++], members, map, in), ...);
    }
};

}  // namespace dynoxx::detail
