#include "s3/checksum.hpp"

#include "runtime/crc.hpp"
#include "runtime/encoding.hpp"
#include "sigv4/sha256.hpp"

#include <algorithm>
#include <array>

namespace dynoxx::s3 {

namespace {

constexpr ChecksumName names[] = {
    {Checksum::Crc64Nvme, "CRC64NVME", "x-amz-checksum-crc64nvme", "ChecksumCRC64NVME"},
    {Checksum::Crc32c, "CRC32C", "x-amz-checksum-crc32c", "ChecksumCRC32C"},
    {Checksum::Crc32, "CRC32", "x-amz-checksum-crc32", "ChecksumCRC32"},
    {Checksum::Sha256, "SHA256", "x-amz-checksum-sha256", "ChecksumSHA256"},
};

constexpr ChecksumName no_name = {Checksum::None, {}, {}, {}};

template <class Word>
std::string text_of(Word value) {
    std::array<std::byte, sizeof(Word)> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        bytes[i] = static_cast<std::byte>(value >> (8 * (bytes.size() - 1 - i)));
    }
    return runtime::base64_encode(bytes);
}

template <class Word>
std::optional<Word> word_of(std::string_view text) {
    const auto bytes = runtime::base64_decode(text);
    if (!bytes || bytes->size() != sizeof(Word)) {
        return std::nullopt;
    }
    Word value = 0;
    for (const std::byte byte : *bytes) {
        value = static_cast<Word>(value << 8) | std::to_integer<Word>(byte);
    }
    return value;
}

template <class Word>
std::optional<std::string> combine(std::span<const SummedPart> parts, Word (*two)(Word, Word, std::uint64_t) noexcept) {
    Word whole = 0;
    for (const SummedPart& part : parts) {
        const std::optional<Word> sum = word_of<Word>(part.checksum);
        if (!sum) {
            return std::nullopt;
        }
        whole = two(whole, *sum, part.bytes);
    }
    return text_of(whole);
}

std::optional<std::string> compose(std::span<const SummedPart> parts) {
    sigv4::Sha256 hash;
    for (const SummedPart& part : parts) {
        const auto digest = runtime::base64_decode(part.checksum);
        if (!digest || digest->size() != sigv4::Digest().size()) {
            return std::nullopt;
        }
        hash.update(*digest);
    }
    return runtime::base64_encode(hash.finish()) + "-" + std::to_string(parts.size());
}

}  // namespace

const ChecksumName& name_of(Checksum checksum) noexcept {
    const auto* found = std::ranges::find(names, checksum, &ChecksumName::checksum);
    return found == std::end(names) ? no_name : *found;
}

std::span<const ChecksumName> checksum_names() noexcept {
    return names;
}

ChecksumType type_of(Checksum checksum) noexcept {
    return checksum == Checksum::Sha256 ? ChecksumType::Composite : ChecksumType::FullObject;
}

std::string checksum_of(Checksum checksum, std::string_view bytes) {
    switch (checksum) {
        case Checksum::Crc32:
            return text_of(runtime::crc32(runtime::bytes_of(bytes)));
        case Checksum::Crc32c:
            return text_of(runtime::crc32c(bytes));
        case Checksum::Crc64Nvme:
            return text_of(runtime::crc64nvme(bytes));
        case Checksum::Sha256:
            return runtime::base64_encode(sigv4::sha256(bytes));
        case Checksum::None:
            break;
    }
    return {};
}

std::optional<std::string> combined_checksum(Checksum checksum, std::span<const SummedPart> parts) {
    switch (checksum) {
        case Checksum::Crc32:
            return combine<std::uint32_t>(parts, runtime::combine_crc32);
        case Checksum::Crc32c:
            return combine<std::uint32_t>(parts, runtime::combine_crc32c);
        case Checksum::Crc64Nvme:
            return combine<std::uint64_t>(parts, runtime::combine_crc64nvme);
        case Checksum::Sha256:
            return compose(parts);
        case Checksum::None:
            break;
    }
    return std::nullopt;
}

std::optional<ObjectChecksum> checksum_in(const http::Response& response) {
    for (const ChecksumName& name : names) {
        const std::string_view value = response.headers.get(name.header);
        if (!value.empty()) {
            ObjectChecksum found;
            found.checksum = name.checksum;
            found.value = value;
            found.type = value.find('-') == std::string_view::npos ? ChecksumType::FullObject : ChecksumType::Composite;
            return found;
        }
    }
    return std::nullopt;
}

}  // namespace dynoxx::s3
