#include "mapper/seal.hpp"

#include "json/utf8.hpp"

namespace dynoxx::mapper {

Result<std::string> seal(std::string_view plaintext, std::span<const std::byte> data_key, const Bytes& encrypted_key,
                         const Nonce& nonce, AdditionalData additional) {
    Result<Bytes> ciphertext = encrypt(plaintext, data_key, nonce, additional);
    if (!ciphertext) {
        return ciphertext.error();
    }
    Envelope envelope;
    envelope.encrypted_key = encrypted_key;
    envelope.nonce = nonce;
    envelope.ciphertext = *std::move(ciphertext);
    return build_envelope(envelope);
}

Result<detail::SecretText> open(const Envelope& envelope, std::span<const std::byte> data_key,
                                AdditionalData additional) {
    Result<detail::SecretText> plaintext = decrypt(envelope.ciphertext, data_key, envelope.nonce, additional);
    if (plaintext && !json::is_utf8(plaintext->text())) {
        return Error(ErrorCode::DecryptionFailed, "Decryption failed: the plaintext is not UTF-8.");
    }
    return plaintext;
}

}  // namespace dynoxx::mapper
