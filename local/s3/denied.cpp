#include "local/s3/denied.hpp"

#include "runtime/encoding.hpp"
#include "runtime/timestamp.hpp"

namespace dynoxx::local::s3 {

namespace {

/// Prints bytes as S3 does beside a signature: two digits each, blanks between.
std::string spaced_hex(std::string_view text) {
    const std::string digits = runtime::hex_encode(runtime::bytes_of(text));
    std::string result;
    result.reserve(digits.size() * 3 / 2);
    for (std::size_t i = 0; i < digits.size(); i += 2) {
        result.append(i == 0 ? "" : " ").append(digits, i, 2);
    }
    return result;
}

Refusal mismatch(const auth::Denied& denied) {
    return Refusal("SignatureDoesNotMatch", {{"AWSAccessKeyId", denied.access_key_id},
                                             {"StringToSign", denied.string_to_sign},
                                             {"SignatureProvided", denied.signature},
                                             {"StringToSignBytes", spaced_hex(denied.string_to_sign)},
                                             {"CanonicalRequest", denied.canonical_request},
                                             {"CanonicalRequestBytes", spaced_hex(denied.canonical_request)}});
}

Refusal expired_query(const auth::Denied& denied) {
    return Refusal(
        "AccessDenied",
        {{"X-Amz-Expires", denied.expected},
         {"Expires", denied.found},
         {"ServerTime", runtime::format_iso8601(std::chrono::floor<std::chrono::seconds>(denied.server_time))}},
        denied.message);
}

Refusal skewed(const auth::Denied& denied) {
    return Refusal(
        "RequestTimeTooSkewed",
        {{"RequestTime", denied.request_time},
         {"ServerTime", runtime::format_iso8601(std::chrono::floor<std::chrono::seconds>(denied.server_time))},
         {"MaxAllowedSkewMilliseconds", "900000"}});
}

}  // namespace

Refusal refusal_of(const auth::Denied& denied) {
    switch (denied.reason) {
        case auth::Denial::MissingToken:
            return Refusal("AccessDenied");
        case auth::Denial::OtherAlgorithm:
            return Refusal(
                "InvalidRequest", {},
                "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.");
        case auth::Denial::Incomplete:
            return Refusal("AuthorizationHeaderMalformed", {},
                           "The authorization header is malformed; " + denied.message);
        case auth::Denial::InvalidQuery:
            return Refusal("AuthorizationQueryParametersError", {}, denied.message);
        case auth::Denial::WrongRegion:
            return Refusal("AuthorizationHeaderMalformed", {{"Region", denied.expected}},
                           "The authorization header is malformed; the region '" + denied.found +
                               "' is wrong; expecting '" + denied.expected + "'");
        case auth::Denial::WrongScope:
            return Refusal("AuthorizationHeaderMalformed", {}, denied.message);
        case auth::Denial::TimeSkewed:
            return skewed(denied);
        case auth::Denial::QueryExpired:
            return expired_query(denied);
        case auth::Denial::UnknownKey:
            return Refusal("InvalidAccessKeyId", {{"AWSAccessKeyId", denied.access_key_id}});
        case auth::Denial::InvalidToken:
            return Refusal("InvalidToken");
        case auth::Denial::ExpiredToken:
            return Refusal("ExpiredToken");
        case auth::Denial::HeadersNotSigned:
            return Refusal("AccessDenied", {{"HeadersNotSigned", denied.expected}},
                           "There were headers present in the request which were not signed");
        case auth::Denial::SignatureMismatch:
            return mismatch(denied);
        case auth::Denial::MissingPayloadHash:
            return Refusal("InvalidRequest", {}, denied.message);
        case auth::Denial::PayloadMismatch:
            return Refusal("XAmzContentSHA256Mismatch", {{"ClientComputedContentSHA256", denied.found},
                                                         {"S3ComputedContentSHA256", denied.expected}});
    }
    return Refusal("AccessDenied");
}

Refusal refusal_of(auth::ChunkFault fault) {
    switch (fault) {
        case auth::ChunkFault::Incomplete:
            return Refusal("IncompleteBody");
        case auth::ChunkFault::TooSmall:
            return Refusal("InvalidChunkSizeError");
        case auth::ChunkFault::WrongSignature:
            return Refusal("SignatureDoesNotMatch");
        case auth::ChunkFault::MalformedTrailer:
            return Refusal("MalformedTrailerError");
    }
    return Refusal("InvalidRequest");
}

}  // namespace dynoxx::local::s3
