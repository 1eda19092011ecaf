#pragma once

#include "client/client_state.hpp"
#include "kms/codec.hpp"
#include "mapper/key_source.hpp"

#include <chrono>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace dynoxx::mapper {

/// How much a data key may be used, and how many are kept.
struct DataKeyLimits {
    DataKeyLimits() {}

    /// Gives the limits of a configuration.
    explicit DataKeyLimits(const AwsConfig& config);

    /// Says whether anything is kept at all.
    [[nodiscard]] bool keeps_keys() const noexcept { return uses > 1 && bytes > 0 && entries > 0; }

    std::uint64_t uses = 0;
    std::uint64_t bytes = 0;
    std::chrono::milliseconds age{};
    std::size_t entries = 0;

    friend auto operator<=>(const DataKeyLimits&, const DataKeyLimits&) = default;
};

/// What is done with a data key: values, and bytes of plaintext in all of them.
struct DataKeyUse {
    DataKeyUse(std::uint64_t value_count, std::uint64_t byte_count) : values(value_count), bytes(byte_count) {}

    std::uint64_t values;
    std::uint64_t bytes;
};

/// Keeps data keys by name for a bounded number of uses and bytes and a bounded time, so that a batch costs one call of
/// KMS and not one per value.
///
/// Who needs a key that is not there asks for it once, however many wait for it: one flight. If it fails, all that wait
/// get its error. A flight whose leader is cancelled or runs out of time is handed to the next that waits.
///
/// @par Thread safety
/// Yes.
class DataKeyCache {
 public:
    /// Asks whoever makes or opens keys.
    using Ask = std::function<runtime::task<DataKey>()>;

    DataKeyCache(const runtime::Clock& clock, const DataKeyLimits& limits) : clock_(clock), limits_(limits) {}

    /// Gives a key: from the cache, or what `ask` gives. A use that is beyond the limits gets a key of its own.
    [[nodiscard]] runtime::task<DataKey> get(runtime::Context context, std::string name, DataKeyUse use, Ask ask);

    /// Keeps a key that nobody asked for here.
    void keep(const std::string& name, const DataKey& key);

 private:
    struct Flight;
    struct Entry {
        std::string name;
        DataKey key;
        runtime::SteadyTime made;
        std::uint64_t uses = 0;
        std::uint64_t bytes = 0;
    };

    /// What one that needs a key does next: takes it, waits for a flight, or leads one.
    struct Turn {
        Turn() {}

        std::optional<DataKey> key{};
        std::shared_ptr<Flight> flight{};
        std::shared_ptr<runtime::Waker> waker{};  ///< null: it leads
    };

    [[nodiscard]] Turn next_turn(const runtime::Context& context, const std::string& name, DataKeyUse use);
    [[nodiscard]] runtime::task<DataKey> lead(runtime::Context context, std::shared_ptr<Flight> flight,
                                              std::string name, DataKeyUse use, Ask ask);
    [[nodiscard]] std::optional<DataKey> take(const std::string& name, DataKeyUse use);
    void insert(const std::string& name, const DataKey& key, DataKeyUse use);
    void drop_old();

    const runtime::Clock& clock_;
    const DataKeyLimits limits_;
    std::mutex mutex_;
    std::list<Entry> entries_;  // the newest first
    std::map<std::string, std::shared_ptr<Flight>> flights_;
};

/// The data keys of the clients with the same limits: those to seal with, and those that were opened.
struct DataKeys {
    DataKeys(const runtime::Clock& clock, const DataKeyLimits& limits)
        : generated(clock, limits), opened(clock, limits) {}

    DataKeyCache generated;
    DataKeyCache opened;
};

/// All data keys that are kept. A slot of the runtime's state: `close()` wipes it, and a forked child has none of it.
///
/// @par Thread safety
/// Yes.
class DataKeyStore {
 public:
    explicit DataKeyStore(runtime::State& state);

    [[nodiscard]] DataKeys& with(const DataKeyLimits& limits);

 private:
    const runtime::Clock& clock_;
    std::mutex mutex_;
    std::map<DataKeyLimits, std::unique_ptr<DataKeys>> keys_;
};

/// Gives a data key to seal values with: from the cache, or a new one.
[[nodiscard]] runtime::task<DataKey> data_key_for_sealing(runtime::Context context, detail::ClientState& client,
                                                          DataKeyRequest request, DataKeyUse use);

/// Opens the data key of sealed values: from the cache, or by whoever wrapped it.
[[nodiscard]] runtime::task<DataKey> open_data_key(runtime::Context context, detail::ClientState& client,
                                                   DataKeyRequest request, Bytes wrapped, DataKeyUse use);

}  // namespace dynoxx::mapper
