#pragma once

#include <dynoxx/compressed.hpp>
#include <dynoxx/converters/container.hpp>
#include <dynoxx/detail/member_name.hpp>
#include <dynoxx/encrypted.hpp>
#include <dynoxx/s3_encryption.hpp>
#include <dynoxx/time_to_live.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

namespace dynoxx::detail {

enum class OptionKind : std::uint8_t {
    PartitionKey,
    SortKey,
    Rename,
    Index,
    S3,
    Encrypted,
    Compressed,
    Version,
    TimeToLive,
};

/// A type as an address, so that options of different members have one type.
template <class T>
inline constexpr char type_tag{};

struct MemberRef {
    const char* owner = nullptr;  ///< `type_tag` of the class
    std::string_view name{};
    AttributeValue::Type type = AttributeValue::Type::Null;
};

inline constexpr std::size_t max_context_pairs = 4;

/// One option of a model. Which parts are used depends on the kind.
struct ModelOption {
    OptionKind kind{};
    MemberRef member{};
    MemberRef second_member{};       ///< an index's sort key
    std::string_view text{};         ///< the new name, the index, the bucket, the key id
    std::string_view second_text{};  ///< the prefix
    EncryptionMode mode = EncryptionMode::ReadWrite;
    EncryptionBinding binding = EncryptionBinding::None;
    bool reads_plaintext = false;
    std::size_t context_size = 0;
    std::array<std::pair<std::string_view, std::string_view>, max_context_pairs> context{};
    CompressedAttributeSettings compression{};
    std::string_view storage_class{};  ///< of the objects
    S3EncryptionKind s3_encryption = S3EncryptionKind::OfBucket;
    std::string_view s3_key_id{};  ///< with which S3 encrypts
};

/// An S3 attribute with its own setters.
struct S3Option {
    ModelOption option;

    [[nodiscard]] consteval S3Option storage_class(const char* name) const {
        S3Option copy = *this;
        copy.option.storage_class = name;
        return copy;
    }
    [[nodiscard]] consteval S3Option sse_s3() const {
        S3Option copy = *this;
        copy.option.s3_encryption = S3EncryptionKind::S3Key;
        copy.option.s3_key_id = {};
        return copy;
    }
    [[nodiscard]] consteval S3Option sse_kms(const char* key_id = "") const {
        S3Option copy = *this;
        copy.option.s3_encryption = S3EncryptionKind::KmsKey;
        copy.option.s3_key_id = key_id;
        return copy;
    }
};

/// An encrypted attribute with its own setters.
struct EncryptedOption {
    ModelOption option;

    [[nodiscard]] consteval EncryptedOption encryption_context(const char* name, const char* value) const {
        EncryptedOption copy = *this;
        copy.option.context.at(copy.option.context_size++) = {name, value};
        return copy;
    }
    [[nodiscard]] consteval EncryptedOption mode(EncryptionMode mode) const {
        EncryptedOption copy = *this;
        copy.option.mode = mode;
        return copy;
    }
    [[nodiscard]] consteval EncryptedOption binding(EncryptionBinding binding) const {
        EncryptedOption copy = *this;
        copy.option.binding = binding;
        return copy;
    }
    [[nodiscard]] consteval EncryptedOption reads_plaintext() const {
        EncryptedOption copy = *this;
        copy.option.reads_plaintext = true;
        return copy;
    }
};

/// Gives a number if it is in a range; otherwise the program does not compile.
consteval int level_in(int level, int lowest, int highest) {
    return level >= lowest && level <= highest ? level : throw "dynoxx: zstd has levels 1 to 22, gzip 0 to 9, lz4 none";
}

/// A compressed attribute with its own setters.
struct CompressedOption {
    ModelOption option;

    /// Sets how hard is tried. Default 3 of 1 to 22 for zstd, 6 of 0 to 9 for gzip; lz4 has no level.
    [[nodiscard]] consteval CompressedOption level(int level) const {
        CompressedOption copy = *this;
        const bool is_zstd = option.compression.algorithm == Compression::Zstd;
        const bool is_gzip = option.compression.algorithm == Compression::Gzip;
        copy.option.compression.level = level_in(level, is_zstd ? 1 : 0, is_zstd ? 22 : is_gzip ? 9 : -1);
        return copy;
    }

    /// Sets from how many bytes on a text is compressed. Default 100.
    [[nodiscard]] consteval CompressedOption min_size(std::size_t bytes) const {
        CompressedOption copy = *this;
        copy.option.compression.min_size = bytes;
        return copy;
    }

    /// Sets which part of a text must be saved at least: compressed it must have less than `part` of its bytes.
    /// Default 0.9.
    [[nodiscard]] consteval CompressedOption threshold(double part) const {
        CompressedOption copy = *this;
        copy.option.compression.threshold = part;
        return copy;
    }

    /// Sets how many bytes a text may have, written or read: a few bytes may stand for very many. Default 64 MiB.
    [[nodiscard]] consteval CompressedOption max_size(std::size_t bytes) const {
        CompressedOption copy = *this;
        copy.option.compression.max_size = bytes;
        return copy;
    }
};

/// The explicit list of the members of a type.
template <auto... Members>
struct MemberList {};

/// Stands for "all members of the aggregate".
struct AllMembers {};

template <class T>
inline constexpr bool is_member_list = false;
template <auto... Members>
inline constexpr bool is_member_list<MemberList<Members...>> = true;

template <class T>
concept IsOption = std::is_same_v<T, ModelOption> || std::is_same_v<T, EncryptedOption> ||
    std::is_same_v<T, CompressedOption> || std::is_same_v<T, S3Option> || is_member_list<T>;

template <class... Options>
inline constexpr std::size_t option_count = (0U + ... + (is_member_list<Options> ? 0U : 1U));

template <class... Options>
struct FindMemberList {
    using Type = AllMembers;
};
template <class First, class... Rest>
struct FindMemberList<First, Rest...> : FindMemberList<Rest...> {};
template <auto... Members, class... Rest>
struct FindMemberList<MemberList<Members...>, Rest...> {
    using Type = MemberList<Members...>;
};

template <class... Options>
using MemberListOf = typename FindMemberList<Options...>::Type;

template <std::size_t Count>
struct OptionCollector {
    std::array<ModelOption, Count> options{};
    std::size_t size = 0;

    constexpr void add(const ModelOption& option) { options[size++] = option; }
    constexpr void add(const EncryptedOption& option) { options[size++] = option.option; }
    constexpr void add(const CompressedOption& option) { options[size++] = option.option; }
    constexpr void add(const S3Option& option) { options[size++] = option.option; }
    template <auto... Members>
    constexpr void add(MemberList<Members...>) {}
};

template <class... Options>
consteval auto collect_options(const Options&... options) {
    static_assert((... && IsOption<Options>),
                  "dynoxx: a model takes partition_key, sort_key, rename, index, s3_attribute, encrypted_attribute, "
                  "compressed_attribute, version_attribute, ttl_attribute and fields");
    OptionCollector<option_count<Options...>> collector;
    (collector.add(options), ...);
    return collector.options;
}

template <class T>
consteval AttributeValue::Type stored_type() {
    if constexpr (Storable<T>) {
        return Converter<T>::type;
    } else {
        return AttributeValue::Type::Null;
    }
}

template <auto Member>
consteval MemberRef member_ref() {
    static_assert(std::is_member_object_pointer_v<decltype(Member)>,
                  "dynoxx: an option of a model takes a pointer to a member, for example partition_key<&User::id>");
    return {&type_tag<OwnerOf<Member>>, member_name<Member>, stored_type<TypeOf<Member>>()};
}

/// Types that DynamoDB takes as a key. An optional may be missing, and a key may not; bytes of S3 and KMS have no
/// order.
template <class T>
inline constexpr bool is_key_type =
    !is_encrypted<T> && !is_s3_value<T> &&
    (stored_type<T>() == AttributeValue::Type::S || stored_type<T>() == AttributeValue::Type::N ||
     stored_type<T>() == AttributeValue::Type::B);
template <class T>
inline constexpr bool is_key_type<std::optional<T>> = false;

/// Index keys may be missing: then the item is not in the index.
template <class T>
inline constexpr bool is_index_key_type = is_key_type<T>;
template <class T>
inline constexpr bool is_index_key_type<std::optional<T>> = is_key_type<T>;

template <auto Member>
consteval ModelOption key_option(OptionKind kind) {
    static_assert(is_key_type<TypeOf<Member>>,
                  "dynoxx: a key must be stored as text, number or bytes (S, N or B) and must not be optional");
    return {kind, member_ref<Member>()};
}

/// Types that may be compressed: texts, and everything that is sealed as a text.
template <class T>
inline constexpr bool is_compressible =
    std::is_same_v<T, std::string> || std::is_same_v<T, std::optional<std::string>> || is_encrypted<T>;

template <auto Member>
consteval ModelOption version_option() {
    static_assert(IntegerType<TypeOf<Member>>, "dynoxx: version_attribute needs a member of an integer type");
    return {OptionKind::Version, member_ref<Member>()};
}

template <auto Member>
consteval ModelOption ttl_option() {
    static_assert(is_time_to_live<TypeOf<Member>>,
                  "dynoxx: ttl_attribute needs a member of type dynoxx::TimeToLive or of an integer type");
    return {OptionKind::TimeToLive, member_ref<Member>()};
}

template <FixedString Name, auto PartitionKey, auto... SortKey>
consteval ModelOption index_option() {
    static_assert(sizeof...(SortKey) <= 1, "dynoxx: an index has one partition key and at most one sort key");
    static_assert(is_index_key_type<TypeOf<PartitionKey>> && (... && is_index_key_type<TypeOf<SortKey>>),
                  "dynoxx: the keys of an index must be stored as text, number or bytes (S, N or B)");
    ModelOption option{OptionKind::Index, member_ref<PartitionKey>()};
    if constexpr (sizeof...(SortKey) == 1) {
        option.second_member = member_ref<SortKey...>();
    }
    option.text = std::string_view(Name.text, sizeof(Name.text) - 1);
    return option;
}

}  // namespace dynoxx::detail
