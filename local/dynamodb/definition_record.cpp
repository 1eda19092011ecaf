#include "local/dynamodb/definition_record.hpp"

#include "local/records/fields.hpp"

#include <bit>

namespace dynoxx::local::dynamodb {

using records::Damaged;
using records::FieldReader;
using records::FieldWriter;

namespace {

void write_attributes(FieldWriter& fields, const std::vector<KeyAttribute>& attributes) {
    fields.number(static_cast<std::int64_t>(attributes.size()));
    for (const KeyAttribute& attribute : attributes) {
        fields.text(attribute.name).text(type_name(attribute.type));
    }
}

std::vector<KeyAttribute> read_attributes(FieldReader& fields) {
    std::vector<KeyAttribute> attributes;
    for (std::uint64_t left = fields.count(); left > 0; --left) {
        std::string name(fields.text());
        const std::optional<ValueType> type = find_type(fields.text());
        if (!type) {
            throw Damaged("the attribute " + name + " has no type");
        }
        attributes.push_back({std::move(name), *type});
    }
    return attributes;
}

void write_keys(FieldWriter& fields, const KeySchema& keys) {
    write_attributes(fields, keys.partition);
    write_attributes(fields, keys.sort);
}

KeySchema read_keys(FieldReader& fields) {
    KeySchema keys;
    keys.partition = read_attributes(fields);
    keys.sort = read_attributes(fields);
    return keys;
}

Throughput read_throughput_fields(FieldReader& fields) {
    Throughput throughput;
    throughput.read = fields.number();
    throughput.write = fields.number();
    return throughput;
}

void write_index(FieldWriter& fields, const IndexDefinition& index) {
    const auto& [name, scope, keys, projection, attributes, throughput] = index;
    fields.text(name).number(scope == IndexScope::Global ? 1 : 0);
    write_keys(fields, keys);
    fields.number(static_cast<std::int64_t>(projection)).number(static_cast<std::int64_t>(attributes.size()));
    for (const std::string& attribute : attributes) {
        fields.text(attribute);
    }
    fields.number(throughput.read).number(throughput.write);
}

IndexDefinition read_index(FieldReader& fields) {
    IndexDefinition index;
    index.name = fields.text();
    index.scope = fields.number() != 0 ? IndexScope::Global : IndexScope::Local;
    index.keys = read_keys(fields);
    const std::uint64_t projection = fields.count();
    if (projection > static_cast<std::uint64_t>(ProjectionType::Include)) {
        throw Damaged("the index " + index.name + " has no projection");
    }
    index.projection = static_cast<ProjectionType>(projection);
    for (std::uint64_t left = fields.count(); left > 0; --left) {
        index.attributes.emplace_back(fields.text());
    }
    index.throughput = read_throughput_fields(fields);
    return index;
}

}  // namespace

std::string write_definition(const TableDefinition& table) {
    // Every member by its place: one that is added does not compile until it is written and read here.
    const auto& [name, arn, id, created, attributes, keys, indexes, pay_per_request, throughput, deletion_protection,
                 table_class, ttl_attribute, tags] = table;
    FieldWriter fields;
    fields.text(name).text(arn).text(id).number(std::bit_cast<std::int64_t>(created));
    write_attributes(fields, attributes);
    write_keys(fields, keys);
    fields.number(static_cast<std::int64_t>(indexes.size()));
    for (const IndexDefinition& index : indexes) {
        write_index(fields, index);
    }
    fields.number(pay_per_request ? 1 : 0).number(throughput.read).number(throughput.write);
    fields.number(deletion_protection ? 1 : 0).text(table_class).text(ttl_attribute);
    fields.number(static_cast<std::int64_t>(tags.size()));
    for (const auto& [key, value] : tags) {
        fields.text(key).text(value);
    }
    return std::move(fields).take();
}

TableDefinition read_definition(std::string_view value) {
    FieldReader fields(value);
    TableDefinition table;
    table.name = fields.text();
    table.arn = fields.text();
    table.id = fields.text();
    table.created = std::bit_cast<double>(fields.number());
    table.attributes = read_attributes(fields);
    table.keys = read_keys(fields);
    for (std::uint64_t left = fields.count(); left > 0; --left) {
        table.indexes.push_back(read_index(fields));
    }
    table.pay_per_request = fields.number() != 0;
    table.throughput = read_throughput_fields(fields);
    table.deletion_protection = fields.number() != 0;
    table.table_class = fields.text();
    table.ttl_attribute = fields.text();
    for (std::uint64_t left = fields.count(); left > 0; --left) {
        std::string key(fields.text());
        table.tags.insert_or_assign(std::move(key), std::string(fields.text()));
    }
    fields.end();
    return table;
}

}  // namespace dynoxx::local::dynamodb
