#pragma once

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

/// The keys and aliases of the account, in memory.
class KeyStore {
 public:
    /// Makes an empty store whose ARNs hold region and account.
    KeyStore(std::string region, std::string account_id);

    /// Makes a key.
    Key& create(support::IdSource& ids, runtime::SystemTime now, std::string description);

    /// Finds a key by UUID, key ARN, `alias/...` or alias ARN.
    ///
    /// @par Errors
    /// Throws the refusal `NotFoundException` in the words that fit the form.
    [[nodiscard]] Key& find(std::string_view id);

    /// Finds a key by UUID or key ARN only.
    [[nodiscard]] Key& find_without_alias(std::string_view id);

    /// Finds a key that may be used; throws also `DisabledException` and `KMSInvalidStateException`.
    [[nodiscard]] Key& find_usable(std::string_view id);

    /// Names a key; throws what KMS says of wrong and taken names.
    void create_alias(std::string_view alias, std::string_view key_id);

    /// Lets an alias name another key.
    void update_alias(std::string_view alias, std::string_view key_id);

    /// Forgets an alias; its key stays.
    void delete_alias(std::string_view alias);

    /// Gives the keys by UUID.
    [[nodiscard]] const std::map<std::string, Key, std::less<>>& keys() const noexcept { return keys_; }

    /// Gives UUIDs by alias name.
    [[nodiscard]] const std::map<std::string, std::string, std::less<>>& aliases() const noexcept { return aliases_; }

    /// Gives the ARN of `alias/name`.
    [[nodiscard]] std::string alias_arn(std::string_view alias) const { return arn_prefix_ + std::string(alias); }

    /// Forgets every key and alias.
    void reset();

 private:
    std::string arn_prefix_;  // up to the colon before `key/` and `alias/`
    std::map<std::string, Key, std::less<>> keys_{};
    std::map<std::string, std::string, std::less<>> aliases_{};
};

/// Makes `count` bytes that nobody can guess.
[[nodiscard]] runtime::Secret random_secret(std::size_t count);

/// Gives the word of a state in answers.
[[nodiscard]] std::string_view to_string(KeyState state) noexcept;

}  // namespace dynoxx::local::kms
