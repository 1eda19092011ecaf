#pragma once

#include <dynoxx/attribute_value.hpp>
#include <dynoxx/operation.hpp>
#include <dynoxx/s3_value.hpp>

#include <chrono>
#include <string>

namespace dynoxx {

/// Reads a whole object into memory; made by `S3Value::read()`.
///
/// @par Errors
/// `ModelException` for a value without a stored object or without a client; `ConnectionException` (`ClientClosed`)
/// if the client that loaded the value is gone; `ResourceNotFoundException` if the object is;
/// `ResponseException` (`ChecksumMismatch`) if the bytes are not those that were stored.
/// @par Retries
/// Idempotent.
/// @par Source
/// Amazon S3 API Reference, "GetObject".
class S3Read : public Operation<S3Read, Bytes> {
 public:
    S3Read(detail::CallTarget target, S3Location location);

 private:
    friend class Operation<S3Read, Bytes>;

    [[nodiscard]] detail::FlowPtr flow() const;
    [[nodiscard]] auto finisher() const {
        return [](detail::Reply&& reply) { return std::move(*std::static_pointer_cast<Bytes>(reply)); };
    }

    S3Location location_;
};

/// Makes an address by which whoever has it may read an object for some time; made by `S3Value::presigned_url()`.
///
/// @par Errors
/// As `S3Read`; `ConfigurationException` (`InvalidOption`) if the time is not 1 second to 7 days.
/// @par Cost
/// No request, but what credentials may need.
/// @par Source
/// Amazon S3 User Guide, "Sharing objects with presigned URLs".
class S3PresignedUrl : public Operation<S3PresignedUrl, std::string> {
 public:
    S3PresignedUrl(detail::CallTarget target, S3Location location, std::chrono::seconds expires);

 private:
    friend class Operation<S3PresignedUrl, std::string>;

    [[nodiscard]] detail::FlowPtr flow() const;
    [[nodiscard]] auto finisher() const {
        return [](detail::Reply&& reply) { return std::move(*std::static_pointer_cast<std::string>(reply)); };
    }

    S3Location location_;
    std::chrono::seconds expires_;
};

}  // namespace dynoxx
