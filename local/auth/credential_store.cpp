#include "local/auth/credential_store.hpp"

#include "local/support/id_source.hpp"
#include "runtime/encoding.hpp"

namespace dynoxx::local::auth {

namespace {

// Expired credentials stay known for a while, so that their users are told that they are expired.
constexpr auto memory_of_expired = std::chrono::hours(36);

}  // namespace

void CredentialStore::add(std::string access_key_id, std::string secret, Identity identity) {
    KnownCredentials entry;
    entry.secret = std::move(secret);
    entry.identity = std::move(identity);
    known_.insert_or_assign(std::move(access_key_id), std::move(entry));
}

TemporaryCredentials CredentialStore::issue(Identity identity, runtime::SystemTime now, std::chrono::seconds duration) {
    forget_expired(now);
    TemporaryCredentials issued;
    issued.access_key_id = "ASIA" + support::secure_text(16, support::base32_letters);
    issued.secret_access_key = support::secure_text(40, support::alphanumeric);
    issued.session_token = runtime::base64_encode(runtime::bytes_of(support::secure_bytes(192)));
    // The expiration is printed in whole seconds.
    issued.expiration = std::chrono::floor<std::chrono::seconds>(now) + duration;
    KnownCredentials entry;
    entry.secret = issued.secret_access_key;
    entry.session_token = issued.session_token;
    entry.expiration = issued.expiration;
    entry.identity = std::move(identity);
    known_.insert_or_assign(issued.access_key_id, std::move(entry));
    return issued;
}

const KnownCredentials* CredentialStore::find(std::string_view access_key_id) const {
    const auto found = known_.find(access_key_id);
    return found == known_.end() ? nullptr : &found->second;
}

void CredentialStore::forget_expired(runtime::SystemTime now) {
    std::erase_if(known_, [&](const auto& entry) {
        return entry.second.expiration && *entry.second.expiration + memory_of_expired < now;
    });
}

}  // namespace dynoxx::local::auth
