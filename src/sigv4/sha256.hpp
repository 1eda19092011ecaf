#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace dynoxx::sigv4 {

/// The 32 bytes of a SHA-256.
using Digest = std::array<std::byte, 32>;

/// A SHA-256 in the making. A copy continues from the same state, which is how prefixes are hashed only once.
///
/// The state is overwritten when the object is destroyed.
///
/// @par Thread safety
/// Distinct objects may be used by different threads; one object may be copied from by several at once.
class Sha256 {
 public:
    Sha256();
    Sha256(const Sha256& other);
    Sha256& operator=(const Sha256& other);
    ~Sha256();

    void update(std::string_view text);
    void update(std::span<const std::byte> bytes);

    /// Gives the digest. After that the object may only be assigned to or destroyed.
    [[nodiscard]] Digest finish();

 private:
    evp_md_ctx_st* context_;
};

/// Hashes a text.
[[nodiscard]] Digest sha256(std::string_view text);

/// Hashes a text and gives 64 lower-case hexadecimal digits, the form of a payload hash.
[[nodiscard]] std::string sha256_hex(std::string_view text);

}  // namespace dynoxx::sigv4
