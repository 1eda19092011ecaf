#pragma once

#include "local/dynamodb/json.hpp"

#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

namespace dynoxx::local::dynamodb {

struct Member;

/// Describes what a request's member must look like: its JSON type and its constraints, as AWS's API model does.
struct Shape {
    enum class Kind { String, Blob, Integer, Long, Boolean, Structure, List, Map, AttributeValue };

    static constexpr std::int64_t no_limit = std::numeric_limits<std::int64_t>::max();

    Kind kind = Kind::String;
    /// The model's name of a structure, for messages.
    std::string_view name = {};
    /// The members of a structure, in the order in which the service checks them.
    std::span<const Member> members = {};
    /// What a list or map holds.
    const Shape* element = nullptr;
    /// The limits of a number's value, or of the length of a text, list or map.
    std::int64_t min = -no_limit;
    std::int64_t max = no_limit;
    /// Tells whether a text must consist of the characters of a table's name.
    bool is_resource_name = false;
    /// The texts that an enumeration allows; empty for any.
    std::span<const std::string_view> values = {};
    /// For a map: the constraints of its keys and of the length of its values are reported as those of the map.
    const Shape* map_key = nullptr;
    bool map_value_length = false;
};

/// Says whether a member may be missing.
enum class Presence { Optional, Required };

/// Describes one member of a structure.
struct Member {
    std::string_view name;
    const Shape* shape;
    Presence presence = Presence::Optional;
};

/// Fails with a SerializationException if a value or a part of it has the wrong JSON type. Unknown members are ignored.
void check_types(const Json& json, const Shape& shape);

/// Removes the members that the model does not have, at every depth: whatever they are, the service does not look at
/// them.
void drop_unknown_members(Json& json, const Shape& shape);

/// Fails with a ValidationException `N validation errors detected: ...` if constraints are not met; at most 10 are
/// listed.
void check_constraints(const Json& json, const Shape& shape);

}  // namespace dynoxx::local::dynamodb
