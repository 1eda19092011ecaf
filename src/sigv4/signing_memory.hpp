#pragma once

#include "sigv4/signing_key.hpp"

#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace dynoxx::sigv4 {

/// Remembers the hash states of what successive signatures have in common.
///
/// Up to the payload hash, a canonical request is the same for every call of one operation within one second; its
/// states and that of the string to sign are kept for a few operations. Saves a fifth of a signature, and far more with
/// a session token of a thousand characters. It holds session tokens: it belongs beside the credentials.
///
/// @par Thread safety
/// May be used by several threads at once; one that finds it busy hashes anew instead of waiting.
class SigningMemory {
 public:
    SigningMemory();
    ~SigningMemory();

    /// Gives the state of a hash after `prefix`.
    [[nodiscard]] Sha256 hash(std::string_view prefix);

    /// Gives the state of a signature of `key` after `prefix`, which contains the key's scope.
    [[nodiscard]] Sha256 begin_signature(const SigningKey& key, std::string_view prefix);

 private:
    struct Slots;

    std::mutex mutex_;
    std::unique_ptr<Slots> slots_;
};

}  // namespace dynoxx::sigv4
