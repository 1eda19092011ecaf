#pragma once

#include "local/s3/request.hpp"
#include "local/s3/store.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dynoxx::local::s3 {

/// One of the checksums that S3 knows.
struct ChecksumAlgorithm {
    std::string_view name;                           ///< for example `CRC32`
    std::string_view header;                         ///< for example `x-amz-checksum-crc32`
    std::string_view element;                        ///< for example `ChecksumCRC32`
    std::string (*compute)(std::string_view bytes);  ///< gives the raw bytes, big-endian
};

/// Gives CRC32, CRC32C, CRC64NVME, SHA1 and SHA256.
[[nodiscard]] const std::vector<ChecksumAlgorithm>& checksum_algorithms();

/// Finds an algorithm by its name; null if S3 has none of that name.
[[nodiscard]] const ChecksumAlgorithm* find_checksum_algorithm(std::string_view name);

/// Checks `Content-MD5` and every checksum header or trailer of a request against its body, and gives those that were
/// sent.
///
/// @par Errors
/// Throws the refusals `InvalidDigest`, `InvalidRequest` (a value that is not a checksum) and `BadDigest`.
[[nodiscard]] Checksums verified_checksums(const Request& request);

/// Gives the CRC-32C of some bytes (RFC 3720, polynomial 0x1EDC6F41).
[[nodiscard]] std::uint32_t crc32c(std::string_view bytes) noexcept;

/// Gives the CRC-64/NVME of some bytes (NVM Express base specification, polynomial 0xAD93D23594C93659).
[[nodiscard]] std::uint64_t crc64nvme(std::string_view bytes) noexcept;

}  // namespace dynoxx::local::s3
