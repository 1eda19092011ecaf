#pragma once

#include "local/dynamodb/json.hpp"
#include "local/dynamodb/json_writer.hpp"
#include "local/dynamodb/table.hpp"

#include <map>
#include <string>

namespace dynoxx::local::dynamodb {

/// Says how strictly a read sees the latest writes; it decides what the read costs.
enum class ReadMode { Eventual, Consistent, Transactional };

/// Says what kind of write it was.
enum class WriteMode { Plain, Transactional };

/// Gives the write capacity units of bytes: one for each begun 1 KB, at least one; twice that in a transaction.
[[nodiscard]] double write_units(std::size_t bytes, WriteMode mode = WriteMode::Plain) noexcept;

/// Gives the read capacity units of bytes: one for each begun 4 KB, at least one; half of that for an eventual read,
/// twice in a transaction.
[[nodiscard]] double read_units(std::size_t bytes, ReadMode mode) noexcept;

/// Says whether the answer names the units of reads or of writes besides the units in all; transactions do.
enum class CapacityDetail { None, Reads, Writes };

/// Sums up the capacity that a request used on one table.
///
/// @par Source DynamoDB read and write operations; ConsumedCapacity in the API reference
class ConsumedCapacity {
 public:
    explicit ConsumedCapacity(const TableDefinition& table, CapacityDetail detail = CapacityDetail::None)
        : table_(&table), detail_(detail) {}

    /// Adds units of the table itself, or of one of its indexes.
    void add(double units) { table_units_ += units; }
    void add(double units, const IndexDefinition& index) { index_units_[&index] += units; }
    /// Adds what a part of the request used on the same table.
    void add(const ConsumedCapacity& other);
    /// Adds what a write cost, the indexes included.
    void add(const Change& change, WriteMode mode = WriteMode::Plain);

    /// Writes the structure. @param level the request's ReturnConsumedCapacity, `TOTAL` or `INDEXES`.
    void write(JsonWriter& writer, std::string_view level) const;

    /// Writes the member `ConsumedCapacity` if the request asks for it.
    void write_member(JsonWriter& writer, const Json& request) const;

 private:
    void write_units_of(JsonWriter& writer, double units) const;

    const TableDefinition* table_;
    CapacityDetail detail_;
    double table_units_ = 0;
    std::map<const IndexDefinition*, double> index_units_;
};

/// Sums up the capacity that a request used on several tables, by their names.
using CapacityByTable = std::map<std::string, ConsumedCapacity, std::less<>>;

/// Writes the member `ConsumedCapacity` with an element for each table if the request asks for it.
void write_member(JsonWriter& writer, const CapacityByTable& tables, const Json& request);

/// Gives the request's ReturnConsumedCapacity; `NONE` if it is missing.
[[nodiscard]] std::string_view capacity_level(const Json& request) noexcept;

}  // namespace dynoxx::local::dynamodb
