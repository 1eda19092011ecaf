#include "local/dynamodb/operations/table_request.hpp"

#include "local/dynamodb/api_error.hpp"
#include "local/dynamodb/operations/tags.hpp"

#include <algorithm>
#include <set>

namespace dynoxx::local::dynamodb {

namespace {

constexpr std::size_t max_global_indexes = 20;
constexpr std::size_t max_local_indexes = 5;
constexpr std::size_t max_projected_attributes = 100;
constexpr std::size_t max_key_parts = 4;
constexpr std::int64_t max_units = 1'000'000'000'000;

std::string join_names(const auto& elements, const auto& name_of) {
    std::string text;
    for (const auto& element : elements) {
        text += text.empty() ? "" : ", ";
        text += name_of(element);
    }
    return '[' + text + ']';
}

std::string_view key_name(const Json& element) {
    return element.text_of("AttributeName");
}

/// Reads a KeySchema. @param parts how many attributes each half of the key may have.
KeySchema read_keys(const Json& schema, const std::vector<KeyAttribute>& defined, std::size_t parts) {
    const std::vector<Json>& elements = schema.children;
    KeySchema keys;
    for (const Json& element : elements) {
        const auto attribute = std::find_if(defined.begin(), defined.end(),
                                            [&](const KeyAttribute& one) { return one.name == key_name(element); });
        if (attribute == defined.end()) {
            fail_parameter("Some index key attributes are not defined in AttributeDefinitions. Keys: " +
                           join_names(elements, key_name) + ", AttributeDefinitions: " +
                           join_names(defined, [](const KeyAttribute& one) { return one.name; }));
        }
        if (keys.has(attribute->name)) {
            fail_validation("Both the Hash Key and the Range Key element in the KeySchema have the same name");
        }
        if (element.text_of("KeyType") == "RANGE") {
            if (keys.partition.empty()) {
                fail_validation("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
            }
            keys.sort.push_back(*attribute);
        } else {
            if (!keys.sort.empty() || (parts == 1 && !keys.partition.empty())) {
                fail_validation("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
            }
            keys.partition.push_back(*attribute);
        }
    }
    if (keys.partition.size() > parts || keys.sort.size() > parts) {
        fail_parameter("Invalid KeySchema: an index key may have at most " + std::to_string(parts) +
                       " HASH and as many RANGE attributes");
    }
    return keys;
}

void read_billing(TableDefinition& table, const Json& request) {
    table.pay_per_request = request.text_of("BillingMode") == "PAY_PER_REQUEST";
    const Json* throughput = request.find("ProvisionedThroughput");
    if (table.pay_per_request && throughput != nullptr) {
        fail_parameter(
            "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST");
    }
    if (!table.pay_per_request && throughput == nullptr) {
        fail_parameter(
            "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED");
    }
    if (throughput != nullptr) {
        table.throughput = read_throughput(*throughput);
    }
}

void read_projection(IndexDefinition& index, const Json& projection) {
    const std::string_view type = projection.text_of("ProjectionType");
    if (type.empty()) {
        fail_parameter("Unknown ProjectionType: null");
    }
    const Json* attributes = projection.find("NonKeyAttributes");
    if (attributes != nullptr && type != "INCLUDE") {
        fail_parameter("ProjectionType is " + std::string(type) + ", but NonKeyAttributes is specified");
    }
    if (attributes == nullptr && type == "INCLUDE") {
        fail_parameter("ProjectionType is INCLUDE, but NonKeyAttributes is not specified");
    }
    index.projection = type == "ALL"         ? ProjectionType::All
                       : type == "KEYS_ONLY" ? ProjectionType::KeysOnly
                                             : ProjectionType::Include;
    if (attributes != nullptr) {
        for (const Json& attribute : attributes->children) {
            index.attributes.push_back(attribute.text);
        }
    }
}

IndexDefinition read_index(const Json& json, IndexScope scope, const TableDefinition& table) {
    IndexDefinition index;
    index.name = json.text_of("IndexName");
    index.scope = scope;
    if (table.find_index(index.name) != nullptr) {
        fail_parameter("Duplicate index name: " + index.name);
    }
    index.keys = read_keys(*json.find("KeySchema"), table.attributes, scope == IndexScope::Local ? 1 : max_key_parts);
    read_projection(index, *json.find("Projection"));
    return index;
}

void read_local_indexes(TableDefinition& table, const Json& request) {
    const Json* indexes = request.find("LocalSecondaryIndexes");
    if (indexes == nullptr) {
        return;
    }
    if (indexes->children.empty()) {
        fail_parameter("List of LocalSecondaryIndexes is empty");
    }
    if (table.keys.sort.empty()) {
        fail_parameter(
            "Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex");
    }
    for (const Json& json : indexes->children) {
        IndexDefinition index = read_index(json, IndexScope::Local, table);
        if (index.keys.sort.empty()) {
            fail_parameter("Index KeySchema does not have a range key for index: " + index.name);
        }
        const std::string& hash = index.keys.partition.front().name;
        const std::string& table_hash = table.keys.partition.front().name;
        if (hash != table_hash) {
            fail_parameter("Index KeySchema does not have the same leading hash key as table KeySchema for index: " +
                           index.name + ". index hash key: " + hash + ", table hash key: " + table_hash);
        }
        table.indexes.push_back(std::move(index));
    }
    if (indexes->children.size() > max_local_indexes) {
        fail_parameter("Number of LocalSecondaryIndexes exceeds per-table limit of 5");
    }
}

void read_global_indexes(TableDefinition& table, const Json& request) {
    const Json* indexes = request.find("GlobalSecondaryIndexes");
    if (indexes == nullptr) {
        return;
    }
    if (indexes->children.empty()) {
        fail_parameter("List of GlobalSecondaryIndexes is empty");
    }
    for (const Json& json : indexes->children) {
        table.indexes.push_back(read_global_index(json, table));
    }
    if (indexes->children.size() > max_global_indexes) {
        fail_parameter("GlobalSecondaryIndex count exceeds the per-table limit of 20");
    }
}

void check_all_attributes_used(const TableDefinition& table) {
    for (const KeyAttribute& attribute : table.attributes) {
        const bool used = table.keys.has(attribute.name) ||
                          std::any_of(table.indexes.begin(), table.indexes.end(),
                                      [&](const IndexDefinition& index) { return index.keys.has(attribute.name); });
        if (used) {
            continue;
        }
        if (table.indexes.empty()) {
            fail_parameter(
                "Number of attributes in KeySchema does not exactly match number of attributes defined in "
                "AttributeDefinitions");
        }
        std::set<std::string> keys;
        const auto add = [&](const KeyAttribute& key) { keys.insert(key.name); };
        for_each_attribute(table.keys, add);
        for (const IndexDefinition& index : table.indexes) {
            for_each_attribute(index.keys, add);
        }
        fail_parameter("Some AttributeDefinitions are not used. AttributeDefinitions: " +
                       join_names(table.attributes, [](const KeyAttribute& one) { return one.name; }) +
                       ", keys used: " + join_names(keys, [](const std::string& name) { return name; }));
    }
}

void check_projected_attributes(const TableDefinition& table) {
    std::size_t count = 0;
    for (const IndexDefinition& index : table.indexes) {
        count += index.attributes.size();
    }
    if (count > max_projected_attributes) {
        fail_parameter("Number of NonKeyAttributes across all indexes exceeds the per-table limit of 100");
    }
}

}  // namespace

std::vector<KeyAttribute> read_attributes(const Json& request) {
    std::vector<KeyAttribute> attributes;
    for (const Json& definition : request.find("AttributeDefinitions")->children) {
        const std::string_view name = key_name(definition);
        const auto same = [&](const KeyAttribute& attribute) { return attribute.name == name; };
        if (std::any_of(attributes.begin(), attributes.end(), same)) {
            fail_parameter("Duplicate AttributeName in AttributeDefinitions: " + std::string(name));
        }
        attributes.push_back({std::string(name), *find_type(definition.text_of("AttributeType"))});
    }
    return attributes;
}

Throughput read_throughput(const Json& json) {
    const Throughput throughput{json.find("ReadCapacityUnits")->integer, json.find("WriteCapacityUnits")->integer};
    if (throughput.read > max_units) {
        fail_validation("Given value " + std::to_string(throughput.read) + " for ReadCapacityUnits is out of bounds");
    }
    if (throughput.write > max_units) {
        fail_validation("Given value " + std::to_string(throughput.write) + " for WriteCapacityUnits is out of bounds");
    }
    return throughput;
}

IndexDefinition read_global_index(const Json& json, const TableDefinition& table) {
    IndexDefinition index = read_index(json, IndexScope::Global, table);
    const Json* throughput = json.find("ProvisionedThroughput");
    if (table.pay_per_request && throughput != nullptr) {
        fail_parameter("ProvisionedThroughput should not be specified for index: " + index.name +
                       " when BillingMode is PAY_PER_REQUEST");
    }
    if (!table.pay_per_request && throughput == nullptr) {
        fail_parameter("ProvisionedThroughput must be specified for index: " + index.name);
    }
    if (throughput != nullptr) {
        index.throughput = read_throughput(*throughput);
    }
    return index;
}

TableDefinition read_table_definition(const Json& request) {
    TableDefinition table;
    read_billing(table, request);
    table.attributes = read_attributes(request);
    const Json& schema = *request.find("KeySchema");
    if (schema.children.size() > table.attributes.size()) {
        fail_validation("Invalid KeySchema: Some index key attribute have no definition");
    }
    table.keys = read_keys(schema, table.attributes, 1);
    read_local_indexes(table, request);
    read_global_indexes(table, request);
    check_all_attributes_used(table);
    check_projected_attributes(table);
    const Json* protection = request.find("DeletionProtectionEnabled");
    table.deletion_protection = protection != nullptr && protection->is_true();
    table.table_class = request.text_of("TableClass");
    if (const Json* tags = request.find("Tags")) {
        table.tags = with_tags({}, *tags);
    }
    return table;
}

void check_table_name(const Json& request) {
    if (!request.has("TableName")) {
        fail_validation("The parameter 'TableName' is required but was not present in the request");
    }
}

}  // namespace dynoxx::local::dynamodb
