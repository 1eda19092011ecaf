#include "aws/error_mapping.hpp"

#include "aws/service.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <string_view>

namespace dynoxx::aws {

namespace {

using http::FailureKind;

/// From AWS's code to ours. `{name}` in a sentence is replaced; where a name is not known, `fallback` is used.
struct Row {
    std::string_view aws_code;
    ErrorCode code;
    std::string_view sentence;
    std::string_view fallback{};
};

constexpr std::string_view invalid_credentials = "Invalid AWS credentials. Check your access key and secret.";
constexpr std::string_view signature_mismatch = "AWS signature mismatch. Check your secret access key.";
constexpr std::string_view expired = "AWS credentials have expired. Refresh your session token.";
constexpr std::string_view denied = "Access denied to {svc}: {message}";
constexpr std::string_view denied_silently = "Access denied to {svc}: Check your IAM permissions.";
constexpr std::string_view throttled = "{svc} request rate too high. Try again with exponential backoff.";
constexpr std::string_view skewed = "{svc} refused the time of the request. Set the clock of this machine.";

constexpr Row common_rows[] = {
    {"UnrecognizedClientException", ErrorCode::InvalidCredentials, invalid_credentials},
    {"InvalidClientTokenId", ErrorCode::InvalidCredentials, invalid_credentials},
    {"MissingAuthenticationToken", ErrorCode::InvalidCredentials, invalid_credentials},
    {"MissingAuthenticationTokenException", ErrorCode::InvalidCredentials, invalid_credentials},
    {"InvalidToken", ErrorCode::InvalidCredentials, invalid_credentials},
    {"InvalidAccessKeyId", ErrorCode::InvalidCredentials, "Invalid AWS access key ID. Check your credentials."},
    {"SignatureDoesNotMatch", ErrorCode::InvalidCredentials, signature_mismatch},
    {"InvalidSignatureException", ErrorCode::InvalidCredentials, signature_mismatch},
    {"IncompleteSignature", ErrorCode::InvalidCredentials, signature_mismatch},
    {"IncompleteSignatureException", ErrorCode::InvalidCredentials, signature_mismatch},
    {"ExpiredTokenException", ErrorCode::ExpiredCredentials, expired},
    {"ExpiredToken", ErrorCode::ExpiredCredentials, expired},
    {"RequestTimeTooSkewed", ErrorCode::ServiceError, skewed},
    {"RequestExpired", ErrorCode::ServiceError, skewed},
    {"AccessDeniedException", ErrorCode::AccessDenied, denied, denied_silently},
    {"AccessDenied", ErrorCode::AccessDenied, denied, denied_silently},
    {"Forbidden", ErrorCode::AccessDenied, denied, denied_silently},
    {"ProvisionedThroughputExceededException", ErrorCode::Throttled, throttled},
    {"LimitExceededException", ErrorCode::Throttled, throttled},
    {"RequestLimitExceeded", ErrorCode::Throttled, throttled},
    {"BandwidthLimitExceeded", ErrorCode::Throttled, throttled},
    {"Throttling", ErrorCode::Throttled, throttled},
    {"ThrottlingException", ErrorCode::Throttled, throttled},
    {"ThrottledException", ErrorCode::Throttled, throttled},
    {"RequestThrottled", ErrorCode::Throttled, throttled},
    {"RequestThrottledException", ErrorCode::Throttled, throttled},
    {"TooManyRequests", ErrorCode::Throttled, throttled},
    {"TooManyRequestsException", ErrorCode::Throttled, throttled},
    {"SlowDown", ErrorCode::Throttled, throttled},
};

constexpr std::string_view table_not_found = "Table '{table}' not found";
constexpr std::string_view table_in_use = "Table '{table}' is in use by another operation. Try again later.";

constexpr Row dynamodb_rows[] = {
    {"ResourceNotFoundException", ErrorCode::ResourceNotFound, table_not_found, "Resource not found"},
    {"TableNotFoundException", ErrorCode::ResourceNotFound, table_not_found, "Resource not found"},
    {"ResourceInUseException", ErrorCode::ResourceInUse, table_in_use, "Resource already in use"},
    {"TableInUseException", ErrorCode::ResourceInUse, table_in_use, "Resource already in use"},
    {"TableAlreadyExistsException", ErrorCode::ResourceInUse, "Table '{table}' already exists",
     "Resource already in use"},
    {"ValidationException", ErrorCode::ValidationFailed, "{message}", "The request is not valid"},
    {"ConditionalCheckFailedException", ErrorCode::ConditionalCheckFailed,
     "The condition expression evaluated to false"},
    {"TransactionCanceledException", ErrorCode::TransactionCanceled, "{message}", "Transaction was canceled"},
    {"ItemCollectionSizeLimitExceededException", ErrorCode::ValidationFailed, "Item collection size limit exceeded"},
};

constexpr std::string_view bucket_exists = "S3 bucket '{bucket}' already exists";
constexpr std::string_view object_not_found = "S3 object '{bucket}/{key}' not found";
constexpr std::string_view bucket_not_found = "S3 bucket '{bucket}' not found";

constexpr std::string_view upload_not_found =
    "The upload of S3 object '{bucket}/{key}' does not exist: it was completed or aborted";
constexpr std::string_view object_differs = "S3 object '{bucket}/{key}' is not the one that was expected";
constexpr std::string_view object_contended = "S3 object '{bucket}/{key}' was written by others at the same time";
constexpr std::string_view damaged = "The body was damaged on the way to S3: its checksum does not match";
constexpr std::string_view elsewhere = "S3 bucket '{bucket}' is in another region than the client";
constexpr std::string_view bucket_denied =
    "Access denied to S3 bucket '{bucket}'. Check your IAM permissions, the bucket's policy and whose bucket it is.";

constexpr Row s3_rows[] = {
    {"NoSuchBucket", ErrorCode::ResourceNotFound, bucket_not_found, "S3 bucket not found"},
    {"NoSuchKey", ErrorCode::ResourceNotFound, object_not_found, "S3 object not found"},
    {"NotFound", ErrorCode::ResourceNotFound, object_not_found, bucket_not_found},
    {"BucketAlreadyExists", ErrorCode::ResourceInUse, bucket_exists, "S3 bucket already exists"},
    {"BucketAlreadyOwnedByYou", ErrorCode::ResourceInUse, bucket_exists, "S3 bucket already exists"},
    {"InvalidBucketName", ErrorCode::ValidationFailed, "Invalid S3 bucket name"},
    {"EntityTooLarge", ErrorCode::ValidationFailed, "S3 object too large"},
    {"MaxSizeExceeded", ErrorCode::ValidationFailed, "S3 object too large"},
    {"InvalidRange", ErrorCode::ValidationFailed, "Invalid byte range for S3 object"},
    {"NoSuchUpload", ErrorCode::ResourceNotFound, upload_not_found, "S3 upload not found"},
    {"PreconditionFailed", ErrorCode::ConditionalCheckFailed, object_differs, "S3 object is not as it was to be"},
    {"ConditionalRequestConflict", ErrorCode::ConditionalCheckFailed, object_contended, "S3 object was being written"},
    {"BadDigest", ErrorCode::ChecksumMismatch, damaged},
    {"XAmzContentChecksumMismatch", ErrorCode::ChecksumMismatch, damaged},
    {"PermanentRedirect", ErrorCode::ValidationFailed, elsewhere, "S3 bucket is in another region"},
    {"AuthorizationHeaderMalformed", ErrorCode::ValidationFailed, elsewhere, "S3 bucket is in another region"},
    {"Forbidden", ErrorCode::AccessDenied, bucket_denied, denied_silently},
};

constexpr Row kms_rows[] = {
    {"NotFoundException", ErrorCode::EncryptionFailed, "KMS key not found. Check the key ID or alias."},
    {"DisabledException", ErrorCode::EncryptionFailed, "KMS key is disabled."},
    {"InvalidKeyUsageException", ErrorCode::EncryptionFailed, "KMS key cannot be used for this operation."},
    {"KeyUnavailableException", ErrorCode::EncryptionFailed, "KMS key is not available. Try again later."},
    {"InvalidCiphertextException", ErrorCode::DecryptionFailed, "Invalid ciphertext. Data may be corrupted."},
    {"IncorrectKeyException", ErrorCode::DecryptionFailed, "Wrong KMS key used for decryption."},
    {"InvalidGrantTokenException", ErrorCode::EncryptionFailed, "Invalid grant token."},
};

/// What is in no table, by service.
struct ServiceTable {
    std::span<const Row> rows;
    ErrorCode other;
    std::string_view sentence;
    std::string_view fallback;
};

constexpr std::string_view no_words = "{svc} answered {operation} with HTTP status {status}";

/// In the order of `AwsService`.
constexpr ServiceTable tables[] = {
    {dynamodb_rows, ErrorCode::ServiceError, "{message}", no_words},
    {s3_rows, ErrorCode::S3Failed, "S3 operation failed: {message}", "S3 operation failed: HTTP status {status}"},
    {kms_rows, ErrorCode::EncryptionFailed, "KMS operation failed: {message}",
     "KMS operation failed: HTTP status {status}"},
    {{}, ErrorCode::ServiceError, "{message}", no_words},
    {{}, ErrorCode::ServiceError, "{message}", no_words},
    {{}, ErrorCode::ServiceError, "{message}", no_words},
    {{}, ErrorCode::ServiceError, "{message}", no_words},
};

constexpr std::string_view unreachable = "Connection failed to {svc}. Check if the endpoint is reachable.";
constexpr std::string_view tls_failed =
    "Connection failed to {svc} (TLS error). Check the certificate of the endpoint and the CA bundle.";
constexpr std::string_view timed_out = "Connection timed out to {svc}. Check your network or endpoint.";

constexpr struct {
    FailureKind kind;
    ErrorCode code;
    std::string_view sentence;
} transport_rows[] = {
    {FailureKind::Name, ErrorCode::NameNotResolved, unreachable},
    {FailureKind::Connect, ErrorCode::ConnectionFailed, unreachable},
    {FailureKind::Tls, ErrorCode::TlsFailed, tls_failed},
    {FailureKind::Untrusted, ErrorCode::TlsFailed, tls_failed},
    {FailureKind::ProxyRefused, ErrorCode::ConnectionFailed,
     "Connection failed to {svc}: the proxy refused it. Check the proxy, its user and its password."},
    {FailureKind::Io, ErrorCode::ConnectionFailed,
     "Connection failed to {svc} (I/O error). Check if the endpoint is reachable."},
    {FailureKind::ConnectTimeout, ErrorCode::TimedOut, timed_out},
    {FailureKind::ReadTimeout, ErrorCode::TimedOut, timed_out},
    {FailureKind::AttemptTimeout, ErrorCode::TimedOut, timed_out},
    {FailureKind::DeadlineReached, ErrorCode::TimedOut, timed_out},
    {FailureKind::InvalidAnswer, ErrorCode::InvalidResponse, "Invalid response from {svc}."},
    {FailureKind::Cancelled, ErrorCode::Cancelled, "The request to {svc} was cancelled."},
};

constexpr std::string_view no_credentials =
    "No AWS credentials found. Configure credentials via environment variables (AWS_ACCESS_KEY_ID, "
    "AWS_SECRET_ACCESS_KEY), AWS profile, or IAM role.";

/// The values of `{name}`.
class Words {
 public:
    Words(const ErrorContext& context, int status, std::string_view message)
        : context_(context), status_(status == 0 ? "" : std::to_string(status)), message_(message) {}

    /// Replaces each `{name}`; gives nothing if a value is not known.
    [[nodiscard]] std::optional<std::string> fill(std::string_view sentence) const {
        std::string text;
        while (true) {
            const std::size_t open = sentence.find('{');
            text += sentence.substr(0, open);
            if (open == std::string_view::npos) {
                return text;
            }
            const std::size_t close = sentence.find('}', open);
            const std::string_view value = value_of(sentence.substr(open + 1, close - open - 1));
            if (value.empty()) {
                return std::nullopt;
            }
            text += value;
            sentence = sentence.substr(close + 1);
        }
    }

    [[nodiscard]] std::string fill(std::string_view sentence, std::string_view fallback) const {
        return fill(sentence).value_or(fill(fallback).value_or(std::string(to_string(context_.service)) + " failed"));
    }

 private:
    [[nodiscard]] std::string_view value_of(std::string_view name) const {
        const std::pair<std::string_view, std::string_view> values[] = {
            {"svc", to_string(context_.service)},
            {"operation", context_.operation.empty() ? std::string_view("a request") : context_.operation},
            {"status", status_},
            {"message", message_},
            {"table", context_.table},
            {"bucket", context_.bucket},
            {"key", context_.key},
        };
        const auto* found = std::ranges::find(values, name, &std::pair<std::string_view, std::string_view>::first);
        return found == std::end(values) ? std::string_view() : found->second;
    }

    const ErrorContext& context_;
    std::string status_;
    std::string_view message_;
};

const Row* find_row(std::span<const Row> rows, std::string_view code) {
    const auto found = std::ranges::find(rows, code, &Row::aws_code);
    return found == rows.end() ? nullptr : &*found;
}

/// Chooses the row of a code; the service's own table first. `other` is used if there is none.
Row choose_row(const ErrorContext& context, int status, std::string_view code) {
    const ServiceTable& table = tables[index_of(context.service)];
    if (context.service == AwsService::DynamoDB && context.operation == "CreateTable" &&
        code == "ResourceInUseException") {
        code = "TableAlreadyExistsException";
    }
    if (const Row* row = find_row(table.rows, code)) {
        return *row;
    }
    if (const Row* row = find_row(common_rows, code)) {
        return *row;
    }
    if (status == 429) {
        return {code, ErrorCode::Throttled, throttled};
    }
    const bool opens = context.service == AwsService::Kms && (context.operation == "Decrypt");
    return {code, opens ? ErrorCode::DecryptionFailed : table.other, table.sentence, table.fallback};
}

/// Writes what the sentence leaves out: `PutItem: HTTP 400, ValidationException: words; request id ABC`.
std::string cause_of(const ErrorContext& context, int status, const ErrorResponse& response,
                     const std::string& sentence) {
    std::string cause = context.operation.empty() ? "" : context.operation + ": ";
    cause += "HTTP " + std::to_string(status);
    if (!response.code.empty()) {
        cause += ", " + response.code;
    }
    if (!response.message.empty() && sentence.find(response.message) == std::string::npos) {
        cause += ": " + response.message;
    }
    return response.request_id.empty() ? cause : cause + "; request id " + response.request_id;
}

ServiceDetails details_of(const ErrorContext& context) {
    ServiceDetails details;
    details.service = to_string(context.service);
    details.operation = context.operation;
    return details;
}

}  // namespace

Error map_service_error(const ErrorContext& context, const http::Response& response) {
    return map_service_error(context, response.status, parse_error_response(context.service, response));
}

Error map_service_error(const ErrorContext& context, int http_status, const ErrorResponse& response) {
    const Row row = choose_row(context, http_status, response.code);
    std::string sentence = Words(context, http_status, response.message).fill(row.sentence, row.fallback);
    ServiceDetails details = details_of(context);
    details.http_status = http_status;
    details.aws_code = response.code;
    details.aws_message = response.message;
    details.request_id = response.request_id;
    details.extended_request_id = response.extended_request_id;
    std::string cause = cause_of(context, http_status, response, sentence);
    return Error(row.code, std::move(sentence)).with_service(std::move(details)).with_cause(std::move(cause));
}

Error map_transport_error(const ErrorContext& context, const http::Failure& failure) {
    const auto* row = std::ranges::find_if(transport_rows, [&](const auto& item) { return item.kind == failure.kind; });
    const auto& used = row == std::end(transport_rows) ? transport_rows[0] : *row;
    std::string cause = context.operation.empty() ? failure.detail : context.operation + ": " + failure.detail;
    return Error(used.code, Words(context, 0, "").fill(used.sentence, used.sentence))
        .with_service(details_of(context))
        .with_cause(std::move(cause));
}

Error invalid_response_error(const ErrorContext& context, std::string detail) {
    return map_transport_error(context, http::Failure(FailureKind::InvalidAnswer, std::move(detail)));
}

Error refused_answer_error(const ErrorContext& context, const Error& refusal) {
    return refusal.code() == ErrorCode::InvalidResponse ? invalid_response_error(context, refusal.what())
                                                        : Error(refusal).with_service(details_of(context));
}

Error no_credentials_error(std::string tried) {
    return Error(ErrorCode::NoCredentials, std::string(no_credentials)).with_cause(std::move(tried));
}

}  // namespace dynoxx::aws
