#include <dynoxx/detail/compressed_parts.hpp>

#include "mapper/compression.hpp"

#include <algorithm>

namespace dynoxx::detail {

namespace {

/// Compresses what is still to be sealed.
void compress_seal(PendingSeal& seal, const CompressedAttributeSettings& settings, WriteContext& here) {
    Result<SecretText> stored = mapper::compress(seal.plaintext.text(), settings);
    if (stored) {
        seal.plaintext = *std::move(stored);
    } else {
        here.fail(stored.error().message());
    }
}

void compress_value(AttributeValue& value, const CompressedAttributeSettings& settings, WriteContext& here) {
    const std::string* text = value.get_if<std::string>();
    if (text == nullptr) {
        return;
    }
    const Result<SecretText> stored = mapper::compress(*text, settings);
    if (stored) {
        value = stored->text();
    } else {
        here.fail(stored.error().message());
    }
}

/// Puts the final texts in the place of those of one attribute.
template <class Seals>
void compress_attribute(AttributeValue& value, const std::string& name, Seals& seals,
                        const CompressedAttributeSettings& settings, bool is_encrypted, WriteContext& out) {
    WriteContext here(out, name);
    if (!is_encrypted) {
        compress_value(value, settings, here);
        return;
    }
    for (PendingSeal& seal : seals) {
        if (seal.attribute == name) {
            compress_seal(seal, settings, here);
        }
    }
}

}  // namespace

void compress_parts(const Entity& entity, Item& item, WriteContext& out) {
    std::vector<PendingSeal> none;
    for (const EntityAttribute& attribute : entity.attributes) {
        AttributeValue* value = attribute.compressed ? item.find(attribute.name) : nullptr;
        if (value != nullptr) {
            compress_attribute(*value, attribute.name, out.has_outcome() ? out.seals() : none, *attribute.compressed,
                               attribute.encrypted.has_value(), out);
        }
    }
}

void decompress_parts(const Entity& entity, Item& item, ReadContext& in) {
    for (const EntityAttribute& attribute : entity.attributes) {
        AttributeValue* value = attribute.compressed ? item.find(attribute.name) : nullptr;
        const std::string* stored = value == nullptr ? nullptr : value->get_if<std::string>();
        if (stored == nullptr || !mapper::compression_of(*stored)) {
            continue;
        }
        ReadContext here(in, attribute.name);
        const Result<SecretText> text = mapper::decompress(*stored, attribute.compressed->max_size);
        if (text) {
            *value = text->text();
        } else {
            here.fail(text.error().message());
        }
    }
}

SecretText decompress_plaintext(const Entity& entity, std::string_view attribute, const SecretText& text,
                                ReadContext& in) {
    const EntityAttribute* found = entity.find(attribute);
    if (found == nullptr || !found->compressed) {
        return text;
    }
    Result<SecretText> opened = mapper::decompress(text.text(), found->compressed->max_size);
    if (!opened) {
        in.fail(opened.error().message());
        return {};
    }
    return *std::move(opened);
}

UpdateAction compress_action(UpdateAction action, const CompressedAttributeSettings& settings) {
    const auto* operand = std::get_if<AttributeValue>(&action.operand());
    if (operand == nullptr || action.op() == UpdateOperator::Remove) {
        return action;
    }
    AttributeValue value = *operand;
    std::vector<PendingSeal> seals = action.seals();
    WriteContext out;
    compress_attribute(value, action.path().attribute(), seals, settings, !seals.empty(), out);
    if (out.failed()) {
        return UpdateAction(action.op(), action.path(), out.error());
    }
    UpdateAction compressed(action.op(), action.path(), std::move(value));
    return std::move(compressed).with_pending(action.uploads(), std::move(seals));
}

}  // namespace dynoxx::detail
