#include "sigv4/asymmetric_key.hpp"

#include <dynoxx/error.hpp>

#include "runtime/crypto.hpp"
#include "runtime/generation.hpp"
#include "sigv4/hmac.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/obj_mac.h>
#include <openssl/param_build.h>

#include <algorithm>

namespace dynoxx::sigv4 {

namespace {

template <auto Free>
struct Freed {
    template <class T>
    void operator()(T* object) const {
        Free(object);
    }
};

using Number = std::unique_ptr<BIGNUM, Freed<BN_clear_free>>;
using Curve = std::unique_ptr<EC_GROUP, Freed<EC_GROUP_free>>;
using Point = std::unique_ptr<EC_POINT, Freed<EC_POINT_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Freed<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Freed<OSSL_PARAM_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;

constexpr int last_counter = 254;
constexpr std::size_t coordinate_size = 32;
constexpr std::size_t point_size = 1 + 2 * coordinate_size;  // the first byte says that it is not compressed

const unsigned char* raw(const std::byte* bytes) {
    return reinterpret_cast<const unsigned char*>(bytes);
}

void require(bool success, const char* step) {
    if (!success) {
        throw_error(Error(ErrorCode::InvalidOption,
                          std::string("Signing with SigV4a failed: the cryptographic library cannot ") + step + "."));
    }
}

/// Gives the input of the key derivation: the counter of the mode, label, zero, context, length in bits.
std::string derivation_input(std::string_view access_key_id, int counter) {
    std::string input("\0\0\0\1", 4);
    input += asymmetric_algorithm_name;
    input += '\0';
    input += access_key_id;
    input += static_cast<char>(counter);
    input.append("\0\0\1\0", 4);
    return input;
}

/// Gives the private number: the first derived one, plus one, that is below the order of the curve.
Number private_number(std::string_view access_key_id, std::string_view secret, const EC_GROUP& curve) {
    std::string first = "AWS4A";
    first += secret;
    const Number limit(BN_dup(EC_GROUP_get0_order(&curve)));
    require(limit != nullptr && BN_sub_word(limit.get(), 2) == 1, "prepare the curve P-256");
    Number found;
    for (int counter = 1; counter <= last_counter && found == nullptr; ++counter) {
        Digest derived = hmac(std::as_bytes(std::span(first)), derivation_input(access_key_id, counter));
        Number number(BN_bin2bn(raw(derived.data()), static_cast<int>(derived.size()), nullptr));
        OPENSSL_cleanse(derived.data(), derived.size());
        if (number != nullptr && BN_cmp(number.get(), limit.get()) <= 0) {
            found = std::move(number);
        }
    }
    OPENSSL_cleanse(first.data(), first.size());
    require(found != nullptr && BN_add_word(found.get(), 1) == 1, "derive a key");
    return found;
}

std::array<std::byte, point_size> public_point(const EC_GROUP& curve, const BIGNUM& number) {
    const Point point(EC_POINT_new(&curve));
    require(point != nullptr && EC_POINT_mul(&curve, point.get(), &number, nullptr, nullptr, nullptr) == 1,
            "compute a public key");
    std::array<std::byte, point_size> bytes;
    require(EC_POINT_point2oct(&curve, point.get(), POINT_CONVERSION_UNCOMPRESSED,
                               reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), nullptr) == bytes.size(),
            "write a public key");
    return bytes;
}

std::shared_ptr<EVP_PKEY> make_key(const BIGNUM& number, const std::array<std::byte, point_size>& point) {
    const Builder builder(OSSL_PARAM_BLD_new());
    require(
        builder != nullptr &&
            OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) == 1 &&
            OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, &number) == 1 &&
            OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()) == 1,
        "describe a key");
    const Parameters parameters(OSSL_PARAM_BLD_to_param(builder.get()));
    const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
    EVP_PKEY* key = nullptr;
    require(parameters != nullptr && context != nullptr && EVP_PKEY_fromdata_init(context.get()) == 1 &&
                EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_KEYPAIR, parameters.get()) == 1,
            "make a key");
    return {key, EVP_PKEY_free};
}

}  // namespace

AsymmetricKey::AsymmetricKey(std::string_view access_key_id, std::string_view secret, std::string_view service)
    : service_(service) {
    runtime::initialise_crypto();
    const runtime::NoFork guard;
    const Curve curve(EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1));
    require(curve != nullptr, "find the curve P-256");
    const Number number = private_number(access_key_id, secret, *curve);
    const std::array<std::byte, point_size> point = public_point(*curve, *number);
    std::copy_n(point.begin() + 1, coordinate_size, x_.begin());
    std::copy_n(point.begin() + 1 + coordinate_size, coordinate_size, y_.begin());
    key_ = make_key(*number, point);
}

std::string AsymmetricKey::scope(std::string_view day) const {
    return std::string(day) + "/" + service_ + "/aws4_request";
}

std::vector<std::byte> AsymmetricKey::sign(std::string_view text) const {
    const runtime::NoFork guard;
    const DigestContext context(EVP_MD_CTX_new());
    const auto* const bytes = reinterpret_cast<const unsigned char*>(text.data());
    std::size_t size = 0;
    require(context != nullptr && EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get()) == 1 &&
                EVP_DigestSign(context.get(), nullptr, &size, bytes, text.size()) == 1,
            "begin a signature");
    std::vector<std::byte> signature(size);
    require(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, bytes,
                           text.size()) == 1,
            "make a signature");
    signature.resize(size);
    return signature;
}

bool AsymmetricKey::verify(std::string_view text, const std::vector<std::byte>& signature) const {
    const runtime::NoFork guard;
    const DigestContext context(EVP_MD_CTX_new());
    require(context != nullptr && EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get()) == 1,
            "begin to verify a signature");
    return EVP_DigestVerify(context.get(), raw(signature.data()), signature.size(),
                            reinterpret_cast<const unsigned char*>(text.data()), text.size()) == 1;
}

}  // namespace dynoxx::sigv4
