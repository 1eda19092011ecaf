#include "sigv4/asymmetric_key.hpp"

#include "runtime/encoding.hpp"
#include "runtime/timestamp.hpp"
#include "sigv4/presign.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace dynoxx::sigv4 {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

constexpr std::string_view access_key_id = "AKISORANDOMAASORANDOM";
constexpr std::string_view secret = "q+jcrXGc+0zWN6uzclKVhvMmUsIfRPa4rlRandom";

SigningInput input_of(const std::vector<HeaderView>& headers) {
    SigningInput input;
    input.request.method = "GET";
    input.request.path = "/";
    input.request.headers = headers;
    input.request.payload_hash = empty_payload_hash;
    input.time = runtime::parse_basic_timestamp("20150830T123600Z").value();
    input.access_key_id = access_key_id;
    return input;
}

// The one known answer that AWS's own signers are tested with.
TEST(AsymmetricKey, is_derived_from_the_secret_as_aws_does) {
    const AsymmetricKey key(access_key_id, secret, "s3");
    EXPECT_EQ(runtime::hex_encode(key.public_x()), "15d242ceebf8d8169fd6a8b5a746c41140414c3b07579038da06af89190fffcb");
    EXPECT_EQ(runtime::hex_encode(key.public_y()), "0515242cedd82e94799482e4c0514b505afccf2c0c98d6a553bf539f424c5ec0");
}

TEST(AsymmetricKey, is_another_one_for_another_access_key) {
    EXPECT_NE(AsymmetricKey(access_key_id, secret, "s3").public_x(),
              AsymmetricKey("AKIDOTHER", secret, "s3").public_x());
}

TEST(AsymmetricKey, accepts_its_own_signatures_only) {
    const AsymmetricKey key(access_key_id, secret, "s3");
    std::vector<std::byte> signature = key.sign("text");
    EXPECT_TRUE(key.verify("text", signature));
    EXPECT_FALSE(key.verify("another", signature));
    EXPECT_FALSE(AsymmetricKey("AKIDOTHER", secret, "s3").verify("text", signature));
    signature.back() ^= std::byte{1};
    EXPECT_FALSE(key.verify("text", signature));
    EXPECT_FALSE(key.verify("text", {}));
}

TEST(AsymmetricKey, has_no_region_in_its_scope) {
    EXPECT_EQ(AsymmetricKey(access_key_id, secret, "s3").scope("20150830"), "20150830/s3/aws4_request");
}

TEST(AsymmetricSignature, covers_the_set_of_regions_once) {
    const AsymmetricKey key(access_key_id, secret, "s3");
    const std::vector<HeaderView> headers = {{"host", "h"}, {"X-Amz-Region-Set", "of an earlier attempt"}};
    const SigningTexts texts = explain_headers(input_of(headers), key, "*");
    EXPECT_THAT(texts.canonical_request, HasSubstr("x-amz-date:20150830T123600Z\nx-amz-region-set:*\n"));
    EXPECT_THAT(sign_headers(input_of(headers), key, "*").authorization,
                HasSubstr("/20150830/s3/aws4_request, SignedHeaders=host;x-amz-date;x-amz-region-set, Signature="));
}

TEST(AsymmetricSignature, of_a_query_names_the_set_of_regions) {
    const AsymmetricKey key(access_key_id, secret, "s3");
    const std::vector<HeaderView> headers = {{"host", "h"}};
    EXPECT_THAT(presign_query(input_of(headers), key, "us-east-1,eu-west-1", 60s),
                HasSubstr("&X-Amz-Expires=60&X-Amz-Region-Set=us-east-1%2Ceu-west-1&X-Amz-Signature="));
}

}  // namespace
}  // namespace dynoxx::sigv4
