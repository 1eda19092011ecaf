#pragma once

#include "runtime/secret.hpp"

#include <dynoxx/attribute_value.hpp>

#include <map>
#include <string>
#include <string_view>

/// The two operations of KMS that envelope encryption needs: requests as text, answers from text. No I/O.
///
/// @par Errors
/// `encode` gives `InvalidItem` for text that is not UTF-8; `decode_*` gives `InvalidResponse` for everything that is
/// not the answer asked for. Both throw.
/// @par Source
/// AWS Key Management Service API Reference (protocol `awsJson1_1`).
namespace dynoxx::kms {

/// Names and values that were bound to a ciphertext when it was made. Not secret: KMS logs them.
using EncryptionContext = std::map<std::string, std::string>;

inline constexpr std::string_view content_type = "application/x-amz-json-1.1";

/// Value of `x-amz-target` of `GenerateDataKeyRequest`.
inline constexpr std::string_view generate_data_key_target = "TrentService.GenerateDataKey";

/// Value of `x-amz-target` of `DecryptRequest`.
inline constexpr std::string_view decrypt_target = "TrentService.Decrypt";

/// Gives the region that a key is in: that of its ARN or alias ARN; empty for an id or an alias, which are in the
/// region of the client.
///
/// @par Source
/// AWS Key Management Service Developer Guide, "Key identifiers (KeyId)".
[[nodiscard]] std::string region_of_key(std::string_view key_id);

/// Asks for a new data key of 256 bits.
struct GenerateDataKeyRequest {
    GenerateDataKeyRequest() {}
    std::string key_id{};  ///< id, ARN, alias or alias ARN
    EncryptionContext encryption_context{};
};

/// A data key, open and sealed.
struct GenerateDataKeyResponse {
    GenerateDataKeyResponse() {}
    std::string key_id{};  ///< ARN of the key that sealed it
    Bytes ciphertext_blob{};
    runtime::Secret plaintext{};  ///< 32 bytes
};

/// Asks for the plaintext of a ciphertext.
struct DecryptRequest {
    DecryptRequest() {}
    Bytes ciphertext_blob{};
    EncryptionContext encryption_context{};
    std::string key_id{};  ///< only this key may be used; empty leaves it to the ciphertext
    std::string region{};  ///< that is asked; empty: that of the client
};

/// An opened ciphertext.
struct DecryptResponse {
    DecryptResponse() {}
    std::string key_id{};  ///< ARN of the key that opened it
    runtime::Secret plaintext{};
};

[[nodiscard]] std::string encode(const GenerateDataKeyRequest& request);
[[nodiscard]] std::string encode(const DecryptRequest& request);

/// Reads an answer and overwrites its text, which holds the key.
[[nodiscard]] GenerateDataKeyResponse decode_generate_data_key(std::string& body);

/// Reads an answer and overwrites its text, which holds the plaintext.
[[nodiscard]] DecryptResponse decode_decrypt(std::string& body);

}  // namespace dynoxx::kms
