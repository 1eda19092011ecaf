#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

namespace dynoxx::local::support {

// The alphabets of ids.
inline constexpr std::string_view upper_alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
inline constexpr std::string_view base32_letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
inline constexpr std::string_view alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// Makes request ids and other names that only have to be different. Not for keys and not thread-safe.
class IdSource {
 public:
    /// Makes a source whose ids follow from the seed.
    explicit IdSource(std::uint64_t seed) : engine_(seed) {}

    /// Gives a text of `length` letters of an alphabet.
    [[nodiscard]] std::string text(std::size_t length, std::string_view alphabet);

    /// Gives a version 4 UUID.
    [[nodiscard]] std::string uuid();

 private:
    std::mt19937_64 engine_;
};

/// Gives `count` random bytes that nobody can guess.
[[nodiscard]] std::string secure_bytes(std::size_t count);

/// Gives a text of `length` letters that nobody can guess.
[[nodiscard]] std::string secure_text(std::size_t length, std::string_view alphabet);

}  // namespace dynoxx::local::support
