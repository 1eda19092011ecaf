#include "mapper/flows/sealing.hpp"

#include "mapper/data_keys.hpp"
#include "mapper/number.hpp"
#include "mapper/seal.hpp"
#include "runtime/encoding.hpp"
#include "runtime/parallel.hpp"

#include <algorithm>
#include <optional>

namespace dynoxx::mapper {

namespace {

using detail::ClientState;
using detail::LoadedItem;
using runtime::Context;
using runtime::task;

constexpr std::size_t keys_at_once = 8;

const EncryptedAttributeSettings& settings_of(const Entity& entity, const std::string& name) {
    return entity.find(name)->encrypted.value();
}

/// Gives a part of a key as text.
std::string text_of(const AttributeValue& value) {
    if (const auto* text = value.get_if<std::string>()) {
        return *text;
    }
    if (const auto* number = value.get_if<Number>()) {
        return normalized_number(number->text());
    }
    const auto* bytes = value.get_if<Bytes>();
    return bytes == nullptr ? std::string() : runtime::base64_encode(*bytes);
}

/// Gives the encryption context of a value that is bound to its place. The names are part of the stored format.
kms::EncryptionContext bound_context(const Entity& entity, const EntityAttribute& attribute, const Item& keys) {
    kms::EncryptionContext context = attribute.encrypted->context;
    context["dynoxx:table"] = entity.table_name;
    context["dynoxx:attribute"] = attribute.name;
    const std::pair<std::string_view, const std::string*> parts[] = {{"dynoxx:partition-key", &entity.partition_key},
                                                                     {"dynoxx:sort-key", &entity.sort_key}};
    for (const auto& [name, key] : parts) {
        if (const AttributeValue* value = key->empty() ? nullptr : keys.find(*key)) {
            context[std::string(name)] = text_of(*value);
        }
    }
    return context;
}

/// Gives the context that a value is sealed with.
kms::EncryptionContext context_for_sealing(const Entity& entity, const EntityAttribute& attribute, const Item& keys) {
    return attribute.encrypted->binding == EncryptionBinding::None ? attribute.encrypted->context
                                                                   : bound_context(entity, attribute, keys);
}

/// One sealed attribute that is to be opened, and the context of its data key.
struct Closed {
    Closed(LoadedItem& in, const EntityAttribute& which, Envelope contents, kms::EncryptionContext bound_by)
        : item(&in), attribute(&which), envelope(std::move(contents)), context(std::move(bound_by)) {}

    LoadedItem* item;
    const EntityAttribute* attribute;
    Envelope envelope;
    kms::EncryptionContext context;
};

/// One data key, and all that it opens.
struct KeyGroup {
    explicit KeyGroup(const Closed& first)
        : attribute(first.attribute), encrypted(first.envelope.encrypted_key), context(first.context) {}

    const EntityAttribute* attribute;
    Bytes encrypted;
    kms::EncryptionContext context;
    DataKeyUse use{0, 0};
    DataKey key{};
};

[[noreturn]] void throw_with_attribute(const Error& error, const Entity& entity, const std::string& attribute) {
    throw_error(Error(error.code(), error.message())
                    .with_cause("attribute '" + attribute + "' of table '" + entity.table_name + "'" +
                                (error.cause().empty() ? "" : ": " + error.cause()))
                    .with_service(error.service())
                    .with_attempts(error.attempts()));
}

bool is_opened(const EntityAttribute& attribute) noexcept {
    return attribute.encrypted && attribute.encrypted->mode != EncryptionMode::WriteOnly;
}

/// Throws if a stored value that is not sealed may not be loaded.
void check_plaintext(const Entity& entity, const EntityAttribute& attribute) {
    if (!attribute.encrypted->reads_plaintext) {
        throw_error(Error(ErrorCode::EncryptionModeForbids,
                          "The attribute '" + attribute.name + "' of table '" + entity.table_name +
                              "' is not sealed in the item. If it was stored before the attribute was encrypted, allow "
                              "it with encrypted_attribute<...>(...).reads_plaintext(), and put the item again."));
    }
}

std::vector<Closed> find_closed(const Entity& entity, std::span<LoadedItem> items) {
    std::vector<Closed> closed;
    for (const EntityAttribute& attribute : entity.attributes) {
        if (!is_opened(attribute)) {
            continue;
        }
        for (LoadedItem& item : items) {
            const AttributeValue* value = item.item.find(attribute.name);
            if (value == nullptr || value->type() == AttributeValue::Type::Null) {
                continue;
            }
            const std::string* text = value->get_if<std::string>();
            if (text == nullptr || !is_sealed(*text)) {
                check_plaintext(entity, attribute);
                continue;
            }
            Result<Envelope> envelope = parse_envelope(*text);
            if (!envelope) {
                throw_with_attribute(envelope.error(), entity, attribute.name);
            }
            closed.emplace_back(item, attribute, std::move(*envelope),
                                context_for_sealing(entity, attribute, item.item));
        }
    }
    return closed;
}

KeyGroup* group_of(std::vector<KeyGroup>& groups, const Closed& part) {
    const auto found = std::ranges::find_if(groups, [&part](const KeyGroup& group) {
        return group.encrypted == part.envelope.encrypted_key && group.context == part.context;
    });
    return found == groups.end() ? nullptr : &*found;
}

/// Opens a data key under one context and gives what failed.
task<std::optional<Error>> try_to_open(Context context, ClientState& client, kms::EncryptionContext bound_by,
                                       KeyGroup& group) {
    DataKeyRequest request;
    request.key_id = group.attribute->encrypted->key_id;
    request.encryption_context = std::move(bound_by);
    std::optional<Error> failure;
    try {
        group.key = co_await open_data_key(context, client, std::move(request), group.encrypted, group.use);
    } catch (const Exception& exception) {
        failure = exception.error();
    }
    co_return failure;
}

task<void> open_key(Context context, ClientState& client, const Entity& entity, KeyGroup& group) {
    std::optional<Error> failure = co_await try_to_open(context, client, group.context, group);
    const EncryptedAttributeSettings& settings = *group.attribute->encrypted;
    if (failure && failure->code() == ErrorCode::DecryptionFailed &&
        settings.binding == EncryptionBinding::ToItemOrNone) {
        failure = co_await try_to_open(context, client, settings.context, group);
    }
    if (failure) {
        throw_with_attribute(*failure, entity, group.attribute->name);
    }
}

}  // namespace

task<std::vector<std::string>> seal_all(Context context, ClientState& client, const Entity& entity, const Item& keys,
                                        std::span<const PendingSeal> seals) {
    for (const PendingSeal& pending : seals) {
        if (settings_of(entity, pending.attribute).mode == EncryptionMode::ReadOnly) {
            throw_error(Error(ErrorCode::EncryptionModeForbids,
                              "The attribute '" + pending.attribute + "' of table '" + entity.table_name +
                                  "' is read-only: it cannot be sealed. Use EncryptionMode::ReadWrite to write it."));
        }
    }
    std::vector<std::string> sealed;
    sealed.reserve(seals.size());
    for (const PendingSeal& pending : seals) {
        const EntityAttribute& attribute = *entity.find(pending.attribute);
        const std::string& plaintext = pending.plaintext.text();
        const DataKeyUse use(1, plaintext.size());
        DataKeyRequest request;
        request.key_id = attribute.encrypted->key_id;
        request.encryption_context = context_for_sealing(entity, attribute, keys);
        const DataKey key = co_await data_key_for_sealing(context, client, std::move(request), use);
        const Nonce nonce = random_nonce();
        sealed.push_back(seal(plaintext, key.plaintext.reveal_bytes(), key.wrapped, nonce).value());
    }
    co_return sealed;
}

bool may_need_opening(const Entity& entity) noexcept {
    return std::ranges::any_of(entity.attributes, is_opened);
}

task<void> open_all(Context context, ClientState& client, const Entity& entity, std::span<LoadedItem> items) {
    const std::vector<Closed> closed = find_closed(entity, items);
    std::vector<KeyGroup> groups;
    for (const Closed& part : closed) {
        KeyGroup* group = group_of(groups, part);
        if (group == nullptr) {
            group = &groups.emplace_back(part);
        }
        ++group->use.values;
        group->use.bytes += part.envelope.ciphertext.size();
    }
    std::vector<task<void>> parts;
    parts.reserve(groups.size());
    for (KeyGroup& group : groups) {
        parts.push_back(open_key(context, client, entity, group));
    }
    co_await runtime::in_parallel(std::move(parts), keys_at_once);
    for (const Closed& part : closed) {
        const KeyGroup* group = group_of(groups, part);
        Result<detail::SecretText> text = open(part.envelope, group->key.plaintext.reveal_bytes());
        if (!text) {
            throw_with_attribute(text.error(), entity, part.attribute->name);
        }
        part.item->opened.emplace_back(part.attribute->name, std::move(*text));
    }
}

std::vector<detail::OpenedPart> known_plaintexts(std::span<const PendingSeal> seals) {
    std::vector<detail::OpenedPart> parts;
    parts.reserve(seals.size());
    for (const PendingSeal& pending : seals) {
        parts.emplace_back(pending.attribute, pending.plaintext);
    }
    return parts;
}

}  // namespace dynoxx::mapper
