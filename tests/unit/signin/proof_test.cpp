#include "signin/proof.hpp"

#include "runtime/encoding.hpp"

#include <gtest/gtest.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <algorithm>
#include <vector>

namespace dynoxx::signin {
namespace {

using namespace std::chrono_literals;
using runtime::P256Key;
using runtime::Secret;

/// Makes a key, in PEM with PKCS #8 around it.
std::string make_pem(const char* curve = "P-256") {
    EVP_PKEY* key = EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", curve);
    BIO* bio = BIO_new(BIO_s_mem());
    PEM_write_bio_PrivateKey(bio, key, nullptr, nullptr, 0, nullptr, nullptr);
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    std::string pem(data, static_cast<std::size_t>(size));
    BIO_free(bio);
    EVP_PKEY_free(key);
    return pem;
}

Bytes decode(std::string text) {
    std::replace(text.begin(), text.end(), '-', '+');
    std::replace(text.begin(), text.end(), '_', '/');
    text.append((4 - text.size() % 4) % 4, '=');
    return runtime::base64_decode(text).value();
}

std::string decode_text(const std::string& text) {
    return std::string(runtime::text_of(decode(text)));
}

std::vector<std::string> split(const std::string& token) {
    const std::size_t first = token.find('.');
    const std::size_t second = token.find('.', first + 1);
    return {token.substr(0, first), token.substr(first + 1, second - first - 1), token.substr(second + 1)};
}

/// Checks `r` and `s` by OpenSSL's own verification.
bool verify(const std::string& pem, const std::string& text, const Bytes& signature) {
    BIO* bio = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
    EVP_PKEY* key = PEM_read_bio_PrivateKey(bio, nullptr, nullptr, nullptr);
    BIO_free(bio);
    const auto* data = reinterpret_cast<const unsigned char*>(signature.data());
    ECDSA_SIG* both = ECDSA_SIG_new();
    ECDSA_SIG_set0(both, BN_bin2bn(data, 32, nullptr), BN_bin2bn(data + 32, 32, nullptr));
    unsigned char* der = nullptr;
    const int size = i2d_ECDSA_SIG(both, &der);
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    EVP_DigestVerifyInit(context, nullptr, EVP_sha256(), nullptr, key);
    const int result = EVP_DigestVerify(context, der, static_cast<std::size_t>(size),
                                        reinterpret_cast<const unsigned char*>(text.data()), text.size());
    EVP_MD_CTX_free(context);
    OPENSSL_free(der);
    ECDSA_SIG_free(both);
    EVP_PKEY_free(key);
    return result == 1;
}

TEST(Proof, names_the_request_and_is_signed_by_the_key) {
    for (int i = 0; i < 300; ++i) {  // numbers that begin with a zero byte among them
        const std::string pem = make_pem();
        const P256Key key = P256Key::from_pem(Secret(pem)).value();
        const std::string token =
            make_proof(key, "POST", "https://h/v1/token", runtime::SystemTime(1700000000s), "the-id");
        const auto parts = split(token);
        EXPECT_EQ(decode_text(parts[0]), R"({"typ":"dpop+jwt","alg":"ES256","jwk":{"kty":"EC","crv":"P-256","x":")" +
                                             runtime::base64url_encode(key.x()) + R"(","y":")" +
                                             runtime::base64url_encode(key.y()) + R"("}})");
        EXPECT_EQ(decode_text(parts[1]),
                  R"({"jti":"the-id","htm":"POST","htu":"https://h/v1/token","iat":1700000000})");
        const Bytes signature = decode(parts[2]);
        ASSERT_EQ(signature.size(), 64U);
        ASSERT_TRUE(verify(pem, parts[0] + "." + parts[1], signature));
        ASSERT_FALSE(verify(pem, parts[0] + "." + parts[1] + "x", signature));
    }
}

TEST(Proof, has_the_public_point_that_belongs_to_the_key) {
    const std::string pem =
        "-----BEGIN EC PRIVATE KEY-----\n"
        "MHcCAQEEICTS7Jr0OiAh6i7tDhU0GeS7xArcKs5dxkSglJnvob/SoAoGCCqGSM49\n"
        "AwEHoUQDQgAEGGtMsBXmvZ8OBjtUEbcWb/9AXqKJQ5kCzaL9u+rfkPNfZl8TKsMH\n"
        "D15d7F1e0q6Hpc2tjZkNzd5herVT6hbg9Q==\n"
        "-----END EC PRIVATE KEY-----\n";
    const P256Key key = P256Key::from_pem(Secret(pem)).value();
    EXPECT_EQ(runtime::hex_encode(key.x()), "186b4cb015e6bd9f0e063b5411b7166fff405ea289439902cda2fdbbeadf90f3");
    EXPECT_EQ(runtime::hex_encode(key.y()), "5f665f132ac3070f5e5dec5d5ed2ae87a5cdad8d990dcdde617ab553ea16e0f5");
}

TEST(Proof, is_not_made_with_what_is_no_such_key) {
    EXPECT_FALSE(P256Key::from_pem(Secret("")));
    EXPECT_FALSE(P256Key::from_pem(Secret("-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n")));
    EXPECT_FALSE(P256Key::from_pem(Secret(make_pem("P-384"))));
}

}  // namespace
}  // namespace dynoxx::signin
