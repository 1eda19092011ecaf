#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dynoxx::local::s3 {

/// A part of an object: the first byte and how many.
struct ByteRange {
    std::uint64_t first = 0;
    std::uint64_t count = 0;

    friend bool operator==(const ByteRange&, const ByteRange&) = default;
};

/// Reads `bytes=0-9`, `bytes=10-` or `bytes=-10` for an object of `size` bytes.
///
/// Gives nothing for a text that is not one range: the whole object is sent then.
///
/// @par Errors
/// Throws the refusal `InvalidRange` if the object has no such bytes.
///
/// @par Source
/// RFC 9110, section 14.1.2.
[[nodiscard]] std::optional<ByteRange> parse_byte_range(std::string_view header, std::uint64_t size);

}  // namespace dynoxx::local::s3
