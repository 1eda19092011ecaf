#include "sigv4/signing_key.hpp"

#include "sigv4/hmac.hpp"

#include <openssl/crypto.h>

namespace dynoxx::sigv4 {

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
