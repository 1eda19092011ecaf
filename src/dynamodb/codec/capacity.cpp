#include "dynamodb/codec/capacity.hpp"

namespace dynoxx::dynamodb {

namespace {

double find_units(const json::Value& object, std::string_view name) {
    const std::optional<json::Value> member = find_member(object, name);
    if (!member) {
        return 0;
    }
    const std::optional<double> units = member->number();
    if (!units) {
        malformed("\"" + std::string(name) + "\" is not a number");
    }
    return *units;
}

std::map<std::string, double> find_indexes(const json::Value& object, std::string_view name) {
    std::map<std::string, double> indexes;
    for_each_member_in(object, name, [&indexes](std::string_view index, const json::Value& capacity) {
        indexes.emplace(index, find_units(capacity, "CapacityUnits"));
    });
    return indexes;
}

ConsumedCapacity read_capacity(const json::Value& value) {
    if (value.type() != json::Value::Type::Object) {
        malformed("\"ConsumedCapacity\" is not an object");
    }
    ConsumedCapacity capacity;
    capacity.table_name = find_text(value, "TableName");
    capacity.capacity_units = find_units(value, "CapacityUnits");
    capacity.read_capacity_units = find_units(value, "ReadCapacityUnits");
    capacity.write_capacity_units = find_units(value, "WriteCapacityUnits");
    if (const std::optional<json::Value> table = find_member(value, "Table")) {
        capacity.table_units = find_units(*table, "CapacityUnits");
    }
    capacity.global_indexes = find_indexes(value, "GlobalSecondaryIndexes");
    capacity.local_indexes = find_indexes(value, "LocalSecondaryIndexes");
    return capacity;
}

}  // namespace

void write_return_capacity(json::Writer& writer, ReturnConsumedCapacity capacity) {
    if (capacity != ReturnConsumedCapacity::None) {
        writer.member("ReturnConsumedCapacity", capacity == ReturnConsumedCapacity::Total ? "TOTAL" : "INDEXES");
    }
}

std::optional<ConsumedCapacity> find_capacity(const json::Value& root) {
    const std::optional<json::Value> member = find_member(root, "ConsumedCapacity");
    return member ? std::optional(read_capacity(*member)) : std::nullopt;
}

std::vector<ConsumedCapacity> find_capacities(const json::Value& root) {
    std::vector<ConsumedCapacity> capacities;
    for_each_in(root, "ConsumedCapacity",
                [&capacities](const json::Value& one) { capacities.push_back(read_capacity(one)); });
    return capacities;
}

}  // namespace dynoxx::dynamodb
