#pragma once

#include "sigv4/sha256.hpp"

#include <cstddef>
#include <span>
#include <string_view>

namespace dynoxx::sigv4 {

/// What the key block of an HMAC is changed by, for its inner and its outer hash.
inline constexpr std::byte inner_pad{0x36};
inline constexpr std::byte outer_pad{0x5C};

/// Puts the key block of an HMAC, each byte changed by `pad`, into a hash.
void start_hmac(Sha256& hash, std::span<const std::byte> key, std::byte pad);

/// Gives the HMAC-SHA256 of a text (RFC 2104).
[[nodiscard]] Digest hmac(std::span<const std::byte> key, std::string_view text);

}  // namespace dynoxx::sigv4
