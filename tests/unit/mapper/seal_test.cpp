#include "mapper/seal.hpp"

#include "runtime/encoding.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace dynoxx::mapper {
namespace {

using runtime::hex_decode;

const Bytes key(32, std::byte{7});
const Bytes encrypted_key(10, std::byte{9});

std::string open_error(const Envelope& envelope, std::span<const std::byte> data_key, AdditionalData additional = {}) {
    const auto opened = open(envelope, data_key, additional);
    if (opened) {
        return "";
    }
    EXPECT_EQ(opened.error().code(), ErrorCode::DecryptionFailed);
    EXPECT_EQ(opened.error().kind(), ErrorKind::Encryption);
    return opened.error().message();
}

Envelope sealed(std::string_view text, AdditionalData additional = {}) {
    return *parse_envelope(*seal(text, key, encrypted_key, random_nonce(), additional));
}

// "The Galois/Counter Mode of Operation (GCM)", test case 15.
TEST(Seal, gives_the_ciphertext_of_the_published_vector) {
    const Bytes vector_key = *hex_decode("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
    const Bytes plaintext = *hex_decode(
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
        "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255");
    Nonce nonce;
    std::ranges::copy(*hex_decode("cafebabefacedbaddecaf888"), nonce.begin());
    const Envelope envelope = *parse_envelope(*seal(runtime::text_of(plaintext), vector_key, encrypted_key, nonce));
    EXPECT_EQ(runtime::hex_encode(envelope.ciphertext),
              "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
              "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad"
              "b094dac5d93471bdec1a502270e3cc6c");
}

TEST(Seal, opens_what_it_sealed) {
    for (const std::string_view text : {"", "07-42", "\xc3\xa4\xf0\x9f\x98\x80"}) {
        const Envelope envelope = sealed(text);
        EXPECT_EQ(envelope.encrypted_key, encrypted_key);
        EXPECT_EQ(open(envelope, key)->text(), text);
    }
}

// Made with another implementation of AES-GCM: key 00 to 1f, nonce a0 to ab, the data key "wrapped-data-key".
struct Vector {
    const char* plaintext;
    const char* stored;
};
constexpr Vector vectors[] = {
    {"07-42", "ENC:AQAQd3JhcHBlZC1kYXRhLWtleaChoqOkpaanqKmqq9YvURl3Ow7BYjAo3UGtjTjG8YH+0Q=="},
    {"", "ENC:AQAQd3JhcHBlZC1kYXRhLWtleaChoqOkpaanqKmqq1xpliWvS5Og+CIKKmEZxdA="},
    {"g\xc3\xa4nse\xf0\x9f\x98\x80",
     "ENC:AQAQd3JhcHBlZC1kYXRhLWtleaChoqOkpaanqKmqq4Hb2EM2rvIg+uXGUSu0/CHF/xaRdvR2Avfg"},
};

TEST(Seal, writes_and_reads_the_format_bit_for_bit) {
    const Bytes vector_key = *hex_decode("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    const auto wrapped = runtime::bytes_of("wrapped-data-key");
    Nonce nonce;
    std::ranges::copy(*hex_decode("a0a1a2a3a4a5a6a7a8a9aaab"), nonce.begin());
    for (const Vector& vector : vectors) {
        EXPECT_EQ(*seal(vector.plaintext, vector_key, Bytes(wrapped.begin(), wrapped.end()), nonce), vector.stored);
        const Envelope envelope = *parse_envelope(vector.stored);
        EXPECT_EQ(runtime::text_of(envelope.encrypted_key), "wrapped-data-key");
        EXPECT_EQ(open(envelope, vector_key)->text(), vector.plaintext);
    }
}

TEST(Seal, binds_additional_data) {
    const auto additional = runtime::bytes_of("users/u#1/tax_id");
    const Envelope envelope = sealed("07-42", additional);
    EXPECT_EQ(open(envelope, key, additional)->text(), "07-42");
    EXPECT_NE(open_error(envelope, key), "");
    EXPECT_NE(open_error(envelope, key, runtime::bytes_of("users/u#2/tax_id")), "");
}

TEST(Seal, refuses_a_text_with_any_byte_changed) {
    const Envelope envelope = sealed("07-42");
    for (std::size_t i = 0; i < envelope.ciphertext.size(); ++i) {
        Envelope changed = envelope;
        changed.ciphertext[i] ^= std::byte{1};
        EXPECT_EQ(open_error(changed, key),
                  "Decryption failed: the text was changed, or its key or its context is another one.");
    }
    Envelope changed = envelope;
    changed.nonce[0] ^= std::byte{1};
    EXPECT_NE(open_error(changed, key), "");
    EXPECT_NE(open_error(envelope, Bytes(32, std::byte{8})), "");
}

TEST(Seal, refuses_keys_of_another_length_and_texts_that_are_not_utf8) {
    EXPECT_EQ(open_error(sealed("x"), Bytes(16)), "Decryption failed: the data key must have 32 bytes, found 16.");
    EXPECT_EQ(seal("x", Bytes(31), encrypted_key, Nonce()).error().code(), ErrorCode::EncryptionFailed);
    EXPECT_EQ(open_error(sealed("\xff"), key), "Decryption failed: the plaintext is not UTF-8.");
}

TEST(Seal, takes_a_new_nonce_each_time) {
    EXPECT_NE(random_nonce(), random_nonce());
}

}  // namespace
}  // namespace dynoxx::mapper
