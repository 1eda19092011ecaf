#pragma once

#include <string>
#include <string_view>

namespace dynoxx::runtime {

/// Starts OpenSSL without its exit handler, so that requests of static destructors still find it whole. Thread-safe;
/// only the first call does anything. Must come before any other use of OpenSSL by this library.
void initialise_crypto();

/// Frees what OpenSSL keeps for this thread, which ends: at a thread's end OpenSSL would do so itself, but while
/// another thread may be forking.
void release_crypto_of_thread();

/// Hashes a text with SHA-1 and gives 40 lower-case hexadecimal digits: the name of a token's file, no protection.
[[nodiscard]] std::string sha1_hex(std::string_view text);

/// Gives the MD5 of a text in base64: how S3 checks that a key of SSE-C came whole, no protection.
[[nodiscard]] std::string md5_base64(std::string_view text);

}  // namespace dynoxx::runtime
