#include "sigv4/hmac.hpp"

#include <openssl/crypto.h>

#include <algorithm>
#include <array>

namespace dynoxx::sigv4 {

namespace {

constexpr std::size_t block_size = 64;

}  // namespace

void start_hmac(Sha256& hash, std::span<const std::byte> key, std::byte pad) {
    std::array<std::byte, block_size> block;
    block.fill(pad);
    Digest shortened;
    if (key.size() > block_size) {
        Sha256 shorten;
        shorten.update(key);
        shortened = shorten.finish();
        key = shortened;
    }
    std::transform(key.begin(), key.end(), block.begin(), [pad](std::byte byte) { return byte ^ pad; });
    hash.update(block);
    OPENSSL_cleanse(block.data(), block.size());
    OPENSSL_cleanse(shortened.data(), shortened.size());
}

Digest hmac(std::span<const std::byte> key, std::string_view text) {
    Sha256 inner;
    start_hmac(inner, key, inner_pad);
    inner.update(text);
    Sha256 outer;
    start_hmac(outer, key, outer_pad);
    outer.update(inner.finish());
    return outer.finish();
}

}  // namespace dynoxx::sigv4
