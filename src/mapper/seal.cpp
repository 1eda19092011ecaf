#include "mapper/seal.hpp"

#include "json/utf8.hpp"
#include "runtime/generation.hpp"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <algorithm>
#include <memory>

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

Error seal_error(std::string reason) {
    return Error(ErrorCode::EncryptionFailed, "Encryption failed: " + std::move(reason) + ".");
}

Error open_error(std::string reason) {
    return Error(ErrorCode::DecryptionFailed, "Decryption failed: " + std::move(reason) + ".");
}

std::string wrong_key_size(std::size_t found) {
    return "the data key must have 32 bytes, found " + std::to_string(found);
}

/// Overwrites a buffer when it is left.
class Wiped {
 public:
    explicit Wiped(std::size_t size) : text_(size, '\0') {}
    Wiped(const Wiped&) = delete;
    Wiped& operator=(const Wiped&) = delete;
    ~Wiped() { detail::wipe(text_); }

    [[nodiscard]] unsigned char* data() noexcept { return reinterpret_cast<unsigned char*>(text_.data()); }
    [[nodiscard]] std::string_view text() const noexcept { return text_; }

 private:
    std::string text_;
};

}  // namespace

Result<Nonce> random_nonce() {
    const runtime::NoFork guard;
    Nonce nonce;
    if (RAND_bytes(reinterpret_cast<unsigned char*>(nonce.data()), size_of(nonce.size())) != 1) {
        return seal_error("OpenSSL gave no random bytes");
    }
    return nonce;
}

Result<std::string> seal(std::string_view plaintext, std::span<const std::byte> data_key, const Bytes& encrypted_key,
                         const Nonce& nonce, AdditionalData additional) {
    if (data_key.size() != data_key_size) {
        return seal_error(wrong_key_size(data_key.size()));
    }
    if (plaintext.size() > max_text_size) {
        return seal_error("the text is too long");
    }
    Envelope envelope;
    envelope.encrypted_key = encrypted_key;
    envelope.nonce = nonce;
    envelope.ciphertext.resize(plaintext.size() + tag_size);
    auto* out = reinterpret_cast<unsigned char*>(envelope.ciphertext.data());
    const runtime::NoFork guard;
    const CipherContext context = new_context();
    int written = 0;
    int last = 0;
    const bool done =
        context &&
        EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, data_of(data_key), data_of(nonce)) == 1 &&
        (additional.empty() ||
         EVP_EncryptUpdate(context.get(), nullptr, &written, data_of(additional), size_of(additional.size())) == 1) &&
        EVP_EncryptUpdate(context.get(), out, &written, reinterpret_cast<const unsigned char*>(plaintext.data()),
                          size_of(plaintext.size())) == 1 &&
        EVP_EncryptFinal_ex(context.get(), out + written, &last) == 1 &&
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, size_of(tag_size), out + plaintext.size()) == 1;
    if (!done) {
        return seal_error("OpenSSL refused AES-256-GCM");
    }
    return build_envelope(envelope);
}

Result<detail::SecretText> open(const Envelope& envelope, std::span<const std::byte> data_key,
                                AdditionalData additional) {
    if (data_key.size() != data_key_size) {
        return open_error(wrong_key_size(data_key.size()));
    }
    if (envelope.ciphertext.size() < tag_size) {
        return open_error("the authentication tag is cut off");
    }
    if (envelope.ciphertext.size() > max_text_size) {
        return open_error("the text is too long");
    }
    const std::size_t size = envelope.ciphertext.size() - tag_size;
    const std::span<const std::byte> ciphertext(envelope.ciphertext);
    std::array<std::byte, tag_size> tag{};
    std::ranges::copy(ciphertext.last(tag_size), tag.begin());
    Wiped plaintext(size);
    const runtime::NoFork guard;
    const CipherContext context = new_context();
    int written = 0;
    int last = 0;
    const bool ready =
        context &&
        EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, data_of(data_key), data_of(envelope.nonce)) ==
            1 &&
        (additional.empty() ||
         EVP_DecryptUpdate(context.get(), nullptr, &written, data_of(additional), size_of(additional.size())) == 1) &&
        EVP_DecryptUpdate(context.get(), plaintext.data(), &written, data_of(ciphertext), size_of(size)) == 1 &&
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, size_of(tag_size), tag.data()) == 1;
    if (!ready) {
        return open_error("OpenSSL refused AES-256-GCM");
    }
    if (EVP_DecryptFinal_ex(context.get(), plaintext.data() + written, &last) != 1) {
        return open_error("the text was changed, or its key or its context is another one");
    }
    if (!json::is_utf8(plaintext.text())) {
        return open_error("the plaintext is not UTF-8");
    }
    return detail::SecretText(plaintext.text());
}

}  // namespace dynoxx::mapper
