#include "local/dynamodb/key.hpp"

#include "local/dynamodb/api_error.hpp"

#include <cstdint>
#include <string_view>

namespace dynoxx::local::dynamodb {

namespace {

constexpr std::size_t max_partition_key_size = 2048;
constexpr std::size_t max_sort_key_size = 1024;

/// FNV-1a with a final mix, so that the first bits are spread as well.
std::uint64_t hash(std::string_view bytes) {
    std::uint64_t value = 0xCBF29CE484222325U;
    for (const char byte : bytes) {
        value = (value ^ static_cast<unsigned char>(byte)) * 0x100000001B3U;
    }
    value = (value ^ value >> 33) * 0xFF51AFD7ED558CCDU;
    return value ^ value >> 33;
}

void append_parts(std::string& bytes, const std::vector<KeyAttribute>& attributes, const Item& item) {
    for (const KeyAttribute& attribute : attributes) {
        append_key_part(bytes, item.at(attribute.name));
    }
}

bool is_empty(const Value& value) {
    return (value.type() == ValueType::S || value.type() == ValueType::B) && value_size(value) == 0;
}

void check_not_empty(const std::string& name, const Value& value) {
    if (is_empty(value)) {
        fail_validation(
            "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an "
            "empty " +
            std::string(value.type() == ValueType::S ? "string" : "binary") + " value. Key: " + name);
    }
}

void check_index_not_empty(const IndexDefinition& index, const KeyAttribute& attribute, const Value& value) {
    if (is_empty(value)) {
        fail_validation(
            "One or more parameter values are not valid. A value specified for a secondary index key is not supported. "
            "The AttributeValue for a key attribute cannot contain an empty " +
            std::string(value.type() == ValueType::S ? "string" : "binary") + " value. IndexName: " + index.name +
            ", IndexKey: " + attribute.name);
    }
}

void check_sizes(const KeySchema& keys, const Item& item) {
    const auto total = [&](const std::vector<KeyAttribute>& attributes) {
        std::size_t size = 0;
        for (const KeyAttribute& attribute : attributes) {
            const auto found = item.find(attribute.name);
            size += found == item.end() ? 0 : value_size(found->second);
        }
        return size;
    };
    if (total(keys.partition) > max_partition_key_size) {
        fail_parameter("Size of hashkey has exceeded the maximum size limit of2048 bytes");
    }
    if (total(keys.sort) > max_sort_key_size) {
        fail_parameter("Aggregated size of all range keys has exceeded the size limit of 1024 bytes");
    }
}

}  // namespace

void append_key_prefix(std::string& bytes, const Value& prefix) {
    std::string number;
    std::string_view content;
    if (const auto* text = prefix.get<std::string>()) {
        content = *text;
    } else if (const auto* binary = prefix.get<Binary>()) {
        content = binary->bytes;
    } else {
        number = prefix.get<Decimal>()->sort_bytes();
        content = number;
    }
    for (const char byte : content) {
        bytes += byte;
        if (byte == '\0') {
            bytes += '\xFF';
        }
    }
}

void append_key_part(std::string& bytes, const Value& value) {
    append_key_prefix(bytes, value);
    bytes.append({'\0', '\x01'});
}

std::string partition_bytes(const KeySchema& keys, const Item& item) {
    std::string parts;
    append_parts(parts, keys.partition, item);
    const std::uint64_t hashed = hash(parts);
    std::string bytes;
    bytes.reserve(8 + parts.size());
    for (int shift = 56; shift >= 0; shift -= 8) {
        bytes += static_cast<char>(hashed >> shift & 0xFFU);
    }
    return bytes += parts;
}

std::string key_bytes(const KeySchema& keys, const Item& item) {
    std::string bytes = partition_bytes(keys, item);
    append_parts(bytes, keys.sort, item);
    return bytes;
}

std::string index_key_bytes(const TableDefinition& table, const IndexDefinition& index, const Item& item) {
    std::string bytes = key_bytes(index.keys, item);
    append_parts(bytes, table.keys.partition, item);
    append_parts(bytes, table.keys.sort, item);
    return bytes;
}

void copy_key(Item& target, const KeySchema& keys, const Item& item) {
    for_each_attribute(
        keys, [&](const KeyAttribute& attribute) { target.insert_or_assign(attribute.name, item.at(attribute.name)); });
}

void check_key(const TableDefinition& table, const Item& key) {
    constexpr auto mismatch = "The provided key element does not match the schema";
    if (key.size() != table.keys.partition.size() + table.keys.sort.size()) {
        fail_validation(mismatch);
    }
    for_each_attribute(table.keys, [&](const KeyAttribute& attribute) {
        const auto found = key.find(attribute.name);
        if (found == key.end() || found->second.type() != attribute.type) {
            fail_validation(mismatch);
        }
        check_not_empty(attribute.name, found->second);
    });
    check_sizes(table.keys, key);
}

void check_no_empty_keys(const TableDefinition& table, const Item& item) {
    const auto check = [&](const KeyAttribute& attribute, const auto& check_value) {
        const auto found = item.find(attribute.name);
        if (found != item.end() && found->second.type() == attribute.type) {
            check_value(attribute, found->second);
        }
    };
    for_each_attribute(table.keys, [&](const KeyAttribute& attribute) {
        check(attribute, [](const KeyAttribute& key, const Value& value) { check_not_empty(key.name, value); });
    });
    for (const IndexDefinition& index : table.indexes) {
        for_each_attribute(index.keys, [&](const KeyAttribute& attribute) {
            check(attribute,
                  [&](const KeyAttribute& key, const Value& value) { check_index_not_empty(index, key, value); });
        });
    }
}

void check_item_keys(const TableDefinition& table, const Item& item) {
    for_each_attribute(table.keys, [&](const KeyAttribute& attribute) {
        const auto found = item.find(attribute.name);
        if (found == item.end()) {
            fail_parameter("Missing the key " + attribute.name + " in the item");
        }
        if (found->second.type() != attribute.type) {
            fail_parameter("Type mismatch for key " + attribute.name +
                           " expected: " + std::string(type_name(attribute.type)) +
                           " actual: " + std::string(type_name(found->second.type())));
        }
        check_not_empty(attribute.name, found->second);
    });
    check_sizes(table.keys, item);
    check_index_keys(table, item);
}

void check_index_keys(const TableDefinition& table, const Item& item) {
    for (const IndexDefinition& index : table.indexes) {
        for_each_attribute(index.keys, [&](const KeyAttribute& attribute) {
            const auto found = item.find(attribute.name);
            if (found == item.end()) {
                return;
            }
            if (found->second.type() != attribute.type) {
                fail_parameter("Type mismatch for Index Key " + attribute.name +
                               " Expected: " + std::string(type_name(attribute.type)) + " Actual: " +
                               std::string(type_name(found->second.type())) + " IndexName: " + index.name);
            }
            check_index_not_empty(index, attribute, found->second);
        });
        check_sizes(index.keys, item);
    }
}

}  // namespace dynoxx::local::dynamodb
