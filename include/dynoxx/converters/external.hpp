#pragma once

#include <dynoxx/converters/container.hpp>
#include <dynoxx/encrypted.hpp>
#include <dynoxx/s3_value.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace dynoxx {

namespace detail {

/// Says whether a stored value is sealed text.
[[nodiscard]] bool is_sealed_text(const AttributeValue& value) noexcept;

/// Turns a value into the text that is sealed for it, and back; both overwrite the copies that they make.
[[nodiscard]] SecretText to_plaintext(AttributeValue value, WriteContext& out);
[[nodiscard]] AttributeValue from_plaintext(const std::string& text, ReadContext& in);

/// Overwrites the texts and bytes of a value and makes it NULL.
void wipe(AttributeValue& value) noexcept;

template <class T>
[[nodiscard]] SecretText plaintext_of(const T& value, WriteContext& out) {
    return to_plaintext(Converter<T>::write(value, out), out);
}
template <>
[[nodiscard]] inline SecretText plaintext_of(const std::string& value, WriteContext&) {
    return SecretText(std::string_view(value));
}

/// Replaces sealed text by its plaintext: what the client does while it loads. The error names no part of it.
template <class T>
void open_sealed(Encrypted<T>& value, const std::string& plaintext, ReadContext& in) {
    ReadContext inside;
    AttributeValue stored = from_plaintext(plaintext, inside);
    T opened{};
    if (!inside.failed()) {
        Converter<T>::read(stored, opened, inside);
    }
    wipe(stored);
    if (inside.failed()) {
        in.fail("what was sealed is no value of the member's type");
    } else {
        value = Encrypted<T>(std::move(opened));
    }
}
template <>
inline void open_sealed(Encrypted<std::string>& value, const std::string& plaintext, ReadContext&) {
    value = Encrypted<std::string>(std::string_view(plaintext));
}

}  // namespace detail

/// A secret value as S: sealed text as it is, plaintext as a part to be sealed before it is sent. What is stored and
/// not sealed was written before the attribute was encrypted; whether that is allowed says the model.
template <class T>
struct Converter<Encrypted<T>> {
    static_assert(Storable<T> && !detail::is_encrypted<T> && !detail::is_s3_value<T>,
                  "dynoxx: Encrypted<T> holds a text or another type that has a converter");
    static constexpr AttributeValue::Type type = AttributeValue::Type::S;
    static constexpr bool omits_null = true;

    static AttributeValue write(const Encrypted<T>& value, WriteContext& out) {
        if (!value.has_value()) {
            return {};
        }
        if (value.is_sealed()) {
            return value.sealed_text();
        }
        return out.seal_later(detail::plaintext_of(value.value(), out));
    }

    static void read(AttributeValue& value, Encrypted<T>& out, ReadContext& in) {
        if (value.type() == AttributeValue::Type::Null) {
            out = Encrypted<T>();
        } else if (detail::is_sealed_text(value)) {
            out = Encrypted<T>::from_sealed(std::move(*value.template get_if<std::string>()));
        } else {
            T plaintext{};
            Converter<T>::read(value, plaintext, in);
            out = Encrypted<T>(std::move(plaintext));
        }
    }
};

/// Where an object is, as M of `bucket`, `key`, `size`, `etag` and what else is known; a file as a part to be uploaded.
template <>
struct Converter<S3Value> {
    static constexpr AttributeValue::Type type = AttributeValue::Type::M;
    static constexpr bool omits_null = true;
    static AttributeValue write(const S3Value& value, WriteContext& out);
    static void read(AttributeValue& value, S3Value& out, ReadContext& in);
};

/// Gives the map that an item keeps of a location.
[[nodiscard]] AttributeValue to_attribute_value(const S3Location& location);

}  // namespace dynoxx
