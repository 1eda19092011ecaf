#include "local/dynamodb/capacity.hpp"

#include <algorithm>

namespace dynoxx::local::dynamodb {

namespace {

constexpr std::size_t write_unit_bytes = 1024;
constexpr std::size_t read_unit_bytes = 4096;

double blocks(std::size_t bytes, std::size_t size) noexcept {
    return static_cast<double>(std::max<std::size_t>((bytes + size - 1) / size, 1));
}

}  // namespace

double write_units(std::size_t bytes, WriteMode mode) noexcept {
    return blocks(bytes, write_unit_bytes) * (mode == WriteMode::Transactional ? 2 : 1);
}

double read_units(std::size_t bytes, ReadMode mode) noexcept {
    const double factor = mode == ReadMode::Eventual ? 0.5 : mode == ReadMode::Consistent ? 1 : 2;
    return blocks(bytes, read_unit_bytes) * factor;
}

void ConsumedCapacity::add(const ConsumedCapacity& other) {
    table_units_ += other.table_units_;
    for (const auto& [index, units] : other.index_units_) {
        index_units_[index] += units;
    }
}

void ConsumedCapacity::add(const Change& change, WriteMode mode) {
    const std::size_t before = change.before == nullptr ? 0 : change.before->size;
    const std::size_t after = change.after == nullptr ? 0 : change.after->size;
    add(write_units(std::max(before, after), mode));
    for (const auto& [at, units] : change.index_units) {
        add(units * (mode == WriteMode::Transactional ? 2 : 1), table_->indexes[at]);
    }
}

void ConsumedCapacity::write(JsonWriter& writer, std::string_view level) const {
    double total = table_units_;
    for (const auto& [index, units] : index_units_) {
        total += units;
    }
    writer.begin_object().key("TableName").string(table_->name);
    write_units_of(writer, total);
    if (level == "INDEXES") {
        writer.key("Table").begin_object();
        write_units_of(writer, table_units_);
        writer.end_object();
        for (const IndexScope scope : {IndexScope::Local, IndexScope::Global}) {
            const auto is_here = [&](const auto& entry) { return entry.first->scope == scope; };
            if (std::none_of(index_units_.begin(), index_units_.end(), is_here)) {
                continue;
            }
            writer.key(scope == IndexScope::Local ? "LocalSecondaryIndexes" : "GlobalSecondaryIndexes").begin_object();
            for (const auto& [index, units] : index_units_) {
                if (index->scope == scope) {
                    writer.key(index->name).begin_object();
                    write_units_of(writer, units);
                    writer.end_object();
                }
            }
            writer.end_object();
        }
    }
    writer.end_object();
}

void ConsumedCapacity::write_units_of(JsonWriter& writer, double units) const {
    writer.key("CapacityUnits").number(units);
    if (detail_ != CapacityDetail::None) {
        writer.key(detail_ == CapacityDetail::Reads ? "ReadCapacityUnits" : "WriteCapacityUnits").number(units);
    }
}

void ConsumedCapacity::write_member(JsonWriter& writer, const Json& request) const {
    const std::string_view level = capacity_level(request);
    if (level != "NONE") {
        writer.key("ConsumedCapacity");
        write(writer, level);
    }
}

void write_member(JsonWriter& writer, const CapacityByTable& tables, const Json& request) {
    const std::string_view level = capacity_level(request);
    if (level == "NONE") {
        return;
    }
    writer.key("ConsumedCapacity").begin_array();
    for (const auto& [name, capacity] : tables) {
        capacity.write(writer, level);
    }
    writer.end_array();
}

std::string_view capacity_level(const Json& request) noexcept {
    const std::string_view level = request.text_of("ReturnConsumedCapacity");
    return level.empty() ? "NONE" : level;
}

}  // namespace dynoxx::local::dynamodb
