#pragma once

#include "local/dynamodb/schema.hpp"
#include "local/records/recorder.hpp"

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace dynoxx::local::dynamodb {

/// An item as stored; never changed once made, so table and indexes share it.
struct Record {
    Item item;
    /// item_size(item), bytes.
    std::size_t size = 0;
};

using RecordPointer = std::shared_ptr<const Record>;

/// An item's place in a table or an index.
struct Entry {
    RecordPointer record;
    /// The bytes that count there: for an index those of the projected attributes.
    std::size_t size = 0;
};

/// Items in the order of their key bytes (key.hpp): partition after partition, each ordered by its sort key.
using Entries = std::map<std::string, Entry, std::less<>>;

/// What a write did to a table and its indexes, for capacity units and return values.
struct Change {
    /// Null if there was none before, or none is there now.
    RecordPointer before;
    RecordPointer after;
    /// Write capacity units of each index that the write touched, by the index's place in the definition.
    std::vector<std::pair<std::size_t, double>> index_units;
};

/// Holds a table's items and keeps its indexes up to date. Not thread-safe.
///
/// A copy shares the items until one of the two is written.
///
/// @par Cost
/// Each write and lookup is O(log n) for the table and for each index; the first write after a copy is O(n).
class Table {
 public:
    /// @param recorder is told of every item that is written; may be null
    explicit Table(TableDefinition definition, records::Recorder* recorder = nullptr);

    [[nodiscard]] const TableDefinition& definition() const noexcept { return definition_; }

    /// Gives the definition to be changed.
    [[nodiscard]] TableDefinition& edit_definition() noexcept {
        is_edited_ = true;
        return definition_;
    }

    /// Says whether the definition may have changed since the last call.
    [[nodiscard]] bool take_edited() noexcept { return std::exchange(is_edited_, false); }

    /// Says whether both are copies of one table that were not written since.
    [[nodiscard]] bool shares_items_with(const Table& other) const noexcept { return items_ == other.items_; }

    /// Sets the recorder of a table that was loaded.
    void record_with(records::Recorder* recorder) noexcept { recorder_ = recorder; }

    /// Tells the recorder of every item.
    void record_items() const;

    /// Finds an item by its key; null if there is none.
    [[nodiscard]] RecordPointer find(const Item& key) const;

    /// Stores an item in place of one with the same key.
    Change put(Item item);

    /// Removes an item if it is there.
    Change remove(const Item& key);

    /// Adds an index and fills it; items with a key of a wrong type are left out. The indexes' addresses change.
    void add_index(IndexDefinition index);

    /// Removes one of definition().indexes. The indexes' addresses change.
    void remove_index(const IndexDefinition& index);

    [[nodiscard]] const Entries& entries() const noexcept { return items_->entries; }
    /// Gives the entries of one of definition().indexes.
    [[nodiscard]] const Entries& entries(const IndexDefinition& index) const noexcept;

    /// Gives the bytes of all items, or of an index's.
    [[nodiscard]] std::size_t bytes() const noexcept { return items_->bytes; }
    [[nodiscard]] std::size_t bytes(const IndexDefinition& index) const noexcept;

 private:
    struct IndexData {
        Entries entries;
        std::size_t bytes = 0;
    };

    struct Items {
        Entries entries;
        std::size_t bytes = 0;
        std::vector<IndexData> indexes;
    };

    [[nodiscard]] Items& own_items();
    [[nodiscard]] std::size_t position(const IndexDefinition& index) const noexcept;
    Change replace(const std::string& key, RecordPointer record);
    double update_index(IndexData& data, std::size_t at, const RecordPointer& before, const RecordPointer& after);
    void record(const std::string& key, const RecordPointer& record) const;

    TableDefinition definition_;
    records::Recorder* recorder_;
    std::shared_ptr<Items> items_ = std::make_shared<Items>();
    bool is_edited_ = true;
};

}  // namespace dynoxx::local::dynamodb
