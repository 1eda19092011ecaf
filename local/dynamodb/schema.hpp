#pragma once

#include "local/dynamodb/value.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace dynoxx::local::dynamodb {

/// Names an attribute that is part of a key; its type is S, N or B.
struct KeyAttribute {
    std::string name;
    ValueType type = ValueType::S;
};

/// Holds the attributes of a key: a table has one for the partition and at most one for the sort order; a global index
/// may have up to four of each.
struct KeySchema {
    std::vector<KeyAttribute> partition;
    std::vector<KeyAttribute> sort;

    /// Tells whether an attribute is part of the key.
    [[nodiscard]] bool has(std::string_view name) const noexcept;
};

/// Holds provisioned capacity units per second; zeros for tables that are paid per request.
struct Throughput {
    std::int64_t read = 0;
    std::int64_t write = 0;
};

/// Says which attributes an index holds.
enum class ProjectionType { All, KeysOnly, Include };

/// Says whether an index shares the table's partitions.
enum class IndexScope { Local, Global };

/// Defines a secondary index.
struct IndexDefinition {
    std::string name;
    IndexScope scope = IndexScope::Global;
    KeySchema keys;
    ProjectionType projection = ProjectionType::All;
    /// The further attributes of Include.
    std::vector<std::string> attributes;
    Throughput throughput;
};

/// Defines a table.
struct TableDefinition {
    std::string name;
    std::string arn;
    std::string id;
    /// When it was created, in seconds since 1970.
    double created = 0;
    std::vector<KeyAttribute> attributes;
    KeySchema keys;
    std::vector<IndexDefinition> indexes;
    bool pay_per_request = false;
    Throughput throughput;
    bool deletion_protection = false;
    /// `STANDARD` or another class if one was asked for; empty if not.
    std::string table_class;
    /// The attribute with the time to live; empty if there is none. Items do not expire by themselves.
    std::string ttl_attribute;
    std::map<std::string, std::string> tags;

    /// Finds an index; null if there is none of this name.
    [[nodiscard]] const IndexDefinition* find_index(std::string_view index_name) const noexcept;
    /// Tells whether there is an index of this scope.
    [[nodiscard]] bool has_index(IndexScope scope) const noexcept;
};

/// Gives the part of an item that an index holds.
[[nodiscard]] Item project(const Item& item, const TableDefinition& table, const IndexDefinition& index);

/// Tells whether an item has all key attributes of an index, so that the index holds it.
[[nodiscard]] bool has_keys(const Item& item, const KeySchema& keys) noexcept;

/// Calls a function with each key attribute, partition first.
template <class Function>
void for_each_attribute(const KeySchema& keys, const Function& function) {
    for (const KeyAttribute& attribute : keys.partition) {
        function(attribute);
    }
    for (const KeyAttribute& attribute : keys.sort) {
        function(attribute);
    }
}

}  // namespace dynoxx::local::dynamodb
