#pragma once

#include <dynoxx/attribute_value.hpp>
#include <dynoxx/detail/compiled_once.hpp>

#include <boost/system/result.hpp>

#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dynoxx {

/// Says which part of the work failed. The number is the start of the range of its codes.
enum class ErrorKind : int {
    Configuration = 1000,
    Credentials = 2000,
    Connection = 3000,
    Timeout = 3100,
    Cancelled = 3200,
    Response = 3300,
    Service = 4000,
    Model = 5000,
    Encryption = 6000,
    Local = 7000,
};

/// Says what failed. Numbers are stable: they are never changed and never used again.
///
/// `docs/reference/errors.md` has an entry for each.
enum class ErrorCode : int {
    InvalidOption = 1001,
    MissingRegion = 1002,
    ProfileNotFound = 1003,
    InvalidProfileFile = 1004,
    UnreadableFile = 1005,
    InvalidEndpoint = 1006,
    UnsupportedSetting = 1007,

    NoCredentials = 2001,
    InvalidCredentials = 2002,
    ExpiredCredentials = 2003,
    CredentialsSourceFailed = 2004,

    ConnectionFailed = 3001,
    TlsFailed = 3002,
    NameNotResolved = 3003,
    ClientClosed = 3004,

    TimedOut = 3101,

    Cancelled = 3201,

    InvalidResponse = 3301,
    ChecksumMismatch = 3302,

    ServiceError = 4001,
    AccessDenied = 4002,
    Throttled = 4003,
    ResourceNotFound = 4004,
    ResourceInUse = 4005,
    ValidationFailed = 4006,
    ConditionalCheckFailed = 4007,
    TransactionCanceled = 4008,
    S3Failed = 4009,
    ObjectChanged = 4010,

    InvalidItem = 5001,
    InvalidModel = 5002,
    ItemTooLarge = 5003,
    UnfinishedBatch = 5004,
    CleanUpFailed = 5005,

    EncryptionFailed = 6001,
    InvalidEnvelope = 6002,
    DecryptionFailed = 6003,
    EncryptionModeForbids = 6004,

    LocalFailure = 7001,
};

/// Gives the kind that a code belongs to.
[[nodiscard]] ErrorKind kind_of(ErrorCode code) noexcept;

/// Gives the name of a kind in lower case, for example `timeout`.
[[nodiscard]] std::string_view to_string(ErrorKind kind) noexcept;

/// What a service said about a request that it refused. Empty texts and a zero status mean "not known".
struct ServiceDetails {
    ServiceDetails() = default;

    std::string service{};    ///< `DynamoDB`, `S3`, `KMS` or `STS`
    std::string operation{};  ///< for example `PutItem`
    int http_status = 0;
    std::string aws_code{};     ///< for example `ConditionalCheckFailedException`
    std::string aws_message{};  ///< the service's own words
    std::string request_id{};
    std::string extended_request_id{};  ///< S3's `x-amz-id-2`
};

/// What one operation of a cancelled transaction had to do with it.
///
/// @par Source
/// Amazon DynamoDB API Reference, "CancellationReason".
struct CancellationReason {
    CancellationReason() = default;

    std::string code{};  ///< `None` if this one is not to blame; `ConditionalCheckFailed`, `TransactionConflict`, ...
    std::string message{};  ///< the service's own words; empty for `None`

    /// The item that made a condition fail, if the operation asked for it (`return_item_on_condition_failure`).
    std::optional<AttributeMap> item{};
};

/// One failure: where, what, our sentence, the service's words, the number of attempts and the cause.
///
/// A value; a copy shares its immutable contents and costs one reference count. A default constructed `Error` means
/// nothing and is only there for containers. `message()` never holds a secret and never holds a whole item.
///
/// @par Thread safety
/// Distinct objects may be used by different threads, also if one is a copy of the other.
class [[nodiscard]] Error {
 public:
    Error();
    Error(ErrorCode code, std::string message);
    DYNOXX_DECLARE_COPIES(Error);

    [[nodiscard]] ErrorCode code() const noexcept;
    [[nodiscard]] ErrorKind kind() const noexcept;

    /// Gives the sentence for the user: what was attempted, what was found, what to do.
    [[nodiscard]] const std::string& message() const noexcept;

    /// Gives host, address, errno, file and attempt details; empty if there are none.
    [[nodiscard]] const std::string& cause() const noexcept;

    /// Gives what the service said.
    [[nodiscard]] const ServiceDetails& service() const noexcept;

    /// Gives how many times the request was sent; 0 if it never was.
    [[nodiscard]] int attempts() const noexcept;

    /// Gives the item that made a condition fail, if a low-level request asked for it
    /// (`return_item_on_condition_failure`); else null.
    [[nodiscard]] const AttributeMap* item() const noexcept;

    /// Gives the reasons of a cancelled transaction, one for each of its operations, in their order.
    [[nodiscard]] const std::vector<CancellationReason>& cancellation_reasons() const noexcept;

    /// Gives `message()` and `cause()` in one text.
    [[nodiscard]] std::string what() const;

    /// These add parts; other copies of the error are not changed.
    Error& with_cause(std::string cause) &;
    Error with_cause(std::string cause) &&;
    Error& with_service(ServiceDetails details) &;
    Error with_service(ServiceDetails details) &&;
    Error& with_attempts(int attempts) &;
    Error with_attempts(int attempts) &&;
    Error& with_item(AttributeMap item) &;
    Error& with_cancellation_reasons(std::vector<CancellationReason> reasons) &;

    /// Two errors are equal if code and message are.
    friend bool operator==(const Error& a, const Error& b) noexcept {
        return a.code() == b.code() && a.message() == b.message();
    }

 private:
    struct Data;
    Data& own();

    std::shared_ptr<Data> data_;
};

/// Either a value or an `Error`; what `try_run()` and `try_async()` give.
template <class T>
using Result = boost::system::result<T, Error>;

/// Base of everything this library throws.
class Exception : public std::exception {
 public:
    explicit Exception(Error error);

    /// Gives the error with all its parts.
    [[nodiscard]] const Error& error() const noexcept { return error_; }
    [[nodiscard]] const char* what() const noexcept override;

 private:
    Error error_;
    std::shared_ptr<const std::string> what_;
};

#define DYNOXX_DECLARE_EXCEPTION(Name, Base) \
    class Name : public Base {               \
     public:                                 \
        using Base::Base;                    \
    }

DYNOXX_DECLARE_EXCEPTION(ConfigurationException, Exception);
DYNOXX_DECLARE_EXCEPTION(CredentialsException, Exception);
DYNOXX_DECLARE_EXCEPTION(ConnectionException, Exception);
DYNOXX_DECLARE_EXCEPTION(TimeoutException, ConnectionException);
DYNOXX_DECLARE_EXCEPTION(CancelledException, Exception);
DYNOXX_DECLARE_EXCEPTION(ResponseException, Exception);
DYNOXX_DECLARE_EXCEPTION(ServiceException, Exception);
DYNOXX_DECLARE_EXCEPTION(AccessDeniedException, ServiceException);
DYNOXX_DECLARE_EXCEPTION(ThrottlingException, ServiceException);
DYNOXX_DECLARE_EXCEPTION(ResourceNotFoundException, ServiceException);
DYNOXX_DECLARE_EXCEPTION(ResourceInUseException, ServiceException);
DYNOXX_DECLARE_EXCEPTION(ValidationException, ServiceException);
DYNOXX_DECLARE_EXCEPTION(ConditionalCheckFailedException, ServiceException);
DYNOXX_DECLARE_EXCEPTION(TransactionCanceledException, ServiceException);
DYNOXX_DECLARE_EXCEPTION(S3Exception, ServiceException);
DYNOXX_DECLARE_EXCEPTION(ModelException, Exception);
DYNOXX_DECLARE_EXCEPTION(ItemTooLargeException, ModelException);
DYNOXX_DECLARE_EXCEPTION(EncryptionException, Exception);
DYNOXX_DECLARE_EXCEPTION(LocalException, Exception);

#undef DYNOXX_DECLARE_EXCEPTION

/// Throws the exception of the family above that fits the error's code.
[[noreturn]] void throw_error(const Error& error);

/// Makes an exception pointer of the type that `throw_error` would throw.
[[nodiscard]] std::exception_ptr to_exception_ptr(const Error& error);

/// Lets `Result<T>::value()` throw the exception that fits.
[[noreturn]] void throw_exception_from_error(const Error& error, const boost::source_location& where);

}  // namespace dynoxx
