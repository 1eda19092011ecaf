#include "kms/codec.hpp"

#include "runtime/encoding.hpp"

#include <dynoxx/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dynoxx::kms {
namespace {

const std::string key_text = "0123456789abcdef0123456789abcdef";

std::string generated(std::string_view key) {
    return R"({"KeyId":"arn:k","CiphertextBlob":"c2VhbGVk","Plaintext":")" +
           runtime::base64_encode(runtime::bytes_of(key)) + R"(","CiphertextForRecipient":null})";
}

TEST(GenerateDataKeyCodec, asks_for_256_bits) {
    GenerateDataKeyRequest request;
    request.key_id = "alias/acme";
    EXPECT_EQ(encode(request), R"({"KeyId":"alias/acme","KeySpec":"AES_256"})");
    request.encryption_context = {{"table", "users"}, {"a", "\"b\""}};
    EXPECT_EQ(encode(request), R"({"KeyId":"alias/acme","KeySpec":"AES_256",)"
                               R"("EncryptionContext":{"a":"\"b\"","table":"users"}})");
}

TEST(GenerateDataKeyCodec, reads_both_forms_of_the_key_and_wipes_the_text) {
    std::string body = generated(key_text);
    const char* const place = body.data();
    const std::size_t size = body.size();
    const GenerateDataKeyResponse response = decode_generate_data_key(body);
    EXPECT_EQ(response.key_id, "arn:k");
    EXPECT_EQ(runtime::text_of(response.ciphertext_blob), "sealed");
    EXPECT_EQ(response.plaintext.reveal(), key_text);
    EXPECT_TRUE(body.empty());
    EXPECT_THAT(std::string(place, size), testing::Each('\0'));
}

TEST(GenerateDataKeyCodec, refuses_what_is_not_the_answer) {
    for (std::string body :
         {std::string(), std::string("[]"), std::string("{}"), generated("short"), generated(""),
          generated(key_text) + "x", std::string(R"({"KeyId":"k","CiphertextBlob":"?","Plaintext":"?"})")}) {
        EXPECT_THROW((void)decode_generate_data_key(body), ResponseException);
        EXPECT_TRUE(body.empty());
    }
}

TEST(GenerateDataKeyCodec, says_nothing_of_the_key_in_an_error) {
    std::string body = R"({"KeyId":1,"Plaintext":"c2VjcmV0"})";
    try {
        (void)decode_generate_data_key(body);
        FAIL();
    } catch (const ResponseException& exception) {
        EXPECT_THAT(exception.what(), testing::Not(testing::HasSubstr("c2VjcmV0")));
    }
}

TEST(DecryptCodec, writes_what_is_given) {
    DecryptRequest request;
    request.ciphertext_blob = *runtime::base64_decode("c2VhbGVk");
    EXPECT_EQ(encode(request), R"({"CiphertextBlob":"c2VhbGVk"})");
    request.encryption_context = {{"a", "b"}};
    request.key_id = "k";
    EXPECT_EQ(encode(request), R"({"CiphertextBlob":"c2VhbGVk","EncryptionContext":{"a":"b"},"KeyId":"k"})");
}

TEST(DecryptCodec, reads_the_plaintext) {
    std::string body = generated("any length");
    const DecryptResponse response = decode_decrypt(body);
    EXPECT_EQ(response.key_id, "arn:k");
    EXPECT_EQ(response.plaintext.reveal(), "any length");
}

}  // namespace
}  // namespace dynoxx::kms
