#include "mapper/envelope.hpp"

#include "runtime/encoding.hpp"

#include <gtest/gtest.h>

namespace dynoxx::mapper {
namespace {

Envelope sample() {
    Envelope envelope;
    envelope.encrypted_key.assign(300, std::byte{0x44});
    envelope.nonce.fill(std::byte{0x11});
    envelope.ciphertext.assign(20, std::byte{0x22});
    return envelope;
}

std::string wrap(const char* hex) {
    return "ENC:" + runtime::base64_encode(*runtime::hex_decode(hex));
}

std::string error_of(std::string_view text) {
    const Result<Envelope> parsed = parse_envelope(text);
    if (parsed) {
        return "";
    }
    EXPECT_EQ(parsed.error().code(), ErrorCode::InvalidEnvelope);
    EXPECT_EQ(parsed.error().kind(), ErrorKind::Encryption);
    return parsed.error().message();
}

TEST(Envelope, has_the_bytes_of_the_format) {
    Envelope envelope;
    envelope.encrypted_key = {std::byte{0xaa}, std::byte{0xbb}};
    envelope.nonce.fill(std::byte{0x01});
    envelope.ciphertext.assign(16, std::byte{0xcc});
    EXPECT_EQ(*build_envelope(envelope), wrap("010002aabb010101010101010101010101cccccccccccccccccccccccccccccccc"));
}

TEST(Envelope, comes_back_as_it_was) {
    EXPECT_EQ(*parse_envelope(*build_envelope(sample())), sample());
}

TEST(Envelope, says_how_it_is_broken) {
    EXPECT_EQ(error_of("plain"), "Invalid envelope: the text does not begin with 'ENC:'.");
    EXPECT_EQ(error_of("ENC:a"), "Invalid envelope: the text after 'ENC:' is not base64.");
    EXPECT_EQ(error_of("ENC:"), "Invalid envelope: too short.");
    EXPECT_EQ(error_of(wrap("0100")), "Invalid envelope: too short.");
    EXPECT_EQ(error_of(wrap("020000")), "Invalid envelope: unsupported version 2.");
    EXPECT_EQ(error_of(wrap("010002aa")), "Invalid envelope: the data key is cut off.");
    EXPECT_EQ(error_of(wrap("010001aa0101")), "Invalid envelope: the nonce is cut off.");
    EXPECT_EQ(error_of(wrap("010000010101010101010101010101cccc")),
              "Invalid envelope: the authentication tag is cut off.");
}

TEST(Envelope, is_an_error_at_every_length_that_cuts_off_the_tag) {
    const std::string text = *build_envelope(sample());
    const Bytes bytes = *runtime::base64_decode(std::string_view(text).substr(4));
    for (std::size_t size = 0; size < bytes.size() - 4; ++size) {
        EXPECT_NE(error_of("ENC:" + runtime::base64_encode(std::span(bytes).first(size))), "") << size;
    }
}

TEST(Envelope, refuses_a_data_key_that_does_not_fit_its_length) {
    Envelope envelope = sample();
    envelope.encrypted_key.resize(65535);
    EXPECT_EQ(parse_envelope(*build_envelope(envelope))->encrypted_key.size(), 65535U);
    envelope.encrypted_key.resize(65536);
    EXPECT_EQ(build_envelope(envelope).error().code(), ErrorCode::InvalidEnvelope);
}

}  // namespace
}  // namespace dynoxx::mapper
