#include "runtime/encoding.hpp"
#include "sigv4/signing_key_cache.hpp"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace dynoxx::sigv4 {
namespace {

constexpr std::string_view secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

TEST(Sha256, continues_from_a_copied_state) {
    Sha256 hash;
    hash.update("ab");
    Sha256 copy(hash);
    copy.update("c");
    EXPECT_EQ(runtime::hex_encode(copy.finish()), sha256_hex("abc"));
    hash.update("d");
    EXPECT_EQ(runtime::hex_encode(hash.finish()), sha256_hex("abd"));
}

TEST(Sha256, knows_the_empty_text) {
    EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(SigningKey, signs_the_documented_example) {
    const SigningKey key(secret, "20150830", "us-east-1", "iam");
    EXPECT_EQ(key.scope(), "20150830/us-east-1/iam/aws4_request");
    EXPECT_EQ(key.day(), "20150830");
    EXPECT_EQ(runtime::hex_encode(key.sign("AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/iam/aws4_request\n"
                                           "f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59")),
              "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
}

TEST(SigningKey, has_a_fingerprint_of_its_own) {
    const SigningKey key(secret, "20150830", "us-east-1", "iam");
    EXPECT_EQ(key.fingerprint(), SigningKey(secret, "20150830", "us-east-1", "iam").fingerprint());
    EXPECT_NE(key.fingerprint(), SigningKey("other", "20150830", "us-east-1", "iam").fingerprint());
}

TEST(SigningKey, takes_secrets_longer_than_a_block) {
    const SigningKey key(std::string(100, 's'), "20150830", "us-east-1", "iam");
    EXPECT_EQ(runtime::hex_encode(key.sign("text")),
              "39b8bb4634abc33b9c58cc7be6d61b847230e653b98e80b63a8620c5f19bd38f");
}

TEST(SigningKey, is_used_by_several_threads_at_once) {
    const std::shared_ptr<const SigningKey> key = SigningKey::derive(secret, "20150830", "us-east-1", "iam");
    const Digest expected = key->sign("text");
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int j = 0; j < 200; ++j) {
                EXPECT_EQ(key->sign("text"), expected);
            }
        });
    }
}

TEST(SigningKeyCache, gives_one_key_for_equal_inputs) {
    SigningKeyCache cache;
    const auto key = cache.get("AKID", secret, "20150830", "us-east-1", "iam");
    EXPECT_EQ(cache.get("AKID", secret, "20150830", "us-east-1", "iam"), key);
    EXPECT_NE(cache.get("AKID", "another", "20150830", "us-east-1", "iam"), key);
    EXPECT_NE(cache.get("AKID", secret, "20150831", "us-east-1", "iam"), key);
    EXPECT_NE(cache.get("AKID", secret, "20150830", "us-east-1", "sts"), key);
    EXPECT_EQ(cache.size(), 4U);
}

TEST(SigningKeyCache, drops_the_key_unused_for_longest) {
    SigningKeyCache cache(2);
    const auto one = cache.get("1", secret, "20150830", "r", "s");
    const auto two = cache.get("2", secret, "20150830", "r", "s");
    EXPECT_EQ(cache.get("1", secret, "20150830", "r", "s"), one);
    const auto three = cache.get("3", secret, "20150830", "r", "s");
    EXPECT_EQ(cache.size(), 2U);
    EXPECT_EQ(cache.get("1", secret, "20150830", "r", "s"), one);
    EXPECT_NE(cache.get("2", secret, "20150830", "r", "s"), two);
}

}  // namespace
}  // namespace dynoxx::sigv4
