#pragma once

#include "http/message.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace dynoxx::s3 {

/// The checksums of S3 that are computed here.
enum class Checksum { None, Crc32, Crc32c, Crc64Nvme, Sha256 };

/// Says what the checksum of an object that was uploaded in parts is made from: of its bytes, or of the checksums of
/// its parts (`...-3`).
enum class ChecksumType { FullObject, Composite };

/// What the protocol calls a checksum.
struct ChecksumName {
    Checksum checksum;
    std::string_view algorithm;  ///< for example `CRC32`
    std::string_view header;     ///< for example `x-amz-checksum-crc32`
    std::string_view element;    ///< in XML, for example `ChecksumCRC32`
};

/// Gives the names of a checksum; those of `None` are empty.
[[nodiscard]] const ChecksumName& name_of(Checksum checksum) noexcept;

/// Gives the names of all checksums, the one to be preferred in answers first.
[[nodiscard]] std::span<const ChecksumName> checksum_names() noexcept;

/// Says what an upload in parts gets: a checksum of the whole if it can be made from those of the parts.
[[nodiscard]] ChecksumType type_of(Checksum checksum) noexcept;

/// Gives the checksum of some bytes as S3 writes it: the bytes of it, the highest first, in base64. Empty for `None`.
[[nodiscard]] std::string checksum_of(Checksum checksum, std::string_view bytes);

/// A part of an object, by its checksum as `checksum_of` gives it, and its size in bytes.
struct SummedPart {
    SummedPart() {}
    SummedPart(std::string_view part_checksum, std::uint64_t part_bytes) : checksum(part_checksum), bytes(part_bytes) {}

    std::string_view checksum{};
    std::uint64_t bytes = 0;
};

/// Gives the checksum of an object from those of its parts: of all bytes if it is a CRC, otherwise `...-N`.
///
/// Nothing if a part has none, or one of another form.
[[nodiscard]] std::optional<std::string> combined_checksum(Checksum checksum, std::span<const SummedPart> parts);

/// A checksum that an answer carries.
struct ObjectChecksum {
    ObjectChecksum() {}

    Checksum checksum = Checksum::None;
    ChecksumType type = ChecksumType::FullObject;
    std::string value{};  ///< as `checksum_of` gives it; with `-N` if it is composite
};

/// Reads the checksum of an answer: `CRC64NVME` before `CRC32C`, `CRC32` and `SHA256` if it has several.
[[nodiscard]] std::optional<ObjectChecksum> checksum_in(const http::Response& response);

}  // namespace dynoxx::s3
