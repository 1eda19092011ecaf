#include "local/kms/ciphertext.hpp"

#include "local/support/id_source.hpp"
#include "runtime/encoding.hpp"

#include <dynoxx/error.hpp>

#include <openssl/evp.h>

#include <algorithm>
#include <cstdint>
#include <memory>

namespace dynoxx::local::kms {

namespace {

constexpr std::string_view magic = "DXK1";
constexpr std::size_t uuid_bytes = 16;
constexpr std::size_t iv_bytes = 12;
constexpr std::size_t tag_bytes = 16;
constexpr std::size_t head_bytes = magic.size() + uuid_bytes;

using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

const unsigned char* raw(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* raw(std::string& text, std::size_t offset = 0) {
    return reinterpret_cast<unsigned char*>(text.data()) + offset;
}

void append_sized(std::string& out, std::string_view text) {
    const auto size = static_cast<std::uint32_t>(text.size());
    for (int shift = 24; shift >= 0; shift -= 8) {
        out += static_cast<char>((size >> shift) & 0xff);
    }
    out += text;
}

/// Gives what is authenticated besides the plaintext. Sizes are written, so that no two contexts give the same bytes.
std::string associated_data(std::string_view head, const EncryptionContext& context) {
    std::string data(head);
    for (const auto& [name, value] : context) {
        append_sized(data, name);
        append_sized(data, value);
    }
    return data;
}

std::string head_of(std::string_view key_id) {
    std::string digits;
    std::ranges::copy_if(key_id, std::back_inserter(digits), [](char c) { return c != '-'; });
    return std::string(magic) + std::string(runtime::text_of(runtime::hex_decode(digits).value()));
}

}  // namespace

std::string seal(std::string_view key_id, std::string_view key, const EncryptionContext& context,
                 std::string_view plaintext) {
    std::string blob = head_of(key_id);
    const std::string data = associated_data(blob, context);
    blob += support::secure_bytes(iv_bytes);
    const std::size_t text_at = blob.size();
    blob.resize(text_at + plaintext.size() + tag_bytes);
    const CipherContext cipher(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
    int written = 0;
    const bool sealed =
        EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, raw(key), raw(blob, head_bytes)) == 1 &&
        EVP_EncryptUpdate(cipher.get(), nullptr, &written, raw(data), static_cast<int>(data.size())) == 1 &&
        EVP_EncryptUpdate(cipher.get(), raw(blob, text_at), &written, raw(plaintext),
                          static_cast<int>(plaintext.size())) == 1 &&
        EVP_EncryptFinal_ex(cipher.get(), raw(blob, text_at + plaintext.size()), &written) == 1 &&
        EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, static_cast<int>(tag_bytes),
                            raw(blob, text_at + plaintext.size())) == 1;
    if (!sealed) {
        throw_error(
            Error(ErrorCode::LocalFailure, "The local KMS could not seal a text: OpenSSL refused AES-256-GCM."));
    }
    return blob;
}

std::optional<std::string> key_id_of(std::string_view blob) {
    if (!blob.starts_with(magic) || blob.size() < head_bytes + iv_bytes + tag_bytes) {
        return std::nullopt;
    }
    std::string id = runtime::hex_encode(runtime::bytes_of(blob.substr(magic.size(), uuid_bytes)));
    for (const std::size_t at : {std::size_t{8}, std::size_t{13}, std::size_t{18}, std::size_t{23}}) {
        id.insert(at, "-");
    }
    return id;
}

std::optional<runtime::Secret> open(std::string_view key, const EncryptionContext& context, std::string_view blob) {
    if (!key_id_of(blob)) {
        return std::nullopt;
    }
    const std::string data = associated_data(blob.substr(0, head_bytes), context);
    const std::string_view iv = blob.substr(head_bytes, iv_bytes);
    const std::string_view sealed = blob.substr(head_bytes + iv_bytes, blob.size() - head_bytes - iv_bytes - tag_bytes);
    std::string tag(blob.substr(blob.size() - tag_bytes));
    std::string plaintext(sealed.size(), '\0');
    const CipherContext cipher(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
    int written = 0;
    const bool opened =
        EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, raw(key), raw(iv)) == 1 &&
        EVP_DecryptUpdate(cipher.get(), nullptr, &written, raw(data), static_cast<int>(data.size())) == 1 &&
        EVP_DecryptUpdate(cipher.get(), raw(plaintext), &written, raw(sealed), static_cast<int>(sealed.size())) == 1 &&
        EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, static_cast<int>(tag_bytes), tag.data()) == 1 &&
        EVP_DecryptFinal_ex(cipher.get(), raw(plaintext, plaintext.size()), &written) == 1;
    runtime::Secret result = runtime::Secret::take(plaintext);
    return opened ? std::optional(std::move(result)) : std::nullopt;
}

}  // namespace dynoxx::local::kms
