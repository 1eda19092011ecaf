#pragma once

#include "mapper/aes_gcm.hpp"
#include "mapper/envelope.hpp"

#include <dynoxx/detail/secret_text.hpp>
#include <dynoxx/error.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace dynoxx::mapper {

/// Encrypts a plaintext with AES-256-GCM and builds its envelope. A nonce must never serve twice with one key.
///
/// @param additional empty for the format of pydynox 1.3
/// @par Errors
/// `EncryptionFailed`; the message never holds a part of the plaintext or of the key.
[[nodiscard]] Result<std::string> seal(std::string_view plaintext, std::span<const std::byte> data_key,
                                       const Bytes& encrypted_key, const Nonce& nonce, AdditionalData additional = {});

/// Decrypts the ciphertext of an envelope with its data key.
///
/// @par Errors
/// `DecryptionFailed`: a key of the wrong length, a text that was changed or another key, a plaintext that is not
/// UTF-8.
[[nodiscard]] Result<detail::SecretText> open(const Envelope& envelope, std::span<const std::byte> data_key,
                                              AdditionalData additional = {});

}  // namespace dynoxx::mapper
