#pragma once

#include <dynoxx/attribute_value.hpp>
#include <dynoxx/detail/secret_text.hpp>
#include <dynoxx/error.hpp>

#include "mapper/envelope.hpp"

#include <cstddef>
#include <span>
#include <string_view>

/// AES-256-GCM by OpenSSL: the one place.
namespace dynoxx::mapper {

inline constexpr std::size_t data_key_size = 32;

/// Data that is authenticated with a ciphertext but not stored in it.
using AdditionalData = std::span<const std::byte>;

/// Fills a buffer from OpenSSL's random generator; throws `EncryptionFailed` if it gives nothing.
void fill_random(std::span<std::byte> bytes);

/// Gives a nonce from there.
[[nodiscard]] Nonce random_nonce();

/// Encrypts and gives the ciphertext with its tag behind it. A nonce must never serve twice with one key.
///
/// @par Errors
/// `EncryptionFailed`: a key that has not 32 bytes, a plaintext of more than 1 GiB.
[[nodiscard]] Result<Bytes> encrypt(std::string_view plaintext, std::span<const std::byte> key, const Nonce& nonce,
                                    AdditionalData additional);

/// Decrypts a ciphertext with its tag behind it.
///
/// @par Errors
/// `DecryptionFailed`: a key that has not 32 bytes, a text that was changed, another key or other additional data.
[[nodiscard]] Result<detail::SecretText> decrypt(std::span<const std::byte> ciphertext, std::span<const std::byte> key,
                                                 const Nonce& nonce, AdditionalData additional);

}  // namespace dynoxx::mapper
