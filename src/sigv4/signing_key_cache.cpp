#include "sigv4/signing_key_cache.hpp"

#include <algorithm>

namespace dynoxx::sigv4 {

SigningKeyCache::SigningKeyCache(std::size_t capacity) : capacity_(std::max<std::size_t>(capacity, 1)) {}

std::shared_ptr<const SigningKey> SigningKeyCache::get(std::string_view access_key_id, std::string_view secret,
                                                       std::string_view day, std::string_view region,
                                                       std::string_view service) {
    std::string scope;
    scope.reserve(day.size() + region.size() + service.size() + 15);
    scope.append(day).append("/").append(region).append("/").append(service).append("/aws4_request");
    const Digest secret_digest = sha256(secret);
    if (std::shared_ptr<const SigningKey> found = find(access_key_id, secret_digest, scope)) {
        return found;
    }
    std::shared_ptr<const SigningKey> key = SigningKey::derive(secret, day, region, service);
    const std::lock_guard lock(mutex_);
    entries_.push_front(Entry{std::string(access_key_id), secret_digest, key});
    if (entries_.size() > capacity_) {
        entries_.pop_back();
    }
    return key;
}

std::shared_ptr<const SigningKey> SigningKeyCache::find(std::string_view access_key_id, const Digest& secret_digest,
                                                        std::string_view scope) {
    const std::lock_guard lock(mutex_);
    const auto found = std::ranges::find_if(entries_, [&](const Entry& entry) {
        return entry.access_key_id == access_key_id && entry.secret_digest == secret_digest &&
               entry.key->scope() == scope;
    });
    if (found == entries_.end()) {
        return nullptr;
    }
    entries_.splice(entries_.begin(), entries_, found);
    return found->key;
}

std::size_t SigningKeyCache::size() const {
    const std::lock_guard lock(mutex_);
    return entries_.size();
}

void SigningKeyCache::clear() {
    const std::lock_guard lock(mutex_);
    entries_.clear();
}

}  // namespace dynoxx::sigv4
