#pragma once

#include "local/kms/request.hpp"
#include "runtime/secret.hpp"

#include <optional>
#include <string>
#include <string_view>

/// The ciphertext blobs of this KMS: `DXK1`, the 16 bytes of the key's UUID, 12 random bytes, the sealed text, 16 bytes
/// of tag.
///
/// Sealed with AES-256-GCM; the head and the encryption context are authenticated with it. The format is ours: AWS does
/// not publish its own.
namespace dynoxx::local::kms {

/// Seals a plaintext; two calls never give the same blob.
///
/// @param key_id the key's UUID
/// @param key 32 bytes
[[nodiscard]] std::string seal(std::string_view key_id, std::string_view key, const EncryptionContext& context,
                               std::string_view plaintext);

/// Gives the UUID of the key that sealed a blob; nothing if it is not one of ours.
[[nodiscard]] std::optional<std::string> key_id_of(std::string_view blob);

/// Opens a blob; nothing if key or context are others, or if a bit of it was changed.
[[nodiscard]] std::optional<runtime::Secret> open(std::string_view key, const EncryptionContext& context,
                                                  std::string_view blob);

}  // namespace dynoxx::local::kms
