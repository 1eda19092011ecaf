#pragma once

#include <dynoxx/compressed.hpp>
#include <dynoxx/detail/compiled_once.hpp>
#include <dynoxx/dynamodb.hpp>
#include <dynoxx/encrypted.hpp>
#include <dynoxx/model.hpp>
#include <dynoxx/s3_encryption.hpp>

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dynoxx {

/// Where the bytes of an S3 attribute live.
struct S3AttributeSettings {
    S3AttributeSettings() {}

    std::string bucket{};
    std::string prefix{};         ///< of the object key; ends in one `/` or is empty
    std::string storage_class{};  ///< of new objects; empty: S3's default
    S3Encryption encryption{};    ///< of new objects, by S3

    friend bool operator==(const S3AttributeSettings&, const S3AttributeSettings&) = default;
};

/// How an encrypted attribute is sealed.
struct EncryptedAttributeSettings {
    EncryptedAttributeSettings() {}

    std::string key_id{};  ///< id, ARN or `alias/name` of a KMS key
    EncryptionMode mode = EncryptionMode::ReadWrite;
    EncryptionBinding binding = EncryptionBinding::None;
    bool reads_plaintext = false;  ///< whether stored values that are not sealed may be loaded
    std::map<std::string, std::string> context{};

    friend bool operator==(const EncryptedAttributeSettings&, const EncryptedAttributeSettings&) = default;
};

/// One attribute of an entity.
struct EntityAttribute {
    EntityAttribute() {}

    std::string name{};                                      ///< in the item
    std::string member{};                                    ///< in the struct
    AttributeValue::Type type = AttributeValue::Type::Null;  ///< what is written; NULL means any type
    std::optional<S3AttributeSettings> s3{};
    std::optional<EncryptedAttributeSettings> encrypted{};
    std::optional<CompressedAttributeSettings> compressed{};  ///< before it is sealed

    friend bool operator==(const EntityAttribute&, const EntityAttribute&) = default;
};

/// One global secondary index of an entity, by the names of its key attributes.
struct EntityIndex {
    EntityIndex() {}

    std::string name{};
    std::string partition_key{};
    std::string sort_key{};  ///< empty if there is none

    friend bool operator==(const EntityIndex&, const EntityIndex&) = default;
};

/// A model as plain data: what everything below the templates works with. Names, buckets and key ids may be changed.
struct Entity {
    Entity();
    DYNOXX_DECLARE_COPIES(Entity);

    std::string table_name{};
    std::string partition_key{};
    std::string sort_key{};           ///< empty if there is none
    std::string version_attribute{};  ///< empty if there is none
    std::string ttl_attribute{};      ///< empty if there is none
    std::vector<EntityAttribute> attributes{};
    std::vector<EntityIndex> indexes{};

    /// Gives the attribute of a name in the item, or null.
    [[nodiscard]] const EntityAttribute* find(std::string_view name) const noexcept;

    /// Gives the index of a name, or null.
    [[nodiscard]] const EntityIndex* find_index(std::string_view name) const noexcept;

    friend bool operator==(const Entity&, const Entity&) = default;
};

namespace detail {

/// One member of a model, as the templates hand it over.
struct MemberDescription {
    std::string_view member;
    std::string_view name;
    AttributeValue::Type type;
};

[[nodiscard]] Entity make_entity(std::string_view table, const MemberDescription* members, std::size_t member_count,
                                 const ModelOption* options, std::size_t option_count);

template <class T, class... Members, std::size_t... Index>
Entity build_entity(TypeList<Members...>, std::index_sequence<Index...>) {
    static constexpr std::array<MemberDescription, sizeof...(Members)> members{
        MemberDescription{Shape<T>::members()[Index], attribute_names<T>[Index], stored_type<Members>()}...};
    const auto& options = model_of<T>.options;
    return make_entity(model_of<T>.table, members.data(), members.size(), options.data(), options.size());
}

}  // namespace detail

/// Gives the entity of a model; made at its first use and kept for the life of the program.
///
/// @par Thread safety
/// Any thread may call it at any time.
template <class T>
[[nodiscard]] const Entity& entity_of() {
    static_assert(detail::check_model<T>());
    // Never destroyed, so that it serves during static destruction as well.
    static const Entity* const entity = new Entity(
        detail::build_entity<T>(detail::MemberTypes<T>(), std::make_index_sequence<detail::Shape<T>::size>()));
    return *entity;
}

}  // namespace dynoxx
