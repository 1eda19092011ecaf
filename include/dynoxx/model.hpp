#pragma once

#include <dynoxx/converters/container.hpp>
#include <dynoxx/converters/enumeration.hpp>
#include <dynoxx/converters/external.hpp>
#include <dynoxx/converters/scalar.hpp>
#include <dynoxx/converters/time.hpp>
#include <dynoxx/detail/model_option.hpp>

#include <array>
#include <cstddef>
#include <string_view>

/// What turns a struct into a model: its table, its keys, and what is special about its attributes.
///
/// @par Example
/// @code
/// struct User {
///     std::string id{};
///     std::string email{};
///     static constexpr auto dynoxx_model = dynoxx::model("users", dynoxx::partition_key<&User::id>);
/// };
/// @endcode
namespace dynoxx {

/// Holds the model of a type that one does not own: specialise it with a `static constexpr auto dynoxx_model`.
template <class T>
struct Model {};

/// The number of options and the explicit list of members of a model; made by `model`.
template <class Members, std::size_t Count>
struct ModelDefinition {
    using MemberList = Members;

    std::string_view table;
    std::array<detail::ModelOption, Count> options;
};

/// Describes a model with a table. Each option names a member; everything else about it comes from the member's type.
template <class... Options>
[[nodiscard]] consteval auto model(const char* table, Options... options) {
    return ModelDefinition<detail::MemberListOf<Options...>, detail::option_count<Options...>>{
        table, detail::collect_options<Options...>(options...)};
}

/// Describes a struct that is stored inside of an item: it has no table and no keys.
template <class... Options>
requires(...&& detail::IsOption<Options>) [[nodiscard]] consteval auto model(Options... options) {
    return ModelDefinition<detail::MemberListOf<Options...>, detail::option_count<Options...>>{
        {}, detail::collect_options<Options...>(options...)};
}

/// Lists the members that are attributes; needed by types that are not aggregates and by those with base classes.
template <auto... Members>
inline constexpr detail::MemberList<Members...> fields{};

/// Names the partition key: a member of a text, number or bytes type.
template <auto Member>
inline constexpr detail::ModelOption partition_key = detail::key_option<Member>(detail::OptionKind::PartitionKey);

/// Names the sort key: a member of a text, number or bytes type.
template <auto Member>
inline constexpr detail::ModelOption sort_key = detail::key_option<Member>(detail::OptionKind::SortKey);

/// Stores a member under another name.
template <auto Member>
[[nodiscard]] consteval detail::ModelOption rename(const char* name) {
    detail::ModelOption option{detail::OptionKind::Rename, detail::member_ref<Member>()};
    option.text = name;
    return option;
}

/// Declares a global secondary index on a partition key and, if given, a sort key.
template <detail::FixedString Name, auto PartitionKey, auto... SortKey>
inline constexpr detail::ModelOption index = detail::index_option<Name, PartitionKey, SortKey...>();

/// Names the version of an object: a whole number that every write raises, and that a write of the object checks.
///
/// An object with version 0 has never been stored: it is written only if no item with a version is there, and gets
/// version 1. Every other one is written, or removed, only if the stored item still has its version: else
/// `ConditionalCheckFailedException`. The object that is written never changes; what `put` gives back has the new
/// version. An update by key raises the version and does not check it.
///
/// @par Source
/// Amazon DynamoDB Developer Guide, "Optimistic locking with version number".
template <auto Member>
inline constexpr detail::ModelOption version_attribute = detail::version_option<Member>();

/// Names the time after which the service deletes an item: a `TimeToLive`, optional or not, or a whole number of
/// seconds since 1970. `create_table` switches it on; the service deletes within a few days.
///
/// @par Source
/// Amazon DynamoDB Developer Guide, "Using time to live (TTL)".
template <auto Member>
inline constexpr detail::ModelOption ttl_attribute = detail::ttl_option<Member>();

/// Keeps the bytes of an `S3Value` in a bucket, under keys that begin with a prefix; the item keeps where.
///
/// `.storage_class("STANDARD_IA")` sets how S3 stores new objects, `.sse_s3()` and `.sse_kms("alias/key")` with whose
/// key it encrypts them; without a key id that of the account (`aws/s3`). An `S3File` may say otherwise for itself.
template <auto Member>
[[nodiscard]] consteval detail::S3Option s3_attribute(const char* bucket, const char* prefix = "") {
    static_assert(detail::is_s3_value<detail::TypeOf<Member>>,
                  "dynoxx: s3_attribute needs a member of type dynoxx::S3Value");
    detail::ModelOption option{detail::OptionKind::S3, detail::member_ref<Member>()};
    option.text = bucket;
    option.second_text = prefix;
    return detail::S3Option{option};
}

/// Seals an `Encrypted` member with data keys of a KMS key, given by id, ARN or `alias/name`.
///
/// `.encryption_context(name, value)` adds a pair that KMS binds the data key to (at most four), `.mode(...)` sets the
/// way the attribute goes, `.binding(...)` binds sealed values to their items, and `.reads_plaintext()` allows to load
/// what was stored before the attribute was encrypted. Without it such a value is an `EncryptionException`: somebody
/// may have put it there.
template <auto Member>
[[nodiscard]] consteval detail::EncryptedOption encrypted_attribute(const char* key_id) {
    static_assert(detail::is_encrypted<detail::TypeOf<Member>>,
                  "dynoxx: encrypted_attribute needs a member of type dynoxx::Encrypted<T>");
    detail::ModelOption option{detail::OptionKind::Encrypted, detail::member_ref<Member>()};
    option.text = key_id;
    return detail::EncryptedOption{option};
}

/// Compresses a text member before it is stored, and before it is sealed if it is `Encrypted` as well.
///
/// A text is stored with a prefix that names the algorithm, in the format of pydynox 1.3, or as it is if it is short or
/// compressing saves too little; reading goes by the prefix. `.level(...)`, `.min_size(...)`, `.threshold(...)` and
/// `.max_size(...)` change the rules. Such an attribute cannot be a key, and no condition can look into it.
template <auto Member>
[[nodiscard]] consteval detail::CompressedOption compressed_attribute(Compression algorithm = Compression::Zstd) {
    static_assert(detail::is_compressible<detail::TypeOf<Member>>,
                  "dynoxx: compressed_attribute needs a member of type std::string, std::optional<std::string> or "
                  "dynoxx::Encrypted<T>");
    detail::ModelOption option{detail::OptionKind::Compressed, detail::member_ref<Member>()};
    option.compression.algorithm = algorithm;
    return detail::CompressedOption{option};
}

}  // namespace dynoxx

#include <dynoxx/converters/aggregate.hpp>
