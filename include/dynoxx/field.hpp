#pragma once

#include <dynoxx/comparable.hpp>
#include <dynoxx/condition.hpp>
#include <dynoxx/detail/compressed_parts.hpp>
#include <dynoxx/detail/field_path.hpp>
#include <dynoxx/detail/field_values.hpp>
#include <dynoxx/field_size.hpp>
#include <dynoxx/update.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace dynoxx {

/// Stands for an attribute, or for a part of one, in conditions and updates. `Member` is the type of the struct's
/// member.
///
/// Values are converted as the member is, so enumerations and times work. `field<&T::address, &Address::zip>` goes into
/// a struct, `[name]` into a map, `[index]` into a list. A value; it holds names only.
template <class Member>
class Field {
    using Stored = detail::StoredType<Member>;

 public:
    using MemberType = Member;

    constexpr explicit Field(detail::FixedPath path) noexcept : fixed_(path) {}
    Field(detail::FixedPath path, std::vector<Path::Step> steps) : fixed_(path), steps_(std::move(steps)) {}

    [[nodiscard]] Path path() const { return detail::make_path(fixed_, steps_); }

    /// Goes to an element of a list by its index, the first is 0, or to an entry of a map by its name.
    template <class Step>
    [[nodiscard]] auto operator[](const Step& step) const {
        if constexpr (std::is_integral_v<Step>) {
            static_assert(detail::is_list<Stored>, "dynoxx: [index] needs a list attribute");
            return detail::go_to<detail::ElementOf<Stored>>(fixed_, steps_, Path::Step(static_cast<std::size_t>(step)));
        } else {
            static_assert(detail::is_map<Stored>, "dynoxx: [\"name\"] needs a map attribute");
            static_assert(detail::TextLike<Step>, "dynoxx: a field takes [index] or [\"name\"]");
            return detail::go_to<detail::ElementOf<Stored>>(fixed_, steps_,
                                                            Path::Step(std::string(std::string_view(step))));
        }
    }

    /// Is true if the attribute is there.
    [[nodiscard]] Condition exists() const { return Condition(ConditionOperator::Exists, {path()}); }

    /// Is true if the attribute is not there.
    [[nodiscard]] Condition not_exists() const { return Condition(ConditionOperator::NotExists, {path()}); }

    /// Is true if the stored value has that type.
    [[nodiscard]] Condition attribute_type(AttributeValue::Type type) const {
        return Condition(ConditionOperator::AttributeType, {path(), AttributeValue(to_string(type))});
    }

    /// Is true if the text begins with a prefix; for bytes as well.
    template <class Value>
    [[nodiscard]] Condition begins_with(const Value& prefix) const {
        static_assert(detail::has_prefix<Stored>, "dynoxx: begins_with needs a text or bytes attribute");
        return Condition(ConditionOperator::BeginsWith, {path(), detail::operand_for<Stored>(prefix)});
    }

    /// Is true if the text holds another, or if the set or list holds the element.
    template <class Value>
    [[nodiscard]] Condition contains(const Value& value) const {
        static_assert(detail::has_elements<Stored>, "dynoxx: contains needs a text, list or set attribute");
        return Condition(ConditionOperator::Contains,
                         {path(), detail::operand_for<detail::ContainedIn<Stored>>(value)});
    }

    /// Is true if the value is in a closed range.
    template <class Low, class High>
    [[nodiscard]] Condition between(const Low& low, const High& high) const {
        return Condition(ConditionOperator::Between,
                         {path(), detail::operand_for<Member>(low), detail::operand_for<Member>(high)});
    }

    /// Is true if the value is one of these, at most 100.
    template <class... Values>
    [[nodiscard]] Condition in(const Values&... values) const {
        static_assert(sizeof...(Values) >= 1 && sizeof...(Values) <= 100, "dynoxx: in() takes 1 to 100 values");
        return Condition(ConditionOperator::In, {path(), detail::operand_for<Member>(values)...});
    }

    /// Is true if the value is one of a vector's, at most 100; an empty vector is an error of the request.
    template <class Value>
    [[nodiscard]] Condition in_list(const std::vector<Value>& values) const {
        std::vector<Operand> operands{path()};
        for (const Value& value : values) {
            operands.push_back(detail::operand_for<Member>(value));
        }
        return Condition(ConditionOperator::In, std::move(operands));
    }

    /// Gives the size of the attribute: characters of a text, bytes, elements.
    [[nodiscard]] FieldSize size() const { return FieldSize(path()); }

    /// Sets the attribute to a value or to the value of another attribute. An empty optional and an empty set remove
    /// it.
    template <class Value>
    [[nodiscard]] UpdateAction set(const Value& value) const {
        return detail::set_action<Member>(path(), value, UpdateOperator::Set);
    }

    /// Sets the attribute unless it is there.
    template <class Value>
    [[nodiscard]] UpdateAction if_not_exists(const Value& value) const {
        return detail::set_action<Member>(path(), value, UpdateOperator::SetIfNotExists);
    }

    /// Adds to a number; a missing attribute counts as 0.
    ///
    /// @par Retries
    /// Not idempotent: if the answer of an attempt is lost, a retry adds again.
    template <class Value>
    [[nodiscard]] UpdateAction operator+=(const Value& value) const {
        static_assert(detail::is_number<Stored>,
                      "dynoxx: += needs a number attribute; sets have add(), lists append()");
        return UpdateAction(UpdateOperator::Increment, path(), detail::operand_for<Member>(value));
    }

    /// Subtracts from a number; a missing attribute counts as 0.
    ///
    /// @par Retries
    /// Not idempotent: if the answer of an attempt is lost, a retry subtracts again.
    template <class Value>
    [[nodiscard]] UpdateAction operator-=(const Value& value) const {
        static_assert(detail::is_number<Stored>, "dynoxx: -= needs a number attribute; sets have erase_from_set()");
        return UpdateAction(UpdateOperator::Decrement, path(), detail::operand_for<Member>(value));
    }

    /// Adds elements at the end of a list; a missing attribute counts as the empty list.
    [[nodiscard]] UpdateAction append(const Stored& list) const {
        static_assert(detail::is_list<Stored>, "dynoxx: append needs a list attribute");
        return UpdateAction(UpdateOperator::Append, path(), detail::operand_for<Stored>(list));
    }

    /// Adds elements at the front of a list; a missing attribute counts as the empty list.
    [[nodiscard]] UpdateAction prepend(const Stored& list) const {
        static_assert(detail::is_list<Stored>, "dynoxx: prepend needs a list attribute");
        return UpdateAction(UpdateOperator::Prepend, path(), detail::operand_for<Stored>(list));
    }

    /// Removes the attribute, or the element of a list or map.
    [[nodiscard]] UpdateAction remove() const { return UpdateAction(UpdateOperator::Remove, path()); }

    /// Adds to a number, or adds elements to a set; DynamoDB's `ADD`, for attributes at the top of the item.
    template <class Value>
    [[nodiscard]] UpdateAction add(const Value& value) const {
        static_assert(detail::is_number<Stored> || detail::is_set<Stored>,
                      "dynoxx: add needs a number or a set attribute");
        return UpdateAction(UpdateOperator::Add, path(), detail::set_operand_for<Stored>(value));
    }

    /// Removes elements from a set; DynamoDB's `DELETE`, for attributes at the top of the item.
    template <class Value>
    [[nodiscard]] UpdateAction erase_from_set(const Value& value) const {
        static_assert(detail::is_set<Stored>, "dynoxx: erase_from_set needs a set attribute");
        return UpdateAction(UpdateOperator::Delete, path(), detail::set_operand_for<Stored>(value));
    }

 private:
    detail::FixedPath fixed_;
    std::vector<Path::Step> steps_{};
};

/// Stands for a compressed attribute: the service cannot look into it, so a condition can only ask whether it is there.
template <auto Member>
class CompressedField {
 public:
    using MemberType = detail::TypeOf<Member>;

    constexpr explicit CompressedField(detail::FixedPath path) noexcept : fixed_(path) {}

    [[nodiscard]] Path path() const { return detail::make_path(fixed_, {}); }

    /// Is true if the attribute is there.
    [[nodiscard]] Condition exists() const { return Condition(ConditionOperator::Exists, {path()}); }

    /// Is true if the attribute is not there.
    [[nodiscard]] Condition not_exists() const { return Condition(ConditionOperator::NotExists, {path()}); }

    /// Sets the attribute to a value, which is compressed as the model says. An empty optional removes it.
    template <class Value>
    [[nodiscard]] UpdateAction set(const Value& value) const {
        return action(value, UpdateOperator::Set);
    }

    /// Sets the attribute unless it is there.
    template <class Value>
    [[nodiscard]] UpdateAction if_not_exists(const Value& value) const {
        return action(value, UpdateOperator::SetIfNotExists);
    }

    /// Removes the attribute.
    [[nodiscard]] UpdateAction remove() const { return UpdateAction(UpdateOperator::Remove, path()); }

 private:
    template <class Value>
    [[nodiscard]] UpdateAction action(const Value& value, UpdateOperator op) const {
        constexpr CompressedAttributeSettings settings = detail::compression_of<Member>();
        return detail::compress_action(detail::set_action<MemberType>(path(), value, op), settings);
    }

    detail::FixedPath fixed_;
};

namespace detail {

template <auto First, auto... Rest>
struct FieldFor {
    using type = Field<LastMemberType<First, Rest...>>;
};
template <auto Only>
requires(is_compressed_member<Only>()) struct FieldFor<Only> {
    using type = CompressedField<Only>;
};

}  // namespace detail

/// Names an attribute by its member, or a part of one by the members that lead to it.
template <auto First, auto... Rest>
inline constexpr typename detail::FieldFor<First, Rest...>::type field{detail::fixed_path<First, Rest...>()};

/// Compare an attribute with a value or with another attribute.
template <class Member, class Value>
[[nodiscard]] Condition operator==(const Field<Member>& field, const Value& value) {
    return detail::compare(ConditionOperator::Equal, field, value);
}
template <class Member, class Value>
[[nodiscard]] Condition operator!=(const Field<Member>& field, const Value& value) {
    return detail::compare(ConditionOperator::NotEqual, field, value);
}
template <class Member, class Value>
[[nodiscard]] Condition operator<(const Field<Member>& field, const Value& value) {
    return detail::compare(ConditionOperator::Less, field, value);
}
template <class Member, class Value>
[[nodiscard]] Condition operator<=(const Field<Member>& field, const Value& value) {
    return detail::compare(ConditionOperator::LessOrEqual, field, value);
}
template <class Member, class Value>
[[nodiscard]] Condition operator>(const Field<Member>& field, const Value& value) {
    return detail::compare(ConditionOperator::Greater, field, value);
}
template <class Member, class Value>
[[nodiscard]] Condition operator>=(const Field<Member>& field, const Value& value) {
    return detail::compare(ConditionOperator::GreaterOrEqual, field, value);
}

}  // namespace dynoxx
