#include "sigv4/verify.hpp"

#include "runtime/timestamp.hpp"
#include "sigv4/presign.hpp"

#include <gtest/gtest.h>

#include <array>

namespace dynoxx::sigv4 {
namespace {

constexpr std::string_view authorization =
    "AWS4-HMAC-SHA256 Credential=AKID/20150830/us-east-1/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, "
    "Signature=abc";

TEST(ParseAuthorization, finds_every_part) {
    const std::optional<PresentedSignature> found = parse_authorization(authorization);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->access_key_id, "AKID");
    EXPECT_EQ(found->day, "20150830");
    EXPECT_EQ(found->region, "us-east-1");
    EXPECT_EQ(found->service, "dynamodb");
    EXPECT_EQ(found->signature, "abc");
    EXPECT_EQ(found->signed_headers, (std::vector<std::string>{"host", "x-amz-date"}));
}

TEST(ParseAuthorization, takes_commas_without_blanks_and_slashes_in_the_key_id) {
    const auto found =
        parse_authorization("AWS4-HMAC-SHA256 Credential=a/b/20150830/r/s/aws4_request,SignedHeaders=host,Signature=1");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->access_key_id, "a/b");
    EXPECT_EQ(found->signature, "1");
}

TEST(ParseAuthorization, leaves_out_what_is_not_there) {
    const auto found = parse_authorization("AWS4-HMAC-SHA256 Credential=AKID/us-east-1, Signature");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->credential, "AKID/us-east-1");
    EXPECT_FALSE(found->has_scope());
    EXPECT_TRUE(found->signature.empty());
    EXPECT_FALSE(found->is_complete());
}

TEST(ParseAuthorization, knows_no_other_algorithm) {
    EXPECT_FALSE(parse_authorization("Basic abc"));
    EXPECT_FALSE(parse_authorization("AWS4-HMAC-SHA256x Credential=a"));
    EXPECT_FALSE(parse_authorization(""));
}

TEST(FindSignature, takes_the_date_header_if_there_is_no_other) {
    const std::array<HeaderView, 2> headers{HeaderView("Authorization", authorization),
                                            HeaderView("Date", "Sun, 30 Aug 2015 12:36:00 GMT")};
    EXPECT_EQ(find_signature({.headers = headers})->amz_date, "20150830T123600Z");
}

TEST(FindSignature, finds_nothing_in_a_plain_request) {
    EXPECT_FALSE(find_signature({.method = "GET", .path = "/", .query = "a=1"}));
}

TEST(ExpectedSignature, agrees_with_a_presigned_query) {
    const SigningKey key("secret", "20150830", "us-east-1", "s3");
    const std::array<HeaderView, 1> headers{HeaderView("Host", "h")};
    RequestView request{.method = "GET",
                        .path = "/a%20b",
                        .query = "versionId=1",
                        .headers = headers,
                        .payload_hash = unsigned_payload};
    const std::string query = presign_query({.request = request,
                                             .time = runtime::parse_basic_timestamp("20150830T123600Z").value(),
                                             .access_key_id = "AKID",
                                             .session_token = "a/b+c=",
                                             .path = PathRules::s3()},
                                            key, std::chrono::seconds(60));
    request.query = query;
    const std::optional<PresentedSignature> presented = find_signature(request);
    ASSERT_TRUE(presented);
    EXPECT_EQ(presented->place, PresentedSignature::Place::Query);
    EXPECT_EQ(presented->session_token, "a/b+c=");
    EXPECT_EQ(presented->expires, std::chrono::seconds(60));
    const ExpectedSignature expected = expected_signature(request, *presented, key, PathRules::s3());
    EXPECT_TRUE(signatures_equal(expected.signature, presented->signature));
}

TEST(ExpectedSignature, names_headers_that_are_missing_or_not_signed) {
    const SigningKey key("secret", "20150830", "us-east-1", "dynamodb");
    const std::array<HeaderView, 3> headers{HeaderView("Authorization", authorization), HeaderView("Host", "h"),
                                            HeaderView("X-Amz-Target", "t")};
    const RequestView request{.method = "POST", .path = "/", .headers = headers, .payload_hash = empty_payload_hash};
    const ExpectedSignature expected = expected_signature(request, find_signature(request).value(), key, {});
    EXPECT_EQ(expected.missing_headers, std::vector<std::string>{"x-amz-date"});
    EXPECT_EQ(expected.unsigned_headers, std::vector<std::string>{"x-amz-target"});
}

TEST(SignaturesEqual, compares_texts) {
    EXPECT_TRUE(signatures_equal("ab", "ab"));
    EXPECT_FALSE(signatures_equal("ab", "ac"));
    EXPECT_FALSE(signatures_equal("ab", "abc"));
}

}  // namespace
}  // namespace dynoxx::sigv4
