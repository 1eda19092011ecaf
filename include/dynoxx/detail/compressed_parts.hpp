#pragma once

#include <dynoxx/compressed.hpp>
#include <dynoxx/conversion.hpp>
#include <dynoxx/dynamodb.hpp>
#include <dynoxx/entity.hpp>
#include <dynoxx/update.hpp>

/// What models with compressed attributes, and only those, call: a program without them links none of it.
namespace dynoxx::detail {

/// Compresses the texts of an item, and those that are still to be sealed.
void compress_parts(const Entity& entity, Item& item, WriteContext& out);

/// Replaces the compressed texts of an item by what they were.
void decompress_parts(const Entity& entity, Item& item, ReadContext& in);

/// Gives what an opened plaintext of an attribute was before it was compressed.
[[nodiscard]] SecretText decompress_plaintext(const Entity& entity, std::string_view attribute, const SecretText& text,
                                              ReadContext& in);

/// Compresses what an action sets an attribute to.
[[nodiscard]] UpdateAction compress_action(UpdateAction action, const CompressedAttributeSettings& settings);

}  // namespace dynoxx::detail
