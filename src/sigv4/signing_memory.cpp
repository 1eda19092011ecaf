#include "sigv4/signing_memory.hpp"

#include <openssl/crypto.h>

#include <array>
#include <functional>
#include <optional>

namespace dynoxx::sigv4 {

struct SigningMemory::Slots {
    struct Remembered {
        ~Remembered() { OPENSSL_cleanse(prefix.data(), prefix.size()); }

        std::string prefix{};
        Digest key{};  // a fingerprint, not an address: a new key may stand where an old one stood
        std::optional<Sha256> state{};
    };

    std::array<Remembered, 8> requests;
    Remembered signature;
};

namespace {

/// Gives the state of `slot` if it fits; else makes it with `start` and keeps it.
template <class Slot>
Sha256 remembered(Slot& slot, const Digest& key, std::string_view prefix, const Sha256& start) {
    if (slot.state && slot.key == key && slot.prefix == prefix) {
        return *slot.state;
    }
    Sha256 state(start);
    state.update(prefix);
    slot.state.reset();
    slot.prefix = prefix;
    slot.key = key;
    slot.state.emplace(state);
    return state;
}

Sha256 hashed(Sha256 state, std::string_view prefix) {
    state.update(prefix);
    return state;
}

}  // namespace

SigningMemory::SigningMemory() : slots_(std::make_unique<Slots>()) {}

SigningMemory::~SigningMemory() = default;

Sha256 SigningMemory::hash(std::string_view prefix) {
    const std::unique_lock lock(mutex_, std::try_to_lock);
    if (!lock) {
        return hashed(Sha256(), prefix);
    }
    const std::size_t slot = std::hash<std::string_view>()(prefix) % slots_->requests.size();
    return remembered(slots_->requests[slot], Digest(), prefix, Sha256());
}

Sha256 SigningMemory::begin_signature(const SigningKey& key, std::string_view prefix) {
    const std::unique_lock lock(mutex_, std::try_to_lock);
    if (!lock) {
        return hashed(key.start(), prefix);
    }
    return remembered(slots_->signature, key.fingerprint(), prefix, key.start());
}

}  // namespace dynoxx::sigv4
