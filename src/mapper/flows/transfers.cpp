#include "mapper/flows/transfers.hpp"

#include <utility>

namespace dynoxx::mapper {

namespace {

s3::EncryptionKind kind_of(S3EncryptionKind kind) noexcept {
    switch (kind) {
        case S3EncryptionKind::S3Key:
            return s3::EncryptionKind::S3;
        case S3EncryptionKind::KmsKey:
            return s3::EncryptionKind::Kms;
        case S3EncryptionKind::CustomerKey:
            return s3::EncryptionKind::CustomerKey;
        default:
            return s3::EncryptionKind::OfBucket;
    }
}

}  // namespace

s3::Encryption s3_encryption_of(const S3Encryption& encryption) {
    s3::Encryption given;
    given.kind = kind_of(encryption.kind());
    given.kms_key_id = encryption.key_id();
    if (!encryption.reveal_customer_key().empty()) {
        given.customer_key = runtime::Secret(encryption.reveal_customer_key());
    }
    return given;
}

s3::Progress progress_of(const std::shared_ptr<const S3ProgressFunction>& function) {
    if (!function || !*function) {
        return {};
    }
    return [function](std::uint64_t done, std::optional<std::uint64_t> total) { (*function)(S3Progress(done, total)); };
}

}  // namespace dynoxx::mapper
