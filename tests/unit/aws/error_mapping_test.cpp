#include "aws/error_mapping.hpp"

#include "aws/service.hpp"

#include <gtest/gtest.h>

namespace dynoxx::aws {
namespace {

using http::FailureKind;

http::Response answer(int status, std::string body, std::vector<std::pair<std::string, std::string>> headers = {}) {
    http::Response response;
    response.status = status;
    response.body = std::move(body);
    for (auto& [name, value] : headers) {
        response.headers.add(std::move(name), std::move(value));
    }
    return response;
}

/// Writes an error answer in the protocol of a service.
http::Response refusal(AwsService service, const std::string& code, const std::string& message, int status = 400) {
    const std::string xml = "<Error><Code>" + code + "</Code><Message>" + message + "</Message></Error>";
    switch (service) {
        case AwsService::S3:
            return answer(status, "<?xml version=\"1.0\"?>\n" + xml);
        case AwsService::Sts:
            return answer(status, "<ErrorResponse>" + xml + "<RequestId>R1</RequestId></ErrorResponse>");
        default:
            return answer(status, R"({"__type":"com.amazonaws#)" + code + R"(","message":")" + message + R"("})");
    }
}

ErrorContext context(AwsService service, std::string operation = "Op") {
    ErrorContext made(service, std::move(operation));
    made.table = "users";
    made.bucket = "acme";
    made.key = "a/b.png";
    return made;
}

std::string replaced(std::string text, AwsService service) {
    if (const std::size_t at = text.find("{svc}"); at != std::string::npos) {
        text.replace(at, 5, to_string(service));
    }
    return text;
}

TEST(ErrorMapping, gives_the_same_error_on_every_service) {
    const struct {
        const char* aws_code;
        ErrorCode code;
        const char* sentence;
    } failures[] = {
        {"UnrecognizedClientException", ErrorCode::InvalidCredentials,
         "Invalid AWS credentials. Check your access key and secret."},
        {"InvalidAccessKeyId", ErrorCode::InvalidCredentials, "Invalid AWS access key ID. Check your credentials."},
        {"SignatureDoesNotMatch", ErrorCode::InvalidCredentials,
         "AWS signature mismatch. Check your secret access key."},
        {"InvalidSignatureException", ErrorCode::InvalidCredentials,
         "AWS signature mismatch. Check your secret access key."},
        {"ExpiredTokenException", ErrorCode::ExpiredCredentials,
         "AWS credentials have expired. Refresh your session token."},
        {"ExpiredToken", ErrorCode::ExpiredCredentials, "AWS credentials have expired. Refresh your session token."},
        {"AccessDeniedException", ErrorCode::AccessDenied, "Access denied to {svc}: no such luck"},
        {"AccessDenied", ErrorCode::AccessDenied, "Access denied to {svc}: no such luck"},
        {"ProvisionedThroughputExceededException", ErrorCode::Throttled,
         "{svc} request rate too high. Try again with exponential backoff."},
        {"ThrottlingException", ErrorCode::Throttled,
         "{svc} request rate too high. Try again with exponential backoff."},
        {"SlowDown", ErrorCode::Throttled, "{svc} request rate too high. Try again with exponential backoff."},
        {"TooManyRequestsException", ErrorCode::Throttled,
         "{svc} request rate too high. Try again with exponential backoff."},
    };
    for (const auto& service : services) {
        for (const auto& failure : failures) {
            const Error error =
                map_service_error(context(service.service), refusal(service.service, failure.aws_code, "no such luck"));
            EXPECT_EQ(error.code(), failure.code) << service.display_name << " " << failure.aws_code;
            EXPECT_EQ(error.message(), replaced(failure.sentence, service.service));
            EXPECT_EQ(error.service().service, service.display_name);
            EXPECT_EQ(error.service().operation, "Op");
            EXPECT_EQ(error.service().aws_code, failure.aws_code);
            EXPECT_EQ(error.service().aws_message, "no such luck");
            EXPECT_EQ(error.service().http_status, 400);
        }
    }
}

TEST(ErrorMapping, gives_the_same_sentence_for_a_failure_of_the_transport_on_every_service) {
    const struct {
        FailureKind kind;
        ErrorCode code;
        const char* sentence;
    } failures[] = {
        {FailureKind::Connect, ErrorCode::ConnectionFailed,
         "Connection failed to {svc}. Check if the endpoint is reachable."},
        {FailureKind::Name, ErrorCode::NameNotResolved,
         "Connection failed to {svc}. Check if the endpoint is reachable."},
        {FailureKind::Io, ErrorCode::ConnectionFailed,
         "Connection failed to {svc} (I/O error). Check if the endpoint is reachable."},
        {FailureKind::Tls, ErrorCode::TlsFailed,
         "Connection failed to {svc} (TLS error). Check the certificate of the endpoint and the CA bundle."},
        {FailureKind::Untrusted, ErrorCode::TlsFailed,
         "Connection failed to {svc} (TLS error). Check the certificate of the endpoint and the CA bundle."},
        {FailureKind::ConnectTimeout, ErrorCode::TimedOut,
         "Connection timed out to {svc}. Check your network or endpoint."},
        {FailureKind::ReadTimeout, ErrorCode::TimedOut,
         "Connection timed out to {svc}. Check your network or endpoint."},
        {FailureKind::AttemptTimeout, ErrorCode::TimedOut,
         "Connection timed out to {svc}. Check your network or endpoint."},
        {FailureKind::DeadlineReached, ErrorCode::TimedOut,
         "Connection timed out to {svc}. Check your network or endpoint."},
        {FailureKind::InvalidAnswer, ErrorCode::InvalidResponse, "Invalid response from {svc}."},
        {FailureKind::Cancelled, ErrorCode::Cancelled, "The request to {svc} was cancelled."},
    };
    for (const auto& service : services) {
        for (const auto& failure : failures) {
            const Error error = map_transport_error(service.service, http::Failure(failure.kind, "host h: details"));
            EXPECT_EQ(error.code(), failure.code);
            EXPECT_EQ(error.message(), replaced(failure.sentence, service.service));
            EXPECT_EQ(error.cause(), "host h: details");
            EXPECT_EQ(error.service().service, service.display_name);
        }
    }
}

TEST(ErrorMapping, knows_the_codes_of_each_service) {
    const struct {
        AwsService service;
        const char* operation;
        const char* aws_code;
        ErrorCode code;
        const char* sentence;
    } failures[] = {
        {AwsService::DynamoDB, "GetItem", "ResourceNotFoundException", ErrorCode::ResourceNotFound,
         "Table 'users' not found"},
        {AwsService::DynamoDB, "CreateTable", "ResourceInUseException", ErrorCode::ResourceInUse,
         "Table 'users' already exists"},
        {AwsService::DynamoDB, "DeleteTable", "ResourceInUseException", ErrorCode::ResourceInUse,
         "Table 'users' is in use by another operation. Try again later."},
        {AwsService::DynamoDB, "PutItem", "ValidationException", ErrorCode::ValidationFailed, "server text"},
        {AwsService::DynamoDB, "PutItem", "ConditionalCheckFailedException", ErrorCode::ConditionalCheckFailed,
         "The condition expression evaluated to false"},
        {AwsService::DynamoDB, "TransactWriteItems", "TransactionCanceledException", ErrorCode::TransactionCanceled,
         "server text"},
        {AwsService::DynamoDB, "PutItem", "ItemCollectionSizeLimitExceededException", ErrorCode::ValidationFailed,
         "Item collection size limit exceeded"},
        {AwsService::DynamoDB, "PutItem", "TransactionConflictException", ErrorCode::ServiceError, "server text"},
        {AwsService::S3, "GetObject", "NoSuchBucket", ErrorCode::ResourceNotFound, "S3 bucket 'acme' not found"},
        {AwsService::S3, "GetObject", "NoSuchKey", ErrorCode::ResourceNotFound, "S3 object 'acme/a/b.png' not found"},
        {AwsService::S3, "CreateBucket", "BucketAlreadyOwnedByYou", ErrorCode::ResourceInUse,
         "S3 bucket 'acme' already exists"},
        {AwsService::S3, "PutObject", "InvalidBucketName", ErrorCode::ValidationFailed, "Invalid S3 bucket name"},
        {AwsService::S3, "PutObject", "EntityTooLarge", ErrorCode::ValidationFailed, "S3 object too large"},
        {AwsService::S3, "GetObject", "InvalidRange", ErrorCode::ValidationFailed, "Invalid byte range for S3 object"},
        {AwsService::S3, "PutObject", "EntityTooSmall", ErrorCode::S3Failed, "S3 operation failed: server text"},
        {AwsService::Kms, "Decrypt", "NotFoundException", ErrorCode::EncryptionFailed,
         "KMS key not found. Check the key ID or alias."},
        {AwsService::Kms, "GenerateDataKey", "DisabledException", ErrorCode::EncryptionFailed, "KMS key is disabled."},
        {AwsService::Kms, "Decrypt", "InvalidCiphertextException", ErrorCode::DecryptionFailed,
         "Invalid ciphertext. Data may be corrupted."},
        {AwsService::Kms, "Decrypt", "IncorrectKeyException", ErrorCode::DecryptionFailed,
         "Wrong KMS key used for decryption."},
        {AwsService::Kms, "Decrypt", "KMSInternalException", ErrorCode::DecryptionFailed,
         "KMS operation failed: server text"},
        {AwsService::Kms, "GenerateDataKey", "KMSInternalException", ErrorCode::EncryptionFailed,
         "KMS operation failed: server text"},
        {AwsService::Sts, "AssumeRole", "MalformedPolicyDocument", ErrorCode::ServiceError, "server text"},
    };
    for (const auto& failure : failures) {
        const Error error = map_service_error(context(failure.service, failure.operation),
                                              refusal(failure.service, failure.aws_code, "server text"));
        EXPECT_EQ(error.code(), failure.code) << failure.aws_code;
        EXPECT_EQ(error.message(), failure.sentence);
    }
}

TEST(ErrorMapping, has_a_sentence_where_names_or_words_are_missing) {
    const struct {
        AwsService service;
        const char* aws_code;
        const char* sentence;
    } failures[] = {
        {AwsService::DynamoDB, "ResourceNotFoundException", "Resource not found"},
        {AwsService::DynamoDB, "ResourceInUseException", "Resource already in use"},
        {AwsService::DynamoDB, "TransactionCanceledException", "Transaction was canceled"},
        {AwsService::DynamoDB, "ValidationException", "The request is not valid"},
        {AwsService::DynamoDB, "InternalServerError", "DynamoDB answered a request with HTTP status 400"},
        {AwsService::S3, "NoSuchKey", "S3 object not found"},
        {AwsService::S3, "Other", "S3 operation failed: HTTP status 400"},
        {AwsService::Kms, "Other", "KMS operation failed: HTTP status 400"},
        {AwsService::Kms, "AccessDeniedException", "Access denied to KMS: Check your IAM permissions."},
    };
    for (const auto& failure : failures) {
        EXPECT_EQ(map_service_error(failure.service, refusal(failure.service, failure.aws_code, "")).message(),
                  failure.sentence);
    }
}

TEST(ErrorMapping, keeps_the_words_of_the_service_in_the_cause) {
    const Error error = map_service_error(
        context(AwsService::DynamoDB, "GetItem"),
        answer(400, R"({"__type":"ResourceNotFoundException","message":"no table"})", {{"x-amzn-RequestId", "REQ"}}));
    EXPECT_EQ(error.what(),
              "Table 'users' not found (GetItem: HTTP 400, ResourceNotFoundException: no table; request id REQ)");
}

TEST(ErrorMapping, reads_what_a_head_request_gets) {
    ErrorContext object = context(AwsService::S3, "HeadObject");
    const http::Response not_found =
        answer(404, "", {{"x-amz-request-id", "R"}, {"x-amz-id-2", "H"}, {"content-type", "application/xml"}});
    const Error error = map_service_error(object, not_found);
    EXPECT_EQ(error.message(), "S3 object 'acme/a/b.png' not found");
    EXPECT_EQ(error.service().aws_code, "NotFound");
    EXPECT_EQ(error.service().request_id, "R");
    EXPECT_EQ(error.service().extended_request_id, "H");
    object.key.clear();
    EXPECT_EQ(map_service_error(object, not_found).message(), "S3 bucket 'acme' not found");
    EXPECT_EQ(
        map_service_error(object, answer(403, "")).message(),
        "Access denied to S3 bucket 'acme'. Check your IAM permissions, the bucket's policy and whose bucket it is.");
    object.bucket.clear();
    EXPECT_EQ(map_service_error(object, answer(403, "")).message(), "Access denied to S3: Check your IAM permissions.");
    EXPECT_EQ(map_service_error(object, answer(503, "")).code(), ErrorCode::S3Failed);
}

TEST(ErrorMapping, says_which_object_is_not_as_it_was_to_be) {
    const ErrorContext object = context(AwsService::S3, "PutObject");
    const Error differs = map_service_error(object, answer(412, ""));
    EXPECT_EQ(differs.code(), ErrorCode::ConditionalCheckFailed);
    EXPECT_EQ(differs.message(), "S3 object 'acme/a/b.png' is not the one that was expected");
    const std::pair<const char*, ErrorCode> rows[] = {
        {"NoSuchUpload", ErrorCode::ResourceNotFound},
        {"ConditionalRequestConflict", ErrorCode::ConditionalCheckFailed},
        {"BadDigest", ErrorCode::ChecksumMismatch},
        {"XAmzContentChecksumMismatch", ErrorCode::ChecksumMismatch},
        {"AuthorizationHeaderMalformed", ErrorCode::ValidationFailed},
        {"PermanentRedirect", ErrorCode::ValidationFailed},
        {"InvalidRange", ErrorCode::ValidationFailed},
    };
    for (const auto& [code, expected] : rows) {
        const std::string body = std::string("<Error><Code>") + code + "</Code></Error>";
        EXPECT_EQ(map_service_error(object, answer(400, body)).code(), expected) << code;
    }
}

TEST(ErrorMapping, classifies_by_status_where_the_body_is_not_understood) {
    for (const char* body : {"", "<html>", "{", "[]", "null", "{\"__type\":7}", "\xFF"}) {
        const Error error = map_service_error(AwsService::DynamoDB, answer(503, body));
        EXPECT_EQ(error.code(), ErrorCode::ServiceError);
        EXPECT_EQ(error.message(), "DynamoDB answered a request with HTTP status 503");
    }
    EXPECT_EQ(map_service_error(AwsService::Kms, answer(429, "")).code(), ErrorCode::Throttled);
}

TEST(ErrorMapping, drops_the_canonical_request_that_holds_the_session_token) {
    const Error error = map_service_error(
        AwsService::DynamoDB,
        answer(
            400,
            R"({"__type":"InvalidSignatureException","message":"No match.\n\nThe Canonical String:\nx-amz-security-token:TOKEN"})"));
    EXPECT_EQ(error.service().aws_message, "No match.");
    EXPECT_EQ(error.what().find("TOKEN"), std::string::npos);
}

TEST(ErrorMapping, says_whose_answer_a_codec_refused) {
    const ErrorContext decrypt(AwsService::Kms, "Decrypt");
    const Error invalid =
        refused_answer_error(decrypt, Error(ErrorCode::InvalidResponse, "no JSON").with_cause("byte 7"));
    EXPECT_EQ(invalid.code(), ErrorCode::InvalidResponse);
    EXPECT_EQ(invalid.message(), "Invalid response from KMS.");
    EXPECT_EQ(invalid.cause(), "Decrypt: no JSON (byte 7)");
    EXPECT_EQ(invalid.service().operation, "Decrypt");
    const Error damaged =
        refused_answer_error(ErrorContext(AwsService::S3, "GetObject"), Error(ErrorCode::ChecksumMismatch, "damaged"));
    EXPECT_EQ(damaged.code(), ErrorCode::ChecksumMismatch);
    EXPECT_EQ(damaged.message(), "damaged");
    EXPECT_EQ(damaged.service().service, "S3");
}

TEST(ErrorMapping, gives_what_a_codec_understands) {
    const ErrorContext get(AwsService::S3, "GetObject");
    EXPECT_EQ(understand(get, 1, [] { return 7; }), 7);
    try {
        understand(get, 2, []() -> int { throw_error(Error(ErrorCode::InvalidResponse, "no")); });
        FAIL();
    } catch (const ResponseException& exception) {
        EXPECT_EQ(exception.error().attempts(), 2);
    }
}

TEST(ErrorMapping, calls_missing_credentials_what_they_are) {
    const Error error = no_credentials_error("environment: AWS_ACCESS_KEY_ID is not set");
    EXPECT_EQ(error.kind(), ErrorKind::Credentials);
    EXPECT_EQ(error.message(),
              "No AWS credentials found. Configure credentials via environment variables (AWS_ACCESS_KEY_ID, "
              "AWS_SECRET_ACCESS_KEY), AWS profile, or IAM role.");
}

}  // namespace
}  // namespace dynoxx::aws
