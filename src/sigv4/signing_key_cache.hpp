#pragma once

#include "sigv4/signing_key.hpp"

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <string_view>

namespace dynoxx::sigv4 {

/// Keeps the signing keys that were used last, so that a key is derived once a day for each service.
///
/// An entry belongs to an access key id, its secret (kept as a digest only), a day, a region and a service.
///
/// @par Thread safety
/// May be used by several threads at once. A key that two threads miss at once is derived twice.
/// @par Cost
/// A hit hashes the secret. Whoever signs often keeps the key it was given until the day or the credentials change.
class SigningKeyCache {
 public:
    /// @param capacity number of keys, at least 1; the one unused for longest makes room
    explicit SigningKeyCache(std::size_t capacity = 64);

    /// Gives the key, derived now or earlier.
    [[nodiscard]] std::shared_ptr<const SigningKey> get(std::string_view access_key_id, std::string_view secret,
                                                        std::string_view day, std::string_view region,
                                                        std::string_view service);

    /// Gives the number of keys that are kept.
    [[nodiscard]] std::size_t size() const;

    void clear();

 private:
    struct Entry {
        std::string access_key_id;
        Digest secret_digest;
        std::shared_ptr<const SigningKey> key;
    };
    [[nodiscard]] std::shared_ptr<const SigningKey> find(std::string_view access_key_id, const Digest& secret_digest,
                                                         std::string_view scope);

    std::size_t capacity_;
    mutable std::mutex mutex_;
    std::list<Entry> entries_;  // the one used last is the first
};

}  // namespace dynoxx::sigv4
