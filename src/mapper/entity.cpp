#include <dynoxx/entity.hpp>

#include <algorithm>
#include <span>

namespace dynoxx {

DYNOXX_DEFINE_COPIES(Entity);

Entity::Entity() = default;

const EntityAttribute* Entity::find(std::string_view name) const noexcept {
    const auto found = std::ranges::find(attributes, name, &EntityAttribute::name);
    return found == attributes.end() ? nullptr : &*found;
}

const EntityIndex* Entity::find_index(std::string_view name) const noexcept {
    const auto found = std::ranges::find(indexes, name, &EntityIndex::name);
    return found == indexes.end() ? nullptr : &*found;
}

namespace detail {

namespace {

/// Ends a prefix in one `/`; the empty one stays empty.
std::string normalized_prefix(std::string_view prefix) {
    while (prefix.ends_with('/')) {
        prefix.remove_suffix(1);
    }
    return prefix.empty() ? std::string() : std::string(prefix) + "/";
}

EntityAttribute& attribute_of(Entity& entity, std::string_view member) {
    return *std::ranges::find(entity.attributes, member, &EntityAttribute::member);
}

EntityIndex make_index(Entity& entity, const ModelOption& option) {
    EntityIndex index;
    index.name = option.text;
    index.partition_key = attribute_of(entity, option.member.name).name;
    if (option.second_member.owner != nullptr) {
        index.sort_key = attribute_of(entity, option.second_member.name).name;
    }
    return index;
}

S3Encryption encryption_of(const ModelOption& option) {
    switch (option.s3_encryption) {
        case S3EncryptionKind::S3Key:
            return S3Encryption::s3_key();
        case S3EncryptionKind::KmsKey:
            return S3Encryption::kms_key(std::string(option.s3_key_id));
        default:
            return S3Encryption();
    }
}

void apply(Entity& entity, const ModelOption& option) {
    EntityAttribute& attribute = attribute_of(entity, option.member.name);
    switch (option.kind) {
        case OptionKind::PartitionKey:
            entity.partition_key = attribute.name;
            break;
        case OptionKind::SortKey:
            entity.sort_key = attribute.name;
            break;
        case OptionKind::Rename:
            break;
        case OptionKind::Version:
            entity.version_attribute = attribute.name;
            break;
        case OptionKind::TimeToLive:
            entity.ttl_attribute = attribute.name;
            break;
        case OptionKind::Index:
            entity.indexes.push_back(make_index(entity, option));
            break;
        case OptionKind::S3:
            attribute.s3.emplace();
            attribute.s3->bucket = option.text;
            attribute.s3->prefix = normalized_prefix(option.second_text);
            attribute.s3->storage_class = option.storage_class;
            attribute.s3->encryption = encryption_of(option);
            break;
        case OptionKind::Compressed:
            attribute.compressed = option.compression;
            break;
        case OptionKind::Encrypted:
            attribute.encrypted.emplace();
            attribute.encrypted->key_id = option.text;
            attribute.encrypted->mode = option.mode;
            attribute.encrypted->binding = option.binding;
            attribute.encrypted->reads_plaintext = option.reads_plaintext;
            for (const auto& [name, value] : std::span(option.context).first(option.context_size)) {
                attribute.encrypted->context.emplace(name, value);
            }
            break;
    }
}

}  // namespace

Entity make_entity(std::string_view table, const MemberDescription* members, std::size_t member_count,
                   const ModelOption* options, std::size_t option_count) {
    Entity entity;
    entity.table_name = table;
    for (const MemberDescription& member : std::span(members, member_count)) {
        EntityAttribute& attribute = entity.attributes.emplace_back();
        attribute.name = member.name;
        attribute.member = member.member;
        attribute.type = member.type;
    }
    for (const ModelOption& option : std::span(options, option_count)) {
        apply(entity, option);
    }
    return entity;
}

}  // namespace detail

}  // namespace dynoxx
