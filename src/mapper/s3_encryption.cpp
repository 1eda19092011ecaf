#include <dynoxx/s3_encryption.hpp>

#include <dynoxx/detail/secret_text.hpp>
#include <dynoxx/error.hpp>

namespace dynoxx {

S3Encryption S3Encryption::s3_key() {
    S3Encryption encryption;
    encryption.kind_ = S3EncryptionKind::S3Key;
    return encryption;
}

S3Encryption S3Encryption::kms_key(std::string key_id) {
    S3Encryption encryption;
    encryption.kind_ = S3EncryptionKind::KmsKey;
    encryption.key_id_ = std::move(key_id);
    return encryption;
}

S3Encryption S3Encryption::customer_key(std::string_view key) {
    constexpr std::size_t key_bytes = 32;  // AES-256
    if (key.size() != key_bytes) {
        throw_error(Error(ErrorCode::InvalidOption,
                          "A customer key for S3 has 32 bytes; this one has " + std::to_string(key.size()) +
                              ". Give the bytes themselves, not their base64 or hexadecimal."));
    }
    S3Encryption encryption;
    encryption.kind_ = S3EncryptionKind::CustomerKey;
    encryption.customer_key_ = std::make_shared<const detail::SecretText>(key);
    return encryption;
}

std::string_view S3Encryption::reveal_customer_key() const noexcept {
    return customer_key_ ? std::string_view(customer_key_->text()) : std::string_view();
}

bool operator==(const S3Encryption& a, const S3Encryption& b) noexcept {
    return a.kind_ == b.kind_ && a.key_id_ == b.key_id_ && a.reveal_customer_key() == b.reveal_customer_key();
}

}  // namespace dynoxx
