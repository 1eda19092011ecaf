#pragma once

#include <dynoxx/comparable.hpp>
#include <dynoxx/condition.hpp>
#include <dynoxx/conversion.hpp>
#include <dynoxx/update.hpp>

#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace dynoxx {

template <class Member>
class Field;

}  // namespace dynoxx

/// What fields may do by the type of their member, and how values become operands.
namespace dynoxx::detail {

template <class T>
inline constexpr bool is_field = false;
template <class Member>
inline constexpr bool is_field<Field<Member>> = true;

template <class T>
inline constexpr bool is_list = Converter<T>::type == AttributeValue::Type::L&& requires {
    typename T::value_type;
};
template <class T>
inline constexpr bool is_map = Converter<T>::type == AttributeValue::Type::M&& requires {
    typename T::mapped_type;
};
template <class T>
inline constexpr bool is_set =
    Converter<T>::type == AttributeValue::Type::SS || Converter<T>::type == AttributeValue::Type::NS ||
    Converter<T>::type == AttributeValue::Type::BS;
template <class T>
inline constexpr bool has_prefix = !is_encrypted<T> && (Converter<T>::type == AttributeValue::Type::S ||
                                                        Converter<T>::type == AttributeValue::Type::B);
template <class T>
inline constexpr bool has_elements = has_prefix<T> || is_list<T> || is_set<T>;

template <class T>
struct Element {
    using type = void;
};
template <class T>
requires(
    requires { typename T::value_type; } && !requires { typename T::mapped_type; }) struct Element<T> {
    using type = typename T::value_type;
};
template <class T>
requires requires {
    typename T::mapped_type;
}
struct Element<T> {
    using type = typename T::mapped_type;
};

template <class T>
using ElementOf = typename Element<T>::type;

/// What `contains` looks for: a part of a text, an element of a list or set.
template <class T>
using ContainedIn = std::conditional_t<is_list<T> || is_set<T>, ElementOf<T>, T>;

/// Gives the value, or its error if the conversion failed.
[[nodiscard]] Operand finish_operand(AttributeValue value, const WriteContext& out);

template <class Member, class Value>
Operand operand_for(const Value& value) {
    if constexpr (is_field<Value>) {
        return value.path();
    } else {
        static_assert(!is_encrypted<Member>,
                      "dynoxx: an Encrypted attribute cannot be used in a condition: its text is sealed");
        static_assert(is_encrypted<Member> || Comparable<Member, Value>,
                      "dynoxx: the value's type does not match the attribute's type");
        if constexpr (Comparable<Member, Value>) {
            WriteContext out;
            return finish_operand(write_as<Member>(value, out), out);
        } else {
            return AttributeValue();
        }
    }
}

/// For ADD and DELETE: a number, a set, or one element of a set.
template <class Stored, class Value>
Operand set_operand_for(const Value& value) {
    if constexpr (is_set<Stored> && !std::is_same_v<Value, Stored>) {
        using Only = ElementOf<Stored>;
        static_assert(Assignable<Only, Value>, "dynoxx: the value's type does not match the elements of the set");
        if constexpr (Assignable<Only, Value>) {
            WriteContext out;
            return finish_operand(make_set({write_as<Only>(value, out)}), out);
        } else {
            return AttributeValue();
        }
    } else {
        return operand_for<Stored>(value);
    }
}

template <class FieldType, class Value>
Condition compare(ConditionOperator op, const FieldType& field, const Value& value) {
    return Condition(op, {field.path(), operand_for<typename FieldType::MemberType>(value)});
}

/// Makes the action of a written value: NULL of an emptied optional or set removes the attribute.
[[nodiscard]] UpdateAction finish_set(Path path, AttributeValue value, bool null_removes, UpdateOperator op,
                                      WriteContext& out);

template <class Member, class Value>
UpdateAction set_action(Path path, const Value& value, UpdateOperator op) {
    if constexpr (is_field<Value>) {
        return UpdateAction(op, std::move(path), value.path());
    } else {
        constexpr bool same = std::is_same_v<Value, Member> || std::is_same_v<Value, std::nullopt_t>;
        static_assert(same || Assignable<Member, Value>,
                      "dynoxx: the value's type does not match the attribute's type");
        const std::string attribute = path.attribute();
        WriteContext root;
        WriteContext out(root, attribute);
        if constexpr (same) {
            constexpr bool null_removes = requires {
                requires Converter<Member>::omits_null;
            };
            static_assert(null_removes || std::is_same_v<Value, Member>,
                          "dynoxx: only an optional attribute can be set to std::nullopt; use remove()");
            return finish_set(std::move(path), Converter<Member>::write(Member(value), out), null_removes, op, out);
        } else if constexpr (Assignable<Member, Value>) {
            return finish_set(std::move(path), write_as<Member>(value, out), false, op, out);
        } else {
            return UpdateAction(op, std::move(path));
        }
    }
}

}  // namespace dynoxx::detail
