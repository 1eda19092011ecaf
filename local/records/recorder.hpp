#pragma once

#include "local/records/object_file.hpp"
#include "local/records/record.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dynoxx::local::records {

/// One change of the records.
struct Step {
    enum class Action {
        Put,         ///< writes the record, in place of the one that was there
        Erase,       ///< removes it if it is there
        EraseScope,  ///< removes every record of the kind and the scope
        EraseKind,   ///< removes every record of the kind
    };

    Step(Action what, Record record_changed) : action(what), record(std::move(record_changed)) {}

    Action action;
    Record record;
};

/// What one request changed: it is written as a whole or not at all.
struct Batch {
    Batch() = default;

    std::vector<StoredBytes> files{};        ///< to be written before the steps
    std::vector<Step> steps{};               ///< in order
    std::vector<std::uint64_t> to_remove{};  ///< files that nothing refers to once the steps are written

    [[nodiscard]] bool empty() const noexcept { return files.empty() && steps.empty() && to_remove.empty(); }
};

/// Takes down what a request changes, while it changes it in memory. A service that has none keeps nothing. Not
/// thread-safe.
class Recorder {
 public:
    /// @param first_file the number of the first new file
    Recorder(std::uint64_t first_file, std::shared_ptr<Unused> unused);

    void put(Kind kind, std::string_view scope, std::string_view key, std::string value);
    void erase(Kind kind, std::string_view scope, std::string_view key);
    void erase_scope(Kind kind, std::string_view scope);
    void erase_kind(Kind kind);

    /// Gives a new file that will hold these bytes.
    [[nodiscard]] FilePointer add_file(BytesPointer bytes);

    /// Gives what was taken down since the last call.
    [[nodiscard]] Batch take();

 private:
    std::uint64_t next_file_;
    std::shared_ptr<Unused> unused_;
    Batch batch_{};
};

}  // namespace dynoxx::local::records
