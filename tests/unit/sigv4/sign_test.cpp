#include "runtime/encoding.hpp"
#include "runtime/timestamp.hpp"
#include "sigv4/chunk.hpp"
#include "sigv4/presign.hpp"
#include "sigv4/signing_memory.hpp"

#include <dynoxx/error.hpp>

#include <gtest/gtest.h>

#include <array>
#include <span>
#include <vector>

namespace dynoxx::sigv4 {
namespace {

/// The example of the Amazon S3 API Reference: GET of a range of test.txt.
struct S3Example {
    std::array<HeaderView, 3> headers{HeaderView("Host", "examplebucket.s3.amazonaws.com"),
                                      HeaderView("Range", "bytes=0-9"),
                                      HeaderView("x-amz-content-sha256", empty_payload_hash)};
    SigningKey key{"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "20130524", "us-east-1", "s3"};
    SigningInput input{
        .request = {.method = "GET", .path = "/test.txt", .headers = headers, .payload_hash = empty_payload_hash},
        .time = runtime::parse_basic_timestamp("20130524T000000Z").value(),
        .access_key_id = "AKIAIOSFODNN7EXAMPLE",
        .path = PathRules::s3()};
};

TEST(SignHeaders, gives_the_documented_signature_of_s3) {
    const S3Example example;
    const SignedHeaders result = sign_headers(example.input, example.key);
    EXPECT_EQ(result.amz_date, "20130524T000000Z");
    EXPECT_EQ(result.authorization,
              "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, "
              "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, "
              "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
}

TEST(SignHeaders, gives_the_same_with_a_memory_cold_and_warm) {
    const S3Example example;
    SigningMemory memory;
    const std::string expected = sign_headers(example.input, example.key).authorization;
    EXPECT_EQ(sign_headers(example.input, example.key, &memory).authorization, expected);
    EXPECT_EQ(sign_headers(example.input, example.key, &memory).authorization, expected);
    SigningInput other = example.input;
    other.request.payload_hash = unsigned_payload;
    EXPECT_EQ(sign_headers(other, example.key, &memory).signature, sign_headers(other, example.key).signature);
    other.time += std::chrono::seconds(1);
    EXPECT_EQ(sign_headers(other, example.key, &memory).signature, sign_headers(other, example.key).signature);
}

TEST(SignHeaders, does_not_confuse_the_keys_of_one_memory) {
    const S3Example example;
    const SigningKey other("another secret", "20130524", "us-east-1", "s3");
    SigningMemory memory;
    const SignedHeaders first = sign_headers(example.input, example.key, &memory);
    EXPECT_EQ(sign_headers(example.input, other, &memory).signature, sign_headers(example.input, other).signature);
    EXPECT_EQ(sign_headers(example.input, example.key, &memory).signature, first.signature);
}

TEST(SignHeaders, does_not_confuse_requests_that_read_alike) {
    const SigningKey key("secret", "20130524", "us-east-1", "s3");
    SigningMemory memory;
    SigningInput input = S3Example().input;
    const std::array<HeaderView, 2> split{HeaderView("a", "bc"), HeaderView("host", "h")};
    const std::array<HeaderView, 2> other_split{HeaderView("ab", "c"), HeaderView("host", "h")};
    std::vector<SigningInput> all;
    for (const std::span<const HeaderView> headers :
         std::initializer_list<std::span<const HeaderView>>{split, other_split}) {
        input.request.headers = headers;
        for (const char* path : {"/", "/x", "/x/"}) {
            input.request.path = path;
            for (const PathRules rules : {PathRules::s3(), PathRules()}) {
                input.path = rules;
                all.push_back(input);
            }
        }
    }
    for (int i = 0; i < 2; ++i) {  // more than the memory holds, so that some are replaced
        for (const SigningInput& one : all) {
            EXPECT_EQ(sign_headers(one, key, &memory).authorization, sign_headers(one, key).authorization);
        }
    }
}

TEST(SignHeaders, signs_the_token_or_leaves_it_for_later) {
    S3Example example;
    example.input.session_token = "token";
    EXPECT_NE(sign_headers(example.input, example.key).authorization.find("x-amz-date;x-amz-security-token,"),
              std::string::npos);
    example.input.token = SessionToken::AfterSigning;
    EXPECT_EQ(sign_headers(example.input, example.key).signature,
              "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
}

TEST(SignHeaders, refuses_a_key_of_another_day) {
    S3Example example;
    example.input.time += std::chrono::hours(24);
    EXPECT_THROW((void)sign_headers(example.input, example.key), ConfigurationException);
}

TEST(PresignQuery, gives_the_documented_signature_of_s3) {
    S3Example example;
    const std::array<HeaderView, 1> host{HeaderView("Host", "examplebucket.s3.amazonaws.com")};
    example.input.request.headers = host;
    example.input.request.payload_hash = unsigned_payload;
    EXPECT_EQ(presign_query(example.input, example.key, std::chrono::seconds(86400)),
              "X-Amz-Algorithm=AWS4-HMAC-SHA256"
              "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
              "&X-Amz-Date=20130524T000000Z&X-Amz-SignedHeaders=host&X-Amz-Expires=86400"
              "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
}

TEST(PresignQuery, refuses_lives_out_of_range) {
    const S3Example example;
    EXPECT_THROW((void)presign_query(example.input, example.key, std::chrono::seconds(0)), ConfigurationException);
    EXPECT_THROW((void)presign_query(example.input, example.key, std::chrono::seconds(604801)), ConfigurationException);
}

TEST(SignChunk, gives_the_documented_signatures_of_s3) {
    const S3Example example;
    const std::string first =
        sign_chunk(example.key, "20130524T000000Z", "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9",
                   std::string(65536, 'a'));
    EXPECT_EQ(first, "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648");
}

TEST(CanonicalTrailer, sorts_lowers_and_trims) {
    const std::array<HeaderView, 2> trailer{HeaderView("X-B", " 2 "), HeaderView("x-a", "1")};
    EXPECT_EQ(canonical_trailer(trailer), "x-a:1\nx-b:2\n");
}

}  // namespace
}  // namespace dynoxx::sigv4
