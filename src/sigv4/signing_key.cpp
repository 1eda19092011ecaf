#include "sigv4/signing_key.hpp"

#include <openssl/crypto.h>

#include <algorithm>

namespace dynoxx::sigv4 {

namespace {

constexpr std::size_t block_size = 64;

/// Puts the key block of an HMAC, each byte changed by `pad`, into a hash.
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

constexpr std::byte inner_pad{0x36};
constexpr std::byte outer_pad{0x5C};

Digest hmac(std::span<const std::byte> key, std::string_view text) {
    Sha256 inner;
    start_hmac(inner, key, inner_pad);
    inner.update(text);
    Sha256 outer;
    start_hmac(outer, key, outer_pad);
    outer.update(inner.finish());
    return outer.finish();
}

}  // namespace

SigningKey::SigningKey(std::string_view secret, std::string_view day, std::string_view region, std::string_view service)
    : day_size_(day.size()) {
    std::string first;
    first.reserve(4 + secret.size());
    first += "AWS4";
    first += secret;
    Digest key = hmac(std::as_bytes(std::span(first.data(), first.size())), day);
    OPENSSL_cleanse(first.data(), first.size());
    for (const std::string_view step : {region, service, std::string_view("aws4_request")}) {
        key = hmac(key, step);
    }
    start_hmac(inner_, key, inner_pad);
    start_hmac(outer_, key, outer_pad);
    OPENSSL_cleanse(key.data(), key.size());

    scope_.reserve(day.size() + region.size() + service.size() + 15);
    scope_ += day;
    scope_ += '/';
    scope_ += region;
    scope_ += '/';
    scope_ += service;
    scope_ += "/aws4_request";
    fingerprint_ = sign({});
}

std::shared_ptr<const SigningKey> SigningKey::derive(std::string_view secret, std::string_view day,
                                                     std::string_view region, std::string_view service) {
    return std::make_shared<const SigningKey>(secret, day, region, service);
}

Digest SigningKey::sign(std::string_view text) const {
    Sha256 hash(inner_);
    hash.update(text);
    return finish(hash);
}

Digest SigningKey::finish(Sha256& begun) const {
    const Digest inner = begun.finish();
    begun = outer_;
    begun.update(inner);
    return begun.finish();
}

}  // namespace dynoxx::sigv4
