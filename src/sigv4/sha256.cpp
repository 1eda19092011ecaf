#include "sigv4/sha256.hpp"

#include "runtime/crypto.hpp"
#include "runtime/encoding.hpp"
#include "runtime/generation.hpp"

#include <dynoxx/error.hpp>

#include <openssl/evp.h>

#include <atomic>

namespace dynoxx::sigv4 {

namespace {

void check(int result) {
    if (result != 1) {
        throw_error(Error(ErrorCode::UnsupportedSetting,
                          "Signing failed: OpenSSL gives no SHA-256. Check its configuration and its providers."));
    }
}

EVP_MD_CTX* new_context() {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    check(context != nullptr ? 1 : 0);
    return context;
}

/// Makes the state before the first byte.
EVP_MD_CTX* make_beginning() {
    const runtime::NoFork guard;
    runtime::initialise_crypto();
    EVP_MD* algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    check(algorithm != nullptr ? 1 : 0);
    EVP_MD_CTX* context = new_context();
    const int begun = EVP_DigestInit_ex2(context, algorithm, nullptr);
    EVP_MD_free(algorithm);  // the context has a reference of its own
    check(begun);
    return context;
}

/// Gives the state before the first byte, made once for the process and never freed: an implicit fetch of the algorithm
/// costs as much as the hash of 300 bytes, and to copy a state is cheaper than to begin anew.
///
/// Two threads may make one each. A static variable would be locked while one of them waits for a fork to end.
const EVP_MD_CTX* beginning() {
    static constinit std::atomic<const EVP_MD_CTX*> begun = nullptr;
    const EVP_MD_CTX* known = begun.load(std::memory_order_acquire);
    if (known == nullptr) {
        EVP_MD_CTX* made = make_beginning();
        if (begun.compare_exchange_strong(known, made, std::memory_order_acq_rel)) {
            return made;
        }
        EVP_MD_CTX_free(made);
    }
    return known;
}

}  // namespace

Sha256::Sha256() : context_(new_context()) {
    if (EVP_MD_CTX_copy_ex(context_, beginning()) != 1) {
        EVP_MD_CTX_free(context_);
        check(0);
    }
}

Sha256::Sha256(const Sha256& other) : context_(new_context()) {
    if (EVP_MD_CTX_copy_ex(context_, other.context_) != 1) {
        EVP_MD_CTX_free(context_);
        check(0);
    }
}

Sha256& Sha256::operator=(const Sha256& other) {
    if (this != &other) {
        check(EVP_MD_CTX_copy_ex(context_, other.context_));
    }
    return *this;
}

Sha256::~Sha256() {
    EVP_MD_CTX_free(context_);  // OpenSSL overwrites the state
}

void Sha256::update(std::string_view text) {
    check(EVP_DigestUpdate(context_, text.data(), text.size()));
}

void Sha256::update(std::span<const std::byte> bytes) {
    check(EVP_DigestUpdate(context_, bytes.data(), bytes.size()));
}

Digest Sha256::finish() {
    Digest digest;
    check(EVP_DigestFinal_ex(context_, reinterpret_cast<unsigned char*>(digest.data()), nullptr));
    return digest;
}

Digest sha256(std::string_view text) {
    Sha256 hash;
    hash.update(text);
    return hash.finish();
}

std::string sha256_hex(std::string_view text) {
    return runtime::hex_encode(sha256(text));
}

}  // namespace dynoxx::sigv4
