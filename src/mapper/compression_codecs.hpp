#pragma once

#include <dynoxx/compressed.hpp>

#include "mapper/wiped.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

/// The three algorithms on bytes, by their libraries.
namespace dynoxx::mapper {

/// Compresses bytes. @param level -1: the default of the algorithm
[[nodiscard]] Wiped compress_bytes(Compression algorithm, int level, std::string_view bytes);

/// Decompresses bytes into `out`, which never gets longer than `max_size`.
///
/// Gives why it failed; empty if it did not.
[[nodiscard]] std::string decompress_bytes(Compression algorithm, std::span<const std::byte> bytes,
                                           std::size_t max_size, Wiped& out);

}  // namespace dynoxx::mapper
