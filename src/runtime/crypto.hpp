#pragma once

namespace dynoxx::runtime {

/// Starts OpenSSL without its exit handler, so that requests of static destructors still find it whole. Thread-safe; only
/// the first call does anything. Must come before any other use of OpenSSL by this library.
void initialise_crypto();

}  // namespace dynoxx::runtime
