#pragma once

#include "runtime/secret.hpp"

#include <map>
#include <optional>
#include <string>

namespace dynoxx::s3 {

/// User metadata; names without `x-amz-meta-`, in lower case in answers.
using Metadata = std::map<std::string, std::string>;

/// Tags of an object; at most ten.
using Tags = std::map<std::string, std::string>;

/// Says who has the key that an object is encrypted with where it is stored.
enum class EncryptionKind {
    OfBucket,     ///< nothing is said: as the bucket is set up
    S3,           ///< SSE-S3
    Kms,          ///< SSE-KMS
    CustomerKey,  ///< SSE-C: the key goes with each request, over TLS only
};

/// How an object is encrypted where it is stored.
///
/// @par Source
/// Amazon S3 User Guide, "Protecting data with server-side encryption".
struct Encryption {
    Encryption() {}

    EncryptionKind kind = EncryptionKind::OfBucket;
    std::string kms_key_id{};                      ///< empty: the account's own key of S3
    std::map<std::string, std::string> context{};  ///< of KMS
    std::optional<bool> bucket_key{};              ///< whether one data key of KMS serves many objects
    runtime::Secret customer_key{};                ///< of SSE-C: 32 bytes
};

/// What an object is besides its bytes.
struct ObjectProperties {
    ObjectProperties() {}

    std::string content_type{};
    Metadata metadata{};
    Tags tags{};
    std::string storage_class{};  ///< for example `STANDARD_IA`; empty: as the service chooses
    Encryption encryption{};
};

/// Says when an object may be written.
struct WriteCondition {
    WriteCondition() {}

    std::string if_match{};  ///< the entity tag, without quotes, that the object must have now
    bool if_absent = false;  ///< there must be no object of this key
};

}  // namespace dynoxx::s3
