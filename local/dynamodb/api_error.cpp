#include "local/dynamodb/api_error.hpp"

#include "local/dynamodb/json_writer.hpp"

namespace dynoxx::local::dynamodb {

namespace {

/// Order of ApiErrorType.
constexpr std::string_view wire_names[] = {
    "com.amazon.coral.validate#ValidationException",
    "com.amazon.coral.service#SerializationException",
    "com.amazon.coral.service#UnknownOperationException",
    "com.amazon.coral.service#AccessDeniedException",
    "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException",
    "com.amazonaws.dynamodb.v20120810#ResourceInUseException",
    "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",
    "com.amazonaws.dynamodb.v20120810#DuplicateItemException",
    "com.amazonaws.dynamodb.v20120810#LimitExceededException",
    "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
    "com.amazonaws.dynamodb.v20120810#IdempotentParameterMismatchException",
    "com.amazonaws.dynamodb.v20120810#InternalServerError",
};

/// Errors of the web service framework write the text with a capital letter.
std::string_view message_member(ApiErrorType type) {
    switch (type) {
        case ApiErrorType::Serialization:
        case ApiErrorType::AccessDenied:
        case ApiErrorType::TransactionCanceled:
        case ApiErrorType::IdempotentParameterMismatch:
            return "Message";
        default:
            return "message";
    }
}

}  // namespace

std::string ApiError::body() const {
    JsonWriter writer;
    writer.begin_object().key("__type").string(wire_names[static_cast<std::size_t>(type_)]);
    if (!message_.empty()) {
        writer.key(message_member(type_)).string(message_);
    }
    if (!members_.empty()) {
        writer.raw(members_);
    }
    writer.end_object();
    return std::move(writer).take();
}

void fail_validation(std::string message) {
    throw ApiError(ApiErrorType::Validation, std::move(message));
}

void fail_parameter(std::string_view message) {
    fail_validation("One or more parameter values were invalid: " + std::string(message));
}

void fail_serialization(std::string message) {
    throw ApiError(ApiErrorType::Serialization, std::move(message));
}

}  // namespace dynoxx::local::dynamodb
