#pragma once

#include "local/records/recorder.hpp"
#include "local/support/id_source.hpp"
#include "runtime/secret.hpp"
#include "runtime/system.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace dynoxx::local::kms {

/// The states of a key that we know.
enum class KeyState { Enabled, Disabled, PendingDeletion };

/// One symmetric key.
struct Key {
    Key() = default;

    std::string id{};  ///< a UUID
    std::string arn{};
    std::string description{};
    KeyState state = KeyState::Enabled;
    runtime::SystemTime created{};
    std::optional<runtime::SystemTime> deletion{};
    runtime::Secret material{};
};

/// What a key store holds.
struct KeysAndAliases {
    KeysAndAliases() = default;

    std::map<std::string, Key, std::less<>> keys{};             ///< by UUID
    std::map<std::string, std::string, std::less<>> aliases{};  ///< UUIDs by alias name
};

/// The keys and aliases of the account, in memory.
class KeyStore {
 public:
    /// Makes an empty store whose ARNs hold region and account.
    KeyStore(std::string region, std::string account_id);

    /// Makes a key.
    const Key& create(support::IdSource& ids, runtime::SystemTime now, std::string description);

    /// Changes the state of a key of this store, and when it will be deleted.
    void set_state(const Key& key, KeyState state, std::optional<runtime::SystemTime> deletion = {});

    /// Finds a key by UUID, key ARN, `alias/...` or alias ARN.
    ///
    /// @par Errors
    /// Throws the refusal `NotFoundException` in the words that fit the form.
    [[nodiscard]] const Key& find(std::string_view id);

    /// Finds a key by UUID or key ARN only.
    [[nodiscard]] const Key& find_without_alias(std::string_view id);

    /// Finds a key that may be used; throws also `DisabledException` and `KMSInvalidStateException`.
    [[nodiscard]] const Key& find_usable(std::string_view id);

    /// Names a key; throws what KMS says of wrong and taken names.
    void create_alias(std::string_view alias, std::string_view key_id);

    /// Lets an alias name another key.
    void update_alias(std::string_view alias, std::string_view key_id);

    /// Forgets an alias; its key stays.
    void delete_alias(std::string_view alias);

    /// Gives the keys by UUID.
    [[nodiscard]] const std::map<std::string, Key, std::less<>>& keys() const noexcept { return held_.keys; }

    /// Gives UUIDs by alias name.
    [[nodiscard]] const std::map<std::string, std::string, std::less<>>& aliases() const noexcept {
        return held_.aliases;
    }

    /// Gives the ARN of `alias/name`.
    [[nodiscard]] std::string alias_arn(std::string_view alias) const { return arn_prefix_ + std::string(alias); }

    /// Gives keys and aliases, to come back to them.
    [[nodiscard]] const KeysAndAliases& held() const noexcept { return held_; }

    /// Holds these keys and aliases, and no other.
    void restore(KeysAndAliases held);

    /// Sets what is told of every change.
    void record_with(records::Recorder* recorder) noexcept { recorder_ = recorder; }

    /// Takes in a record that a recorder was told of earlier; throws records::Damaged.
    void load(const records::Record& record);

 private:
    void name_key(std::string_view alias, const std::string& id);

    std::string arn_prefix_;  // up to the colon before `key/` and `alias/`
    KeysAndAliases held_{};
    records::Recorder* recorder_ = nullptr;
};

/// Makes `count` bytes that nobody can guess.
[[nodiscard]] runtime::Secret random_secret(std::size_t count);

/// Gives the word of a state in answers.
[[nodiscard]] std::string_view to_string(KeyState state) noexcept;

}  // namespace dynoxx::local::kms
