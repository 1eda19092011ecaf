#pragma once

#include <exception>
#include <string>
#include <string_view>

namespace dynoxx::local::dynamodb {

/// Names the errors that the engine answers with; the wire names are in api_error.cpp.
enum class ApiErrorType {
    Validation,
    Serialization,
    UnknownOperation,
    AccessDenied,
    ResourceNotFound,
    ResourceInUse,
    ConditionalCheckFailed,
    DuplicateItem,
    LimitExceeded,
    TransactionCanceled,
    IdempotentParameterMismatch,
    InternalServerError,
};

/// Ends a request with an error answer. It never leaves Engine::handle.
class ApiError : public std::exception {
 public:
    /// @param members further members of the answer as JSON text, such as `"Item":{...}`; may be empty.
    ApiError(ApiErrorType type, std::string message, std::string members = {})
        : type_(type), message_(std::move(message)), members_(std::move(members)) {}

    [[nodiscard]] ApiErrorType type() const noexcept { return type_; }
    [[nodiscard]] const std::string& message() const noexcept { return message_; }
    /// Further members of the answer as JSON text; may be empty.
    [[nodiscard]] const std::string& members() const noexcept { return members_; }
    [[nodiscard]] const char* what() const noexcept override { return message_.c_str(); }

    /// Gives the body of the answer, with `__type` and, if there is a text, `message`.
    [[nodiscard]] std::string body() const;

 private:
    ApiErrorType type_;
    std::string message_;
    std::string members_;
};

/// Throws a ValidationException.
[[noreturn]] void fail_validation(std::string message);

/// Throws a ValidationException whose text begins with `One or more parameter values were invalid: `.
[[noreturn]] void fail_parameter(std::string_view message);

/// Throws a SerializationException.
[[noreturn]] void fail_serialization(std::string message);

}  // namespace dynoxx::local::dynamodb
