#pragma once

#include "client/client_state.hpp"
#include "kms/codec.hpp"
#include "runtime/secret.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <mutex>
#include <optional>
#include <string>

namespace dynoxx::mapper {

/// A data key, open and as KMS sealed it.
struct DataKey {
    DataKey() {}

    runtime::Secret plaintext{};
    Bytes encrypted{};
};

/// Keeps data keys for a bounded number of uses and bytes and a bounded time, so that a batch costs one call of KMS and
/// not one per value. A slot of the runtime's state: `close()` wipes it, and a forked child has none of it.
///
/// @par Thread safety
/// Yes.
class DataKeys {
 public:
    /// How much one generated data key may seal.
    static constexpr std::uint32_t max_uses = 1000;
    static constexpr std::uint64_t max_bytes = 64 * 1024 * 1024;

    /// How long a data key, generated or decrypted, is kept.
    static constexpr std::chrono::seconds max_age{300};

    /// How many data keys are kept, generated and decrypted ones each.
    static constexpr std::size_t max_entries = 256;

    explicit DataKeys(runtime::State& state);

    /// Takes one use of a key for sealing, if there is one that may still be used.
    [[nodiscard]] std::optional<DataKey> take_generated(const std::string& scope, std::size_t bytes);
    void keep_generated(const std::string& scope, const DataKey& key, std::size_t bytes);

    [[nodiscard]] std::optional<runtime::Secret> find_decrypted(const std::string& scope, const Bytes& encrypted);
    void keep_decrypted(const std::string& scope, const Bytes& encrypted, const runtime::Secret& plaintext);

 private:
    struct Entry {
        std::string scope;
        DataKey key;
        runtime::SteadyTime made;
        std::uint32_t uses = 0;
        std::uint64_t bytes = 0;
    };
    using Entries = std::list<Entry>;

    void drop_old(Entries& entries);

    const runtime::Clock& clock_;
    std::mutex mutex_;
    Entries generated_;
    Entries decrypted_;
};

/// Gives a data key to seal with: from the cache, or a new one from KMS.
[[nodiscard]] runtime::task<DataKey> data_key_for_sealing(runtime::Context context, detail::ClientState& client,
                                                          const std::string& key_id,
                                                          const kms::EncryptionContext& encryption_context,
                                                          std::size_t bytes);

/// Opens a data key that KMS sealed: from the cache, or by KMS.
[[nodiscard]] runtime::task<runtime::Secret> open_data_key(runtime::Context context, detail::ClientState& client,
                                                           Bytes encrypted, kms::EncryptionContext encryption_context);

}  // namespace dynoxx::mapper
