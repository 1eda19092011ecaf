#include "mapper/aes_gcm.hpp"

#include "mapper/wiped.hpp"
#include "runtime/generation.hpp"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>

namespace dynoxx::mapper {

namespace {

using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

constexpr std::size_t max_text_size = 1U << 30U;  // bytes; far above DynamoDB's 400 KB, far below OpenSSL's int

CipherContext new_context() {
    return {EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free};
}

const unsigned char* data_of(std::span<const std::byte> bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

int size_of(std::size_t size) {
    return static_cast<int>(size);
}

Error encryption_error(std::string reason) {
    return Error(ErrorCode::EncryptionFailed, "Encryption failed: " + std::move(reason) + ".");
}

Error decryption_error(std::string reason) {
    return Error(ErrorCode::DecryptionFailed, "Decryption failed: " + std::move(reason) + ".");
}

std::string wrong_key_size(std::size_t found) {
    return "the data key must have 32 bytes, found " + std::to_string(found);
}

}  // namespace

void fill_random(std::span<std::byte> bytes) {
    const runtime::NoFork guard;
    if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), size_of(bytes.size())) != 1) {
        throw_error(encryption_error("OpenSSL gave no random bytes"));
    }
}

Nonce random_nonce() {
    Nonce nonce;
    fill_random(nonce);
    return nonce;
}

Result<Bytes> encrypt(std::string_view plaintext, std::span<const std::byte> key, const Nonce& nonce,
                      AdditionalData additional) {
    if (key.size() != data_key_size) {
        return encryption_error(wrong_key_size(key.size()));
    }
    if (plaintext.size() > max_text_size) {
        return encryption_error("the text is too long");
    }
    Bytes ciphertext(plaintext.size() + tag_size);
    auto* out = reinterpret_cast<unsigned char*>(ciphertext.data());
    const runtime::NoFork guard;
    const CipherContext context = new_context();
    int written = 0;
    int last = 0;
    const bool done =
        context && EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, data_of(key), data_of(nonce)) == 1 &&
        (additional.empty() ||
         EVP_EncryptUpdate(context.get(), nullptr, &written, data_of(additional), size_of(additional.size())) == 1) &&
        EVP_EncryptUpdate(context.get(), out, &written, reinterpret_cast<const unsigned char*>(plaintext.data()),
                          size_of(plaintext.size())) == 1 &&
        EVP_EncryptFinal_ex(context.get(), out + written, &last) == 1 &&
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, size_of(tag_size), out + plaintext.size()) == 1;
    if (!done) {
        return encryption_error("OpenSSL refused AES-256-GCM");
    }
    return ciphertext;
}

Result<detail::SecretText> decrypt(std::span<const std::byte> ciphertext, std::span<const std::byte> key,
                                   const Nonce& nonce, AdditionalData additional) {
    if (key.size() != data_key_size) {
        return decryption_error(wrong_key_size(key.size()));
    }
    if (ciphertext.size() < tag_size) {
        return decryption_error("the authentication tag is cut off");
    }
    if (ciphertext.size() > max_text_size) {
        return decryption_error("the text is too long");
    }
    const std::size_t size = ciphertext.size() - tag_size;
    std::array<std::byte, tag_size> tag{};
    std::ranges::copy(ciphertext.last(tag_size), tag.begin());
    Wiped plaintext(size);
    auto* out = reinterpret_cast<unsigned char*>(plaintext.data());
    const runtime::NoFork guard;
    const CipherContext context = new_context();
    int written = 0;
    int last = 0;
    const bool ready =
        context && EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, data_of(key), data_of(nonce)) == 1 &&
        (additional.empty() ||
         EVP_DecryptUpdate(context.get(), nullptr, &written, data_of(additional), size_of(additional.size())) == 1) &&
        EVP_DecryptUpdate(context.get(), out, &written, data_of(ciphertext), size_of(size)) == 1 &&
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, size_of(tag_size), tag.data()) == 1;
    if (!ready) {
        return decryption_error("OpenSSL refused AES-256-GCM");
    }
    if (EVP_DecryptFinal_ex(context.get(), out + written, &last) != 1) {
        return decryption_error("the text was changed, or its key or its context is another one");
    }
    return detail::SecretText(plaintext.text());
}

}  // namespace dynoxx::mapper
