#include "local/s3/denied.hpp"
#include "local/server/json_protocol.hpp"

#include "runtime/timestamp.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dynoxx::local {
namespace {

using auth::Denial;
using auth::Denied;

/// A denial in the words of each protocol.
struct Words {
    Denial reason;
    std::string_view json;
    std::string_view s3;
    int s3_status;
};

constexpr Words words[] = {
    {Denial::MissingToken, "MissingAuthenticationTokenException", "AccessDenied", 403},
    {Denial::OtherAlgorithm, "MissingAuthenticationTokenException", "InvalidRequest", 400},
    {Denial::Incomplete, "IncompleteSignatureException", "AuthorizationHeaderMalformed", 400},
    {Denial::InvalidQuery, "IncompleteSignatureException", "AuthorizationQueryParametersError", 400},
    {Denial::WrongRegion, "InvalidSignatureException", "AuthorizationHeaderMalformed", 400},
    {Denial::WrongScope, "InvalidSignatureException", "AuthorizationHeaderMalformed", 400},
    {Denial::TimeSkewed, "InvalidSignatureException", "RequestTimeTooSkewed", 403},
    {Denial::QueryExpired, "InvalidSignatureException", "AccessDenied", 403},
    {Denial::UnknownKey, "UnrecognizedClientException", "InvalidAccessKeyId", 403},
    {Denial::InvalidToken, "UnrecognizedClientException", "InvalidToken", 400},
    {Denial::ExpiredToken, "ExpiredTokenException", "ExpiredToken", 400},
    {Denial::HeadersNotSigned, "InvalidSignatureException", "AccessDenied", 403},
    {Denial::SignatureMismatch, "InvalidSignatureException", "SignatureDoesNotMatch", 403},
    {Denial::MissingPayloadHash, "InvalidSignatureException", "InvalidRequest", 400},
    {Denial::PayloadMismatch, "InvalidSignatureException", "XAmzContentSHA256Mismatch", 400},
};

TEST(DenialOf, has_the_code_of_its_protocol) {
    for (const Words& expected : words) {
        const Denied denied(expected.reason, "why");
        EXPECT_EQ(server::json_denial(server::JsonService::DynamoDB, denied),
                  "{\"__type\":\"com.amazon.coral.service#" + std::string(expected.json) + "\",\"message\":\"why\"}");
        EXPECT_EQ(server::json_denial(server::JsonService::Kms, denied),
                  "{\"__type\":\"" + std::string(expected.json) + "\",\"message\":\"why\"}");
        const s3::Refusal refusal = s3::refusal_of(denied);
        EXPECT_EQ(refusal.code, expected.s3);
        EXPECT_EQ(refusal.status, expected.s3_status) << refusal.code;
        EXPECT_FALSE(refusal.message.empty()) << refusal.code;
    }
}

TEST(DenialOf, tells_s3_clients_both_times_when_a_clock_is_wrong) {
    Denied denied(Denial::TimeSkewed, "");
    denied.request_time = "20260131T060000Z";
    denied.server_time = runtime::parse_basic_timestamp("20260131T070809Z").value();
    EXPECT_THAT(
        s3::to_response(s3::refusal_of(denied), "R", "H").body,
        testing::HasSubstr("<RequestTime>20260131T060000Z</RequestTime><ServerTime>2026-01-31T07:08:09Z</ServerTime>"
                           "<MaxAllowedSkewMilliseconds>900000</MaxAllowedSkewMilliseconds>"));
}

TEST(DenialOf, gives_s3_clients_the_region_that_would_do) {
    Denied denied(Denial::WrongRegion, "");
    denied.expected = "us-east-1";
    denied.found = "eu-west-1";
    const s3::Refusal refusal = s3::refusal_of(denied);
    EXPECT_EQ(refusal.message,
              "The authorization header is malformed; the region 'eu-west-1' is wrong; expecting 'us-east-1'");
    EXPECT_EQ(refusal.details.front(), (std::pair<std::string, std::string>{"Region", "us-east-1"}));
}

TEST(JsonAnswer, has_the_crc32_of_its_body_if_it_is_dynamodbs) {
    const http::Response dynamodb = server::json_answer(server::JsonService::DynamoDB, 200, "{}", "R");
    EXPECT_EQ(dynamodb.headers.get("x-amz-crc32"), "2745614147");
    EXPECT_EQ(dynamodb.headers.get("Content-Type"), "application/x-amz-json-1.0");
    const http::Response kms = server::json_answer(server::JsonService::Kms, 200, "{}", "R");
    EXPECT_EQ(kms.headers.get("x-amz-crc32"), "");
    EXPECT_EQ(kms.headers.get("Content-Type"), "application/x-amz-json-1.1");
}

}  // namespace
}  // namespace dynoxx::local
