#pragma once

#include <dynoxx/compressed.hpp>
#include <dynoxx/detail/secret_text.hpp>
#include <dynoxx/error.hpp>

#include <cstddef>
#include <optional>
#include <string_view>

/// Texts as a compressed attribute stores them: `ZSTD:`, `LZ4:` or `GZIP:` and base64, or the text itself. Pure.
///
/// - zstd: frames without content size and checksum.
/// - lz4: the size of the text in 4 bytes, little-endian, and one raw block.
/// - gzip: one member of RFC 1952.
///
/// All buffers are overwritten when they are given back: the text may be one that is sealed afterwards.
///
/// @par Errors
/// `InvalidItem` with a reason that names no part of the text.
namespace dynoxx::mapper {

/// Gives the algorithm that a stored text names by its prefix; nothing for one that is stored as it is.
[[nodiscard]] std::optional<Compression> compression_of(std::string_view stored) noexcept;

/// Gives what is stored for a text. One that begins with a prefix itself is always compressed, so that it is read back.
[[nodiscard]] Result<detail::SecretText> compress(std::string_view text, const CompressedAttributeSettings& settings);

/// Gives the text that was stored.
///
/// @param max_size bytes of the text; more is an error
[[nodiscard]] Result<detail::SecretText> decompress(std::string_view stored, std::size_t max_size);

}  // namespace dynoxx::mapper
