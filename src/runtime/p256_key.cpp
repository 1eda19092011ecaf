#include "runtime/p256_key.hpp"

#include "runtime/crypto.hpp"
#include "runtime/generation.hpp"

#include <dynoxx/error.hpp>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <vector>

namespace dynoxx::runtime {

namespace {

template <auto Free>
struct Freer {
    template <class T>
    void operator()(T* object) const noexcept {
        Free(object);
    }
};

using Bio = std::unique_ptr<BIO, Freer<BIO_free_all>>;
using Number = std::unique_ptr<BIGNUM, Freer<BN_clear_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Freer<EVP_MD_CTX_free>>;
using EcSignature = std::unique_ptr<ECDSA_SIG, Freer<ECDSA_SIG_free>>;

unsigned char* raw(std::byte* bytes) {
    return reinterpret_cast<unsigned char*>(bytes);
}

/// A key with a password is refused: nobody could be asked for it.
int refuse_password(char*, int, int, void*) {
    return -1;
}

bool is_p256(const EVP_PKEY* key) {
    std::array<char, 32> group{};
    std::size_t size = 0;
    return EVP_PKEY_get_group_name(key, group.data(), group.size(), &size) == 1 &&
           std::string_view(group.data(), size) == "prime256v1";
}

bool read_coordinate(const EVP_PKEY* key, const char* name, P256Key::Coordinate& into) {
    BIGNUM* found = nullptr;
    if (EVP_PKEY_get_bn_param(key, name, &found) != 1) {
        return false;
    }
    const Number number(found);
    return BN_bn2binpad(number.get(), raw(into.data()), static_cast<int>(into.size())) > 0;
}

/// Signs; gives the signature as DER, or nothing.
std::vector<unsigned char> sign_der(EVP_PKEY* key, std::string_view text) {
    const DigestContext context(EVP_MD_CTX_new());
    const auto* const data = reinterpret_cast<const unsigned char*>(text.data());
    std::size_t size = 0;
    if (!context || EVP_DigestSignInit_ex(context.get(), nullptr, "SHA256", nullptr, nullptr, key, nullptr) != 1 ||
        EVP_DigestSign(context.get(), nullptr, &size, data, text.size()) != 1) {
        return {};
    }
    std::vector<unsigned char> der(size);
    if (EVP_DigestSign(context.get(), der.data(), &size, data, text.size()) != 1) {
        return {};
    }
    der.resize(size);
    return der;
}

}  // namespace

std::optional<P256Key> P256Key::from_pem(const Secret& pem) {
    const NoFork guard;
    initialise_crypto();
    const std::string_view text = pem.reveal();
    const Bio bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
    P256Key key;
    EVP_PKEY* const found =
        bio ? PEM_read_bio_PrivateKey_ex(bio.get(), nullptr, refuse_password, nullptr, nullptr, nullptr) : nullptr;
    const bool read = found != nullptr;
    key.key_ = std::shared_ptr<EVP_PKEY>(found, EVP_PKEY_free);
    if (!read || !is_p256(found) || !read_coordinate(found, OSSL_PKEY_PARAM_EC_PUB_X, key.x_) ||
        !read_coordinate(found, OSSL_PKEY_PARAM_EC_PUB_Y, key.y_)) {
        ERR_clear_error();
        return std::nullopt;
    }
    return key;
}

P256Key::Signature P256Key::sign(std::string_view text) const {
    const NoFork guard;
    const std::vector<unsigned char> der = sign_der(key_.get(), text);
    const unsigned char* position = der.data();
    const EcSignature both(der.empty() ? nullptr : d2i_ECDSA_SIG(nullptr, &position, static_cast<long>(der.size())));
    Signature signature{};
    if (!both || BN_bn2binpad(ECDSA_SIG_get0_r(both.get()), raw(signature.data()), 32) != 32 ||
        BN_bn2binpad(ECDSA_SIG_get0_s(both.get()), raw(signature.data() + 32), 32) != 32) {
        ERR_clear_error();
        throw_error(Error(ErrorCode::UnsupportedSetting,
                          "OpenSSL gives no signature by ECDSA with P-256. Check its configuration."));
    }
    return signature;
}

}  // namespace dynoxx::runtime
