#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace dynoxx {

namespace detail {
class SecretText;
}

/// Says with whose key S3 encrypts an object.
enum class S3EncryptionKind : std::uint8_t {
    OfBucket = 0,     ///< as the bucket's settings say
    S3Key = 1,        ///< S3's own key (SSE-S3)
    KmsKey = 2,       ///< a key of KMS (SSE-KMS)
    CustomerKey = 3,  ///< a key that is sent with each request and that AWS does not keep (SSE-C)
};

/// How S3 encrypts an object on its side. It is no end-to-end encryption: S3 sees the bytes; for that there is
/// `Encrypted<T>`.
///
/// A value; a copy shares the customer's key, which is overwritten when the last one ends.
///
/// @par Source
/// Amazon S3 User Guide, "Protecting data with server-side encryption".
class S3Encryption {
 public:
    /// Leaves it to the bucket.
    S3Encryption() = default;

    /// Encrypts with S3's own key.
    [[nodiscard]] static S3Encryption s3_key();

    /// Encrypts with a key of KMS: id, ARN or `alias/name`; empty: the account's `aws/s3`. Each upload and each read of
    /// it is a call of KMS by S3, which costs and needs the rights to the key.
    [[nodiscard]] static S3Encryption kms_key(std::string key_id = {});

    /// Encrypts with the caller's own key of 32 bytes. It is needed again for each read, and without it the object is
    /// lost: AWS does not keep it. Only over `https`.
    ///
    /// @par Errors
    /// `ConfigurationException` (`InvalidOption`) if the key has not 32 bytes.
    [[nodiscard]] static S3Encryption customer_key(std::string_view key);

    [[nodiscard]] S3EncryptionKind kind() const noexcept { return kind_; }
    [[nodiscard]] const std::string& key_id() const noexcept { return key_id_; }

    /// Gives the customer's key: a secret; empty if there is none. Valid as long as this object lives.
    [[nodiscard]] std::string_view reveal_customer_key() const noexcept;

    friend bool operator==(const S3Encryption& a, const S3Encryption& b) noexcept;

 private:
    S3EncryptionKind kind_ = S3EncryptionKind::OfBucket;
    std::string key_id_;
    std::shared_ptr<const detail::SecretText> customer_key_;
};

}  // namespace dynoxx
