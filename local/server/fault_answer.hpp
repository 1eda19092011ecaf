#pragma once

#include <dynoxx/local.hpp>

#include <string>
#include <string_view>

namespace dynoxx::local::server {

/// An error as a service would say it.
struct ServiceError {
    ServiceError(int http_status, std::string_view error_code, std::string_view error_message)
        : status(http_status), code(error_code), message(error_message) {}

    int status;
    std::string code;  ///< of DynamoDB with what stands before the `#`
    std::string message;
};

/// Gives the error that a fault of the kind Error or Throttle makes of a request.
///
/// @par Source
/// Amazon DynamoDB Developer Guide, "Error handling with DynamoDB"; Amazon S3 API Reference, "Error responses"; AWS KMS
/// and AWS STS API References, "Common errors".
[[nodiscard]] ServiceError error_of(const LocalFault& fault, std::string_view service, std::string_view operation);

}  // namespace dynoxx::local::server
