#include "local/auth/aws_chunked.hpp"

#include "sigv4/chunk.hpp"

#include <gtest/gtest.h>

#include <array>

namespace dynoxx::local::auth {
namespace {

constexpr std::string_view amz_date = "20130524T000000Z";

// Amazon S3 API Reference, "Transferring Payload in Multiple Chunks", the example of 66,560 letters a.
class SignedChunks : public testing::Test {
 protected:
    SignedChunks() {
        signing.key = &key;
        signing.amz_date = amz_date;
        signing.seed = "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9";
        body = "10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\n" +
               std::string(65536, 'a') +
               "\r\n400;chunk-signature=0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497\r\n" +
               std::string(1024, 'a') +
               "\r\n0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n";
    }

    sigv4::SigningKey key{"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "20130524", "us-east-1", "s3"};
    ChunkSigning signing{};
    std::string body{};
};

ChunkFault fault_of(std::string_view encoded, const ChunkSigning& signing) {
    const auto decoded = decode_aws_chunked(encoded, signing);
    const auto* fault = std::get_if<ChunkFault>(&decoded);
    if (fault == nullptr) {
        throw std::logic_error("the body was accepted");
    }
    return *fault;
}

TEST_F(SignedChunks, are_put_together) {
    const auto decoded = decode_aws_chunked(body, signing);
    ASSERT_TRUE(std::holds_alternative<DecodedBody>(decoded));
    EXPECT_EQ(std::get<DecodedBody>(decoded).body, std::string(66560, 'a'));
}

TEST_F(SignedChunks, are_refused_if_a_byte_is_changed) {
    body[1000] = 'b';
    EXPECT_EQ(fault_of(body, signing), ChunkFault::WrongSignature);
}

TEST_F(SignedChunks, are_refused_if_the_last_is_missing) {
    EXPECT_EQ(fault_of(std::string_view(body).substr(0, body.size() - 89), signing), ChunkFault::Incomplete);
}

TEST_F(SignedChunks, are_refused_without_signatures) {
    EXPECT_EQ(fault_of("3\r\nabc\r\n0\r\n\r\n", signing), ChunkFault::WrongSignature);
}

TEST_F(SignedChunks, may_end_with_a_signed_trailer) {
    const std::array<sigv4::HeaderView, 1> trailer = {{{"x-amz-checksum-crc32c", "wdBDMA=="}}};
    signing.signs_trailers = true;
    const std::string last = sigv4::sign_chunk(key, amz_date, signing.seed, "");
    const std::string head =
        "0;chunk-signature=" + last + "\r\nx-amz-checksum-crc32c:wdBDMA==\r\nx-amz-trailer-signature:";
    const std::string right = sigv4::sign_trailer(key, amz_date, last, trailer);
    const auto decoded = decode_aws_chunked(head + right + "\r\n\r\n", signing);
    ASSERT_TRUE(std::holds_alternative<DecodedBody>(decoded));
    EXPECT_EQ(std::get<DecodedBody>(decoded).trailers.get("x-amz-checksum-crc32c"), "wdBDMA==");
    EXPECT_EQ(std::get<DecodedBody>(decoded).trailers.size(), 1U);
    EXPECT_EQ(fault_of(head + std::string(64, '0') + "\r\n\r\n", signing), ChunkFault::WrongSignature);
}

TEST(UnsignedChunks, are_put_together_with_their_trailer) {
    const auto decoded =
        decode_aws_chunked("B\r\nhello world\r\n0\r\nx-amz-checksum-crc32:DUoRhQ==\r\n\r\n", ChunkSigning());
    ASSERT_TRUE(std::holds_alternative<DecodedBody>(decoded));
    EXPECT_EQ(std::get<DecodedBody>(decoded).body, "hello world");
    EXPECT_EQ(std::get<DecodedBody>(decoded).trailers.get("x-amz-checksum-crc32"), "DUoRhQ==");
}

TEST(UnsignedChunks, are_refused_if_they_are_not_whole) {
    EXPECT_EQ(fault_of("", ChunkSigning()), ChunkFault::Incomplete);
    EXPECT_EQ(fault_of("5\r\nabc", ChunkSigning()), ChunkFault::Incomplete);
    EXPECT_EQ(fault_of("zz\r\nabc\r\n", ChunkSigning()), ChunkFault::Incomplete);
    EXPECT_EQ(fault_of("3\r\nabcd\r\n0\r\n\r\n", ChunkSigning()), ChunkFault::Incomplete);
    EXPECT_EQ(fault_of("ffffffffffffffffffff\r\n", ChunkSigning()), ChunkFault::Incomplete);
}

TEST(UnsignedChunks, are_refused_if_they_are_not_as_long_as_was_said) {
    ChunkSigning rules;
    rules.decoded_bytes = 3;
    EXPECT_TRUE(std::holds_alternative<DecodedBody>(decode_aws_chunked("3\r\nabc\r\n0\r\n\r\n", rules)));
    rules.decoded_bytes = 4;
    EXPECT_EQ(fault_of("3\r\nabc\r\n0\r\n\r\n", rules), ChunkFault::Incomplete);
}

TEST(UnsignedChunks, are_refused_if_something_follows_their_end) {
    EXPECT_EQ(fault_of("3\r\nabc\r\n0\r\n\r\nx-more:1\r\n", ChunkSigning()), ChunkFault::MalformedTrailer);
}

TEST(UnsignedChunks, are_refused_if_one_before_the_last_is_small) {
    EXPECT_EQ(fault_of("3\r\nabc\r\n3\r\nabc\r\n0\r\n\r\n", ChunkSigning()), ChunkFault::TooSmall);
}

TEST(UnsignedChunks, are_refused_with_a_line_that_is_no_trailer) {
    EXPECT_EQ(fault_of("0\r\nnonsense\r\n\r\n", ChunkSigning()), ChunkFault::MalformedTrailer);
}

}  // namespace
}  // namespace dynoxx::local::auth
