#include "runtime/crypto.hpp"

#include "runtime/encoding.hpp"
#include "runtime/generation.hpp"

#include <dynoxx/error.hpp>

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <array>

namespace dynoxx::runtime {

void initialise_crypto() {
    static const int started = OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, nullptr);
    static_cast<void>(started);
}

void release_crypto_of_thread() {
    const NoFork guard;
    OPENSSL_thread_stop();
}

std::string sha1_hex(std::string_view text) {
    const NoFork guard;
    initialise_crypto();
    std::array<std::byte, 20> digest{};
    std::size_t size = digest.size();
    if (EVP_Q_digest(nullptr, "SHA1", nullptr, text.data(), text.size(),
                     reinterpret_cast<unsigned char*>(digest.data()), &size) != 1) {
        throw_error(Error(ErrorCode::UnsupportedSetting,
                          "OpenSSL gives no SHA-1, which names the files of SSO tokens. Check its configuration."));
    }
    return hex_encode(digest);
}

}  // namespace dynoxx::runtime
