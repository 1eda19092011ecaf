#pragma once

#include <dynoxx/aws_service.hpp>

#include "http/message.hpp"

#include <optional>
#include <string>

namespace dynoxx::aws {

/// What an error answer says. Empty texts mean "not said".
struct ErrorResponse {
    ErrorResponse() {}

    std::string code{};     ///< without namespace and without URI
    std::string message{};  ///< one line for signature errors: the rest repeats signed headers
    std::string request_id{};
    std::string extended_request_id{};  ///< S3's `x-amz-id-2`

    friend bool operator==(const ErrorResponse&, const ErrorResponse&) = default;
};

/// Reads an error answer in the protocol of its service: AWS JSON (DynamoDB, KMS), REST XML (S3) or Query (STS).
///
/// A body that is not understood gives no code, except with S3, whose answers to HEAD have no body: there the code is
/// made from the status, for example `NotFound`. Never fails.
///
/// @par Source
/// Smithy, "AWS JSON 1.0 protocol", "AWS restXml protocol", "AWS query protocol": error serialisation.
[[nodiscard]] ErrorResponse parse_error_response(AwsService service, const http::Response& response);

/// Says whether a success of S3 is a failure that came after the status had been sent, and gives the status that it
/// would have had: 200 if that is not known. An answer that is no XML is a failure of the service (500).
///
/// @par Source
/// Amazon S3 API Reference, "CompleteMultipartUpload" and "CopyObject": errors in answers with status 200.
[[nodiscard]] std::optional<int> late_failure(const http::Response& response);

/// Gives the region that S3 says a bucket is in, if the answer is that the request went to another one (301, 307, or
/// 400 for a signature that names another region); otherwise an empty text.
///
/// @par Source
/// Amazon S3 User Guide, "Making requests using the REST API", about redirection.
[[nodiscard]] std::string bucket_region(const http::Response& response);

}  // namespace dynoxx::aws
