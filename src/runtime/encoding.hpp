#pragma once

#include <dynoxx/attribute_value.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// Text forms of bytes, and a checksum: hexadecimal, base64, percent encoding, CRC-32.
namespace dynoxx::runtime {

/// Gives the bytes of a text.
[[nodiscard]] inline std::span<const std::byte> bytes_of(std::string_view text) noexcept {
    return std::as_bytes(std::span(text.data(), text.size()));
}

/// Gives bytes as a text of the same bytes.
[[nodiscard]] inline std::string_view text_of(std::span<const std::byte> bytes) noexcept {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Appends the bytes as lower-case hexadecimal digits.
void append_hex(std::string& out, std::span<const std::byte> bytes);

/// Writes the bytes as lower-case hexadecimal digits.
[[nodiscard]] std::string hex_encode(std::span<const std::byte> bytes);

/// Reads hexadecimal digits of either case; nothing if the count is odd or another character is found.
[[nodiscard]] std::optional<Bytes> hex_decode(std::string_view text);

/// Gives the number of characters that so many bytes take in base64.
[[nodiscard]] constexpr std::size_t base64_size(std::size_t bytes) noexcept {
    return (bytes + 2) / 3 * 4;
}

/// Writes the base64 form of the bytes to `out`, which has room for `base64_size`, and gives the end.
char* write_base64(char* out, std::span<const std::byte> bytes) noexcept;

/// Writes the bytes in the standard alphabet of base64, with padding.
[[nodiscard]] std::string base64_encode(std::span<const std::byte> bytes);

/// Writes the bytes in the alphabet of base64 for URLs, without padding: the form of JSON Web Tokens.
///
/// @par Source
/// RFC 4648, section 5.
[[nodiscard]] std::string base64url_encode(std::span<const std::byte> bytes);

/// Reads standard base64; nothing unless the text is exactly what `base64_encode` writes: padded, without blanks.
///
/// @par Source
/// RFC 4648, sections 3.5 and 4.
[[nodiscard]] std::optional<Bytes> base64_decode(std::string_view text);

/// Says what becomes of `/` in percent encoding.
enum class Slash { Encode, Keep };

/// Appends the text with everything but `A-Z a-z 0-9 - . _ ~` as `%XX`, digits in upper case.
///
/// @par Source
/// AWS Signature Version 4, "UriEncode".
void append_percent_encoded(std::string& out, std::string_view text, Slash slash = Slash::Encode);

/// Gives the text as `append_percent_encoded` writes it.
[[nodiscard]] std::string percent_encode(std::string_view text, Slash slash = Slash::Encode);

/// Replaces each `%XX` by its byte; nothing if a `%` is not followed by two digits. A plus sign stays one.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text);

/// Computes the CRC-32 of zlib, which DynamoDB sends as `x-amz-crc32`.
[[nodiscard]] std::uint32_t crc32(std::span<const std::byte> bytes) noexcept;

}  // namespace dynoxx::runtime
