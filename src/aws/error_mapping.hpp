#pragma once

#include <dynoxx/aws_service.hpp>
#include <dynoxx/error.hpp>

#include "aws/error_response.hpp"
#include "http/failure.hpp"
#include "http/message.hpp"

#include <string>
#include <utility>

/// The one mapping of failures to errors: the same failure gives the same code and sentence on every service.
namespace dynoxx::aws {

/// What was attempted: for the sentence.
struct ErrorContext {
    ErrorContext(AwsService failed_service, std::string failed_operation = {})  // NOLINT(google-explicit-constructor)
        : service(failed_service), operation(std::move(failed_operation)) {}

    AwsService service;
    std::string operation{};  ///< for example `PutItem`
    std::string table{};      ///< empty where the request names none or several
    std::string bucket{};
    std::string key{};  ///< of the S3 object
};

/// Makes the error for an answer that is not a success.
///
/// The item of a failed condition and the reasons of a cancelled transaction are in the body; the DynamoDB layer adds
/// them (`Error::with_item`, `Error::with_cancellation_reasons`).
[[nodiscard]] Error map_service_error(const ErrorContext& context, const http::Response& response);

/// Does the same for an answer that was parsed already.
[[nodiscard]] Error map_service_error(const ErrorContext& context, int http_status, const ErrorResponse& response);

/// Makes the error for a request that got no answer.
[[nodiscard]] Error map_transport_error(const ErrorContext& context, const http::Failure& failure);

/// Makes the error for a success whose body is not what it should be.
[[nodiscard]] Error invalid_response_error(const ErrorContext& context, std::string detail);

/// Makes the error for a success that a codec refused, with what the codec could not know: whose answer to what it is.
[[nodiscard]] Error refused_answer_error(const ErrorContext& context, const Error& refusal);

/// Gives what `decode()` makes of an answer to a request that was sent `attempts` times, or throws
/// `refused_answer_error`.
template <class Decode>
auto understand(const ErrorContext& context, int attempts, Decode decode) {
    try {
        return decode();
    } catch (const ResponseException& exception) {
        throw_error(refused_answer_error(context, exception.error()).with_attempts(attempts));
    }
}

/// Makes the error for a chain of sources in which none had credentials; `tried` lists them and their reasons.
[[nodiscard]] Error no_credentials_error(std::string tried);

}  // namespace dynoxx::aws
