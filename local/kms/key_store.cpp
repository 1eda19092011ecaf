#include "local/kms/key_store.hpp"

#include "local/kms/error.hpp"

#include <algorithm>

namespace dynoxx::local::kms {

namespace {

constexpr std::size_t key_bytes = 32;
constexpr std::string_view key_word = "key/";
constexpr std::string_view alias_word = "alias/";

bool is_uuid(std::string_view text) {
    return text.size() == 36 && std::ranges::all_of(text, [](char c) {
               return c == '-' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
           });
}

void check_alias_name(std::string_view alias) {
    const auto is_allowed = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '/' || c == '_' ||
               c == '-';
    };
    if (!alias.starts_with(alias_word) || alias.size() == alias_word.size()) {
        throw Refusal("ValidationException", "Invalid identifier");
    }
    if (alias.size() > 256 || !std::ranges::all_of(alias, is_allowed)) {
        throw Refusal("ValidationException",
                      "1 validation error detected: Value '" + std::string(alias) +
                          "' at 'aliasName' failed to satisfy constraint: Member must satisfy regular "
                          "expression pattern: ^[a-zA-Z0-9:/_-]+$");
    }
    if (alias.starts_with("alias/aws/")) {
        throw Refusal("NotAuthorizedException");
    }
}

}  // namespace

std::string_view to_string(KeyState state) noexcept {
    switch (state) {
        case KeyState::Enabled:
            return "Enabled";
        case KeyState::Disabled:
            return "Disabled";
        case KeyState::PendingDeletion:
            return "PendingDeletion";
    }
    return "";
}

runtime::Secret random_secret(std::size_t count) {
    std::string bytes = support::secure_bytes(count);
    return runtime::Secret::take(bytes);
}

KeyStore::KeyStore(std::string region, std::string account_id)
    : arn_prefix_("arn:aws:kms:" + std::move(region) + ":" + std::move(account_id) + ":") {}

Key& KeyStore::create(support::IdSource& ids, runtime::SystemTime now, std::string description) {
    Key key;
    key.id = ids.uuid();
    key.arn = arn_prefix_ + std::string(key_word) + key.id;
    key.description = std::move(description);
    key.created = now;
    key.material = random_secret(key_bytes);
    const std::string id = key.id;
    return keys_.emplace(id, std::move(key)).first->second;
}

Key& KeyStore::find_without_alias(std::string_view id) {
    std::string_view uuid = id;
    if (id.starts_with("arn:")) {
        if (!id.starts_with(arn_prefix_)) {
            throw Refusal("NotFoundException", "Invalid arn " + std::string(id));
        }
        uuid.remove_prefix(arn_prefix_.size());
        if (!uuid.starts_with(key_word)) {
            throw Refusal("ValidationException", "Invalid keyId " + std::string(id));
        }
        uuid.remove_prefix(key_word.size());
    } else if (!is_uuid(id)) {
        throw Refusal("NotFoundException", "Invalid keyId '" + std::string(id) + "'");
    }
    const auto found = keys_.find(uuid);
    if (found == keys_.end()) {
        throw Refusal("NotFoundException",
                      "Key '" + arn_prefix_ + std::string(key_word) + std::string(uuid) + "' does not exist");
    }
    return found->second;
}

Key& KeyStore::find(std::string_view id) {
    std::string_view alias = id;
    if (alias.starts_with(arn_prefix_)) {
        alias.remove_prefix(arn_prefix_.size());
    }
    if (!alias.starts_with(alias_word)) {
        return find_without_alias(id);
    }
    const auto found = aliases_.find(alias);
    if (found == aliases_.end()) {
        throw Refusal("NotFoundException", "Alias " + alias_arn(alias) + " is not found.");
    }
    return keys_.find(found->second)->second;
}

Key& KeyStore::find_usable(std::string_view id) {
    Key& key = find(id);
    if (key.state == KeyState::Disabled) {
        throw Refusal("DisabledException", key.arn + " is disabled.");
    }
    if (key.state == KeyState::PendingDeletion) {
        throw Refusal("KMSInvalidStateException", key.arn + " is pending deletion.");
    }
    return key;
}

void KeyStore::create_alias(std::string_view alias, std::string_view key_id) {
    check_alias_name(alias);
    const Key& key = find_without_alias(key_id);
    if (!aliases_.emplace(alias, key.id).second) {
        throw Refusal("AlreadyExistsException", "An alias with the name " + alias_arn(alias) + " already exists");
    }
}

void KeyStore::update_alias(std::string_view alias, std::string_view key_id) {
    check_alias_name(alias);
    const Key& key = find_without_alias(key_id);
    const auto found = aliases_.find(alias);
    if (found == aliases_.end()) {
        throw Refusal("NotFoundException", "Alias " + alias_arn(alias) + " is not found.");
    }
    found->second = key.id;
}

void KeyStore::delete_alias(std::string_view alias) {
    check_alias_name(alias);
    const auto found = aliases_.find(alias);
    if (found == aliases_.end()) {
        throw Refusal("NotFoundException", "Alias " + alias_arn(alias) + " is not found.");
    }
    aliases_.erase(found);
}

void KeyStore::reset() {
    keys_.clear();
    aliases_.clear();
}

}  // namespace dynoxx::local::kms
