#pragma once

#include <cstdint>
#include <string_view>

/// The cyclic redundancy checks that S3 knows, and how those of parts make that of the whole.
namespace dynoxx::runtime {

/// Computes the CRC-32C (polynomial 0x1EDC6F41), by the processor's own instruction where it has one.
///
/// @par Source
/// RFC 3720, section 12.1.
[[nodiscard]] std::uint32_t crc32c(std::string_view bytes) noexcept;

/// Computes the CRC-64/NVME (polynomial 0xAD93D23594C93659).
///
/// @par Source
/// NVM Express, "NVM Command Set Specification", section 5.2.1.3.4.
[[nodiscard]] std::uint64_t crc64nvme(std::string_view bytes) noexcept;

/// Gives the check of two texts one behind the other from the check of each and the size of the second in bytes.
[[nodiscard]] std::uint32_t combine_crc32(std::uint32_t first, std::uint32_t second,
                                          std::uint64_t second_bytes) noexcept;
[[nodiscard]] std::uint32_t combine_crc32c(std::uint32_t first, std::uint32_t second,
                                           std::uint64_t second_bytes) noexcept;
[[nodiscard]] std::uint64_t combine_crc64nvme(std::uint64_t first, std::uint64_t second,
                                              std::uint64_t second_bytes) noexcept;

}  // namespace dynoxx::runtime
