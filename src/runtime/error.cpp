#include <dynoxx/attribute_value.hpp>
#include <dynoxx/error.hpp>

#include <optional>

namespace dynoxx {

struct Error::Data {
    ErrorCode code{};
    std::string message;
    std::string cause;
    ServiceDetails service;
    int attempts = 0;
    std::optional<AttributeMap> item;
    std::vector<CancellationReason> reasons;
};

namespace {

/// Kinds in falling order of the start of their range.
constexpr std::pair<ErrorKind, std::string_view> kinds[] = {
    {ErrorKind::Local, "local"},
    {ErrorKind::Encryption, "encryption"},
    {ErrorKind::Model, "model"},
    {ErrorKind::Service, "service"},
    {ErrorKind::Response, "response"},
    {ErrorKind::Cancelled, "cancelled"},
    {ErrorKind::Timeout, "timeout"},
    {ErrorKind::Connection, "connection"},
    {ErrorKind::Credentials, "credentials"},
    {ErrorKind::Configuration, "configuration"},
};

/// Calls `use` with the exception that fits the error: the one list of which code becomes which type.
template <class Use>
decltype(auto) with_exception(const Error& error, Use use) {
    switch (error.code()) {
        case ErrorCode::AccessDenied:
            return use(AccessDeniedException(error));
        case ErrorCode::Throttled:
            return use(ThrottlingException(error));
        case ErrorCode::ResourceNotFound:
            return use(ResourceNotFoundException(error));
        case ErrorCode::ResourceInUse:
            return use(ResourceInUseException(error));
        case ErrorCode::ValidationFailed:
            return use(ValidationException(error));
        case ErrorCode::ConditionalCheckFailed:
            return use(ConditionalCheckFailedException(error));
        case ErrorCode::TransactionCanceled:
            return use(TransactionCanceledException(error));
        case ErrorCode::S3Failed:
        case ErrorCode::ObjectChanged:
            return use(S3Exception(error));
        case ErrorCode::ItemTooLarge:
            return use(ItemTooLargeException(error));
        default:
            break;
    }
    switch (error.kind()) {
        case ErrorKind::Configuration:
            return use(ConfigurationException(error));
        case ErrorKind::Credentials:
            return use(CredentialsException(error));
        case ErrorKind::Connection:
            return use(ConnectionException(error));
        case ErrorKind::Timeout:
            return use(TimeoutException(error));
        case ErrorKind::Cancelled:
            return use(CancelledException(error));
        case ErrorKind::Response:
            return use(ResponseException(error));
        case ErrorKind::Service:
            return use(ServiceException(error));
        case ErrorKind::Model:
            return use(ModelException(error));
        case ErrorKind::Encryption:
            return use(EncryptionException(error));
        case ErrorKind::Local:
            return use(LocalException(error));
    }
    return use(Exception(error));
}

}  // namespace

ErrorKind kind_of(ErrorCode code) noexcept {
    for (const auto& [kind, name] : kinds) {
        if (static_cast<int>(code) >= static_cast<int>(kind)) {
            return kind;
        }
    }
    return ErrorKind::Configuration;
}

std::string_view to_string(ErrorKind kind) noexcept {
    for (const auto& [candidate, name] : kinds) {
        if (candidate == kind) {
            return name;
        }
    }
    return "unknown";
}

DYNOXX_DEFINE_COPIES(Error);

Error::Error() = default;

Error::Error(ErrorCode code, std::string message) : data_(std::make_shared<Data>()) {
    data_->code = code;
    data_->message = std::move(message);
}

Error::Data& Error::own() {
    if (!data_) {
        data_ = std::make_shared<Data>();
    } else if (data_.use_count() > 1) {
        data_ = std::make_shared<Data>(*data_);
    }
    return *data_;
}

ErrorCode Error::code() const noexcept {
    return data_ ? data_->code : ErrorCode{};
}

ErrorKind Error::kind() const noexcept {
    return kind_of(code());
}

const std::string& Error::message() const noexcept {
    static const std::string* const none = new std::string();
    return data_ ? data_->message : *none;
}

const std::string& Error::cause() const noexcept {
    static const std::string* const none = new std::string();
    return data_ ? data_->cause : *none;
}

const ServiceDetails& Error::service() const noexcept {
    static const ServiceDetails* const none = new ServiceDetails();
    return data_ ? data_->service : *none;
}

int Error::attempts() const noexcept {
    return data_ ? data_->attempts : 0;
}

const AttributeMap* Error::item() const noexcept {
    return data_ && data_->item ? &*data_->item : nullptr;
}

const std::vector<CancellationReason>& Error::cancellation_reasons() const noexcept {
    static const std::vector<CancellationReason>* const none = new std::vector<CancellationReason>();
    return data_ ? data_->reasons : *none;
}

std::string Error::what() const {
    return cause().empty() ? message() : message() + " (" + cause() + ")";
}

Error& Error::with_cause(std::string cause) & {
    own().cause = std::move(cause);
    return *this;
}

Error Error::with_cause(std::string cause) && {
    with_cause(std::move(cause));
    return std::move(*this);
}

Error& Error::with_service(ServiceDetails details) & {
    own().service = std::move(details);
    return *this;
}

Error Error::with_service(ServiceDetails details) && {
    with_service(std::move(details));
    return std::move(*this);
}

Error& Error::with_attempts(int attempts) & {
    own().attempts = attempts;
    return *this;
}

Error Error::with_attempts(int attempts) && {
    with_attempts(attempts);
    return std::move(*this);
}

Error& Error::with_item(AttributeMap item) & {
    own().item = std::move(item);
    return *this;
}

Error& Error::with_cancellation_reasons(std::vector<CancellationReason> reasons) & {
    own().reasons = std::move(reasons);
    return *this;
}

Exception::Exception(Error error)
    : error_(std::move(error)), what_(std::make_shared<const std::string>(error_.what())) {}

const char* Exception::what() const noexcept {
    return what_->c_str();
}

void throw_error(const Error& error) {
    with_exception(error, [](auto exception) { throw exception; });
    std::terminate();
}

std::exception_ptr to_exception_ptr(const Error& error) {
    return with_exception(error, [](auto exception) { return std::make_exception_ptr(exception); });
}

void throw_exception_from_error(const Error& error, const boost::source_location&) {
    throw_error(error);
}

}  // namespace dynoxx
