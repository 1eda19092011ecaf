#pragma once

#include <dynoxx/conversion.hpp>
#include <dynoxx/encrypted.hpp>
#include <dynoxx/s3_value.hpp>

namespace dynoxx {

/// A secret text as S: sealed text as it is, plaintext as a part to be sealed before it is sent.
template <>
struct Converter<Encrypted<std::string>> {
    static constexpr AttributeValue::Type type = AttributeValue::Type::S;
    static constexpr bool omits_null = true;
    static AttributeValue write(const Encrypted<std::string>& value, WriteContext& out);
    static void read(AttributeValue& value, Encrypted<std::string>& out, ReadContext& in);
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
