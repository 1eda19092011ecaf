#include "runtime/crypto.hpp"

#include "runtime/generation.hpp"

#include <openssl/crypto.h>

namespace dynoxx::runtime {

void initialise_crypto() {
    static const int started = OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, nullptr);
    static_cast<void>(started);
}

void release_crypto_of_thread() {
    const NoFork guard;
    OPENSSL_thread_stop();
}

}  // namespace dynoxx::runtime
