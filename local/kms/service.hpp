#pragma once

#include "http/message.hpp"
#include "local/kms/key_store.hpp"
#include "local/support/id_source.hpp"
#include "runtime/system.hpp"

#include <string>
#include <string_view>

namespace dynoxx::local::kms {

/// Status and JSON of an answer.
struct Reply {
    int status = 200;
    std::string body{};
};

/// KMS in memory, with symmetric keys. Not thread-safe.
class Service {
 public:
    /// @param clock and `ids` live longer than the service
    Service(std::string region, std::string account_id, const runtime::Clock& clock, support::IdSource& ids);

    /// Answers a request whose signature has been checked; `operation` is the part of the target behind
    /// `TrentService.`.
    [[nodiscard]] Reply handle(std::string_view operation, std::string_view body);

    /// Makes a key with an alias, or finds the key that has it, and gives the key's ARN. An empty alias makes a key
    /// without.
    [[nodiscard]] std::string create_key(std::string_view alias);

    /// Says whether there is an operation of this name.
    [[nodiscard]] static bool has_operation(std::string_view name) noexcept;

    /// Gives the number of keys.
    [[nodiscard]] std::size_t key_count() const noexcept { return keys_.keys().size(); }

    /// Forgets every key and alias.
    void reset() { keys_.restore({}); }

    /// Sets what is told of every change.
    void record_with(records::Recorder* recorder) noexcept { keys_.record_with(recorder); }

    /// Takes in a record that a recorder was told of earlier; throws records::Damaged.
    void load(const records::Record& record) { keys_.load(record); }

    /// Gives what is held now.
    [[nodiscard]] KeysAndAliases snapshot() const { return keys_.held(); }

    /// Goes back to a snapshot.
    void restore(const KeysAndAliases& held) { keys_.restore(held); }

 private:
    std::string account_id_;
    const runtime::Clock& clock_;
    support::IdSource& ids_;
    KeyStore keys_;
};

}  // namespace dynoxx::local::kms
