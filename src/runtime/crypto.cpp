#include "runtime/crypto.hpp"

#include "runtime/encoding.hpp"
#include "runtime/generation.hpp"

#include <dynoxx/error.hpp>

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <array>

namespace dynoxx::runtime {

namespace {

/// Hashes a text; `missing` says what is not possible if OpenSSL is set up without the algorithm.
template <std::size_t Size>
std::array<std::byte, Size> digest_of(const char* algorithm, std::string_view text, std::string_view missing) {
    const NoFork guard;
    initialise_crypto();
    std::array<std::byte, Size> digest{};
    std::size_t size = digest.size();
    if (EVP_Q_digest(nullptr, algorithm, nullptr, text.data(), text.size(),
                     reinterpret_cast<unsigned char*>(digest.data()), &size) != 1) {
        throw_error(Error(ErrorCode::UnsupportedSetting, std::string(missing) + " Check its configuration."));
    }
    return digest;
}

}  // namespace

void initialise_crypto() {
    static const int started = OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, nullptr);
    static_cast<void>(started);
}

void release_crypto_of_thread() {
    const NoFork guard;
    OPENSSL_thread_stop();
}

std::string sha1_hex(std::string_view text) {
    return hex_encode(digest_of<20>("SHA1", text, "OpenSSL gives no SHA-1, which names the files of SSO tokens."));
}

std::string md5_base64(std::string_view text) {
    return base64_encode(digest_of<16>("MD5", text, "OpenSSL gives no MD5, which S3 wants with a key of SSE-C."));
}

}  // namespace dynoxx::runtime
