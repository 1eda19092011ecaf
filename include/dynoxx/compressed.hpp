#pragma once

#include <cstddef>
#include <cstdint>

namespace dynoxx {

/// How a text is compressed.
enum class Compression : std::uint8_t {
    Zstd = 0,
    Lz4 = 1,
    Gzip = 2,
};

/// How a compressed attribute is written and read.
struct CompressedAttributeSettings {
    constexpr CompressedAttributeSettings() {}

    Compression algorithm = Compression::Zstd;
    int level = -1;                              ///< -1: 3 for zstd, 6 for gzip; lz4 has none
    std::size_t min_size = 100;                  ///< bytes; a shorter text is stored as it is
    double threshold = 0.9;                      ///< a text is stored as it is if compressing leaves this part of it
    std::size_t max_size = 64UL * 1024U * 1024;  ///< bytes of the text; more is an error, written or read

    friend bool operator==(const CompressedAttributeSettings&, const CompressedAttributeSettings&) = default;
};

}  // namespace dynoxx
