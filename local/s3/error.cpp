#include "local/s3/error.hpp"

#include "local/support/xml_writer.hpp"

#include <algorithm>
#include <array>

namespace dynoxx::local::s3 {

namespace {

struct KnownError {
    std::string_view code;
    int status;
    std::string_view message;
};

// Amazon S3 API Reference, "Error responses", "List of error codes"; the sentences are us-east-1's.
constexpr auto known_errors = std::to_array<KnownError>({
    {"AccessDenied", 403, "Access Denied"},
    {"AuthorizationHeaderMalformed", 400, "The authorization header you provided is invalid."},
    {"AuthorizationQueryParametersError", 400, "The authorization query parameters that you provided are not valid."},
    {"BadDigest", 400, "The Content-MD5 or checksum value that you specified did not match what the server received."},
    {"BadRequest", 400, "Bad Request"},
    {"BucketAlreadyOwnedByYou", 409,
     "Your previous request to create the named bucket succeeded and you already own it."},
    {"BucketNotEmpty", 409, "The bucket you tried to delete is not empty"},
    {"EntityTooSmall", 400, "Your proposed upload is smaller than the minimum allowed size"},
    {"ExpiredToken", 400, "The provided token has expired."},
    {"IllegalLocationConstraintException", 400,
     "The unspecified location constraint is incompatible for the region specific endpoint this request was sent to."},
    {"IncompleteBody", 400, "The request body terminated unexpectedly"},
    {"InternalError", 500, "We encountered an internal error. Please try again."},
    {"InvalidAccessKeyId", 403, "The AWS Access Key Id you provided does not exist in our records."},
    {"InvalidArgument", 400, "Invalid Argument"},
    {"InvalidBucketName", 400, "The specified bucket is not valid."},
    {"InvalidChunkSizeError", 403, "Only the last chunk is allowed to have a size less than 8192 bytes"},
    {"InvalidDigest", 400, "The Content-MD5 you specified was invalid."},
    {"InvalidPart", 400,
     "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified "
     "entity tag "
     "may not match the part's entity tag."},
    {"InvalidPartNumber", 416, "The requested partnumber is not satisfiable"},
    {"InvalidPartOrder", 400, "The list of parts was not in ascending order. Parts must be ordered by part number."},
    {"InvalidRange", 416, "The requested range is not satisfiable"},
    {"InvalidRequest", 400, "Invalid Request"},
    {"InvalidTag", 400, "The tag provided was not a valid tag."},
    {"InvalidToken", 400, "The provided token is malformed or otherwise invalid."},
    {"InvalidURI", 400, "Couldn't parse the specified URI."},
    {"KeyTooLongError", 400, "Your key is too long"},
    {"MalformedTrailerError", 400,
     "The request contained trailing data that was not well-formed or did not conform to our published schema."},
    {"MalformedXML", 400, "The XML you provided was not well-formed or did not validate against our published schema"},
    {"MetadataTooLarge", 400, "Your metadata headers exceed the maximum allowed metadata size"},
    {"MethodNotAllowed", 405, "The specified method is not allowed against this resource."},
    {"MissingContentLength", 411, "You must provide the Content-Length HTTP header."},
    {"NoSuchBucket", 404, "The specified bucket does not exist"},
    {"NoSuchKey", 404, "The specified key does not exist."},
    {"NoSuchUpload", 404,
     "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or "
     "completed."},
    {"NotImplemented", 501, "A header you provided implies functionality that is not implemented"},
    {"PreconditionFailed", 412, "At least one of the pre-conditions you specified did not hold"},
    {"RequestTimeTooSkewed", 403, "The difference between the request time and the current time is too large."},
    {"SignatureDoesNotMatch", 403,
     "The request signature we calculated does not match the signature you provided. Check your key and signing "
     "method."},
    {"SlowDown", 503, "Please reduce your request rate."},
    {"XAmzContentSHA256Mismatch", 400, "The provided 'x-amz-content-sha256' header does not match what was computed."},
});

}  // namespace

Refusal::Refusal(std::string_view error_code, std::vector<std::pair<std::string, std::string>> error_details,
                 std::string_view error_message)
    : status(400), code(error_code), message(error_message), details(std::move(error_details)) {
    const auto found = std::ranges::find(known_errors, error_code, &KnownError::code);
    if (found != known_errors.end()) {
        status = found->status;
        if (message.empty()) {
            message = found->message;
        }
    }
}

http::Response to_response(const Refusal& refusal, std::string_view request_id, std::string_view host_id) {
    http::Response response;
    response.status = refusal.status;
    response.headers = refusal.headers;
    if (refusal.status == 304) {
        return response;
    }
    support::XmlWriter xml;
    xml.open("Error").element("Code", refusal.code).element("Message", refusal.message);
    for (const auto& [name, value] : refusal.details) {
        xml.element(name, value);
    }
    xml.element("RequestId", request_id).element("HostId", host_id).close("Error");
    response.headers.add("Content-Type", "application/xml");
    response.body = xml.take();
    return response;
}

}  // namespace dynoxx::local::s3
