#include "local/kms/key_store.hpp"

#include "local/kms/error.hpp"
#include "local/records/fields.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

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

using Nanoseconds = std::chrono::nanoseconds;

std::int64_t nanoseconds_of(runtime::SystemTime time) {
    return std::chrono::duration_cast<Nanoseconds>(time.time_since_epoch()).count();
}

runtime::SystemTime time_of(std::int64_t nanoseconds) {
    return runtime::SystemTime(std::chrono::duration_cast<runtime::SystemTime::duration>(Nanoseconds(nanoseconds)));
}

void record_key(records::Recorder& recorder, const Key& key) {
    records::FieldWriter fields;
    fields.text(key.description).number(static_cast<std::int64_t>(key.state)).number(nanoseconds_of(key.created));
    fields.number(key.deletion ? 1 : 0).number(key.deletion ? nanoseconds_of(*key.deletion) : 0);
    fields.text(key.material.reveal());
    recorder.put(records::Kind::Key, {}, key.id, std::move(fields).take());
}

Key read_key(const records::Record& record) {
    records::FieldReader fields(record.value);
    Key key;
    key.id = record.key;
    key.description = fields.text();
    const std::uint64_t state = fields.count();
    if (state > static_cast<std::uint64_t>(KeyState::PendingDeletion)) {
        throw records::Damaged("the key has no state");
    }
    key.state = static_cast<KeyState>(state);
    key.created = time_of(fields.number());
    const bool has_deletion = fields.number() != 0;
    const runtime::SystemTime deletion = time_of(fields.number());
    key.deletion = has_deletion ? std::optional(deletion) : std::nullopt;
    key.material = runtime::Secret(fields.text());
    fields.end();
    if (key.material.reveal().size() != key_bytes) {
        throw records::Damaged("the key has no material");
    }
    return key;
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

const Key& KeyStore::create(support::IdSource& ids, runtime::SystemTime now, std::string description) {
    Key key;
    key.id = ids.uuid();
    key.arn = arn_prefix_ + std::string(key_word) + key.id;
    key.description = std::move(description);
    key.created = now;
    key.material = random_secret(key_bytes);
    if (recorder_ != nullptr) {
        record_key(*recorder_, key);
    }
    const std::string id = key.id;
    return held_.keys.emplace(id, std::move(key)).first->second;
}

void KeyStore::set_state(const Key& key, KeyState state, std::optional<runtime::SystemTime> deletion) {
    Key& found = held_.keys.find(key.id)->second;
    found.state = state;
    found.deletion = deletion;
    if (recorder_ != nullptr) {
        record_key(*recorder_, found);
    }
}

void KeyStore::name_key(std::string_view alias, const std::string& id) {
    held_.aliases.insert_or_assign(std::string(alias), id);
    if (recorder_ != nullptr) {
        recorder_->put(records::Kind::Alias, {}, alias, id);
    }
}

const Key& KeyStore::find_without_alias(std::string_view id) {
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
    const auto found = held_.keys.find(uuid);
    if (found == held_.keys.end()) {
        throw Refusal("NotFoundException",
                      "Key '" + arn_prefix_ + std::string(key_word) + std::string(uuid) + "' does not exist");
    }
    return found->second;
}

const Key& KeyStore::find(std::string_view id) {
    std::string_view alias = id;
    if (alias.starts_with(arn_prefix_)) {
        alias.remove_prefix(arn_prefix_.size());
    }
    if (!alias.starts_with(alias_word)) {
        return find_without_alias(id);
    }
    const auto found = held_.aliases.find(alias);
    if (found == held_.aliases.end()) {
        throw Refusal("NotFoundException", "Alias " + alias_arn(alias) + " is not found.");
    }
    return held_.keys.find(found->second)->second;
}

const Key& KeyStore::find_usable(std::string_view id) {
    const Key& key = find(id);
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
    if (held_.aliases.contains(alias)) {
        throw Refusal("AlreadyExistsException", "An alias with the name " + alias_arn(alias) + " already exists");
    }
    name_key(alias, key.id);
}

void KeyStore::update_alias(std::string_view alias, std::string_view key_id) {
    check_alias_name(alias);
    const Key& key = find_without_alias(key_id);
    if (!held_.aliases.contains(alias)) {
        throw Refusal("NotFoundException", "Alias " + alias_arn(alias) + " is not found.");
    }
    name_key(alias, key.id);
}

void KeyStore::delete_alias(std::string_view alias) {
    check_alias_name(alias);
    const auto found = held_.aliases.find(alias);
    if (found == held_.aliases.end()) {
        throw Refusal("NotFoundException", "Alias " + alias_arn(alias) + " is not found.");
    }
    held_.aliases.erase(found);
    if (recorder_ != nullptr) {
        recorder_->erase(records::Kind::Alias, {}, alias);
    }
}

void KeyStore::restore(KeysAndAliases held) {
    held_ = std::move(held);
    if (recorder_ == nullptr) {
        return;
    }
    recorder_->erase_kind(records::Kind::Alias);
    recorder_->erase_kind(records::Kind::Key);
    for (const auto& [id, key] : held_.keys) {
        record_key(*recorder_, key);
    }
    for (const auto& [alias, id] : held_.aliases) {
        recorder_->put(records::Kind::Alias, {}, alias, id);
    }
}

void KeyStore::load(const records::Record& record) {
    if (record.kind == records::Kind::Key) {
        Key key = read_key(record);
        key.arn = arn_prefix_ + std::string(key_word) + key.id;
        held_.keys.insert_or_assign(record.key, std::move(key));
    } else if (held_.keys.contains(record.value)) {
        held_.aliases.insert_or_assign(record.key, record.value);
    } else {
        throw records::Damaged("there is no such key");
    }
}

}  // namespace dynoxx::local::kms
