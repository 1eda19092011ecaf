#include "local/dynamodb/api_error.hpp"
#include "local/dynamodb/key.hpp"
#include "local/dynamodb/operations/operation.hpp"
#include "local/dynamodb/operations/read_request.hpp"
#include "local/dynamodb/operations/shapes.hpp"
#include "local/dynamodb/operations/write_request.hpp"
#include "local/dynamodb/value_json.hpp"

#include <algorithm>

namespace dynoxx::local::dynamodb {

namespace {

constexpr std::size_t max_keys = 100;
constexpr std::size_t max_bytes = 16 * 1024 * 1024;

constexpr Shape key_list{
    .kind = Shape::Kind::List, .element = &shapes::item, .min = 1, .max = static_cast<std::int64_t>(max_keys)};
constexpr auto keys_members = std::to_array<Member>({
    {"Keys", &key_list, Presence::Required},
    {"AttributesToGet", &shapes::attributes_to_get},
    {"ConsistentRead", &shapes::boolean},
    {"ProjectionExpression", &shapes::text},
    {"ExpressionAttributeNames", &shapes::names},
});
constexpr Shape keys_and_attributes{
    .kind = Shape::Kind::Structure, .name = "KeysAndAttributes", .members = keys_members};
constexpr Shape request_items{
    .kind = Shape::Kind::Map, .element = &keys_and_attributes, .map_key = &shapes::table_name};
constexpr auto members = std::to_array<Member>({
    {"RequestItems", &request_items, Presence::Required},
    {"ReturnConsumedCapacity", &shapes::return_capacity},
});
constexpr Shape input{.kind = Shape::Kind::Structure, .name = "BatchGetItemInput", .members = members};

/// The reads of one table.
struct TableReads {
    const Json* json = nullptr;
    const Table* table = nullptr;
    std::vector<Item> keys;
    std::vector<DocumentPath> projection;
};

TableReads read_reads(const Json& json) {
    check_expression_parameters(json, {"ProjectionExpression"}, {"AttributesToGet"});
    TableReads reads;
    reads.json = &json;
    ExpressionContext context(json);
    reads.projection = read_projection(json, context);
    context.check_all_used();
    for (const Json& json_key : json.find("Keys")->children) {
        Item key = read_item(json_key, ValueErrorStyle::Current);
        if (std::find(reads.keys.begin(), reads.keys.end(), key) != reads.keys.end()) {
            fail_validation("Provided list of item keys contains duplicates");
        }
        reads.keys.push_back(std::move(key));
    }
    return reads;
}

void check_keys(const TableReads& reads) {
    const TableDefinition& definition = reads.table->definition();
    for (const DocumentPath& path : reads.projection) {
        check_path_into_keys(path, definition);
    }
    for (const Item& key : reads.keys) {
        check_key(definition, key);
    }
}

/// Writes what was left out because the answer was full: the keys, and how they were to be read.
void write_unprocessed(JsonWriter& writer, const TableReads& reads, std::size_t first) {
    writer.key(reads.json->name).begin_object().key("Keys").begin_array();
    for (std::size_t i = first; i < reads.keys.size(); ++i) {
        write_item(writer, reads.keys[i]);
    }
    writer.end_array();
    if (const Json* consistent = reads.json->find("ConsistentRead")) {
        writer.key("ConsistentRead").boolean(consistent->is_true());
    }
    if (reads.json->has("ProjectionExpression")) {
        writer.key("ProjectionExpression").string(reads.json->text_of("ProjectionExpression"));
    }
    if (const Json* attributes = reads.json->find("AttributesToGet")) {
        writer.key("AttributesToGet").begin_array();
        for (const Json& attribute : attributes->children) {
            writer.string(attribute.text);
        }
        writer.end_array();
    }
    if (const Json* names = reads.json->find("ExpressionAttributeNames")) {
        writer.key("ExpressionAttributeNames").begin_object();
        for (const Json& name : names->children) {
            writer.key(name.name).string(name.text);
        }
        writer.end_object();
    }
    writer.end_object();
}

std::vector<TableReads> read_batch(State& state, const Json& tables) {
    if (tables.children.empty()) {
        fail_validation("The requestItems parameter is required for BatchGetItem");
    }
    std::vector<TableReads> batch;
    std::size_t count = 0;
    for (const Json& table : tables.children) {
        batch.push_back(read_reads(table));
        count += batch.back().keys.size();
    }
    if (count > max_keys) {
        fail_validation("Too many items requested for the BatchGetItem call");
    }
    for (TableReads& reads : batch) {
        reads.table = &state.table(reads.json->name);
        check_keys(reads);
    }
    return batch;
}

std::string batch_get_item(State& state, const Json& request) {
    const std::vector<TableReads> batch = read_batch(state, *request.find("RequestItems"));
    const std::string_view level = capacity_level(request);
    JsonWriter writer;
    JsonWriter unprocessed;
    JsonWriter consumed;
    std::size_t bytes = 0;
    std::size_t left = state.batch_limit;
    writer.begin_object().key("Responses").begin_object();
    for (const TableReads& reads : batch) {
        ConsumedCapacity capacity(reads.table->definition());
        writer.key(reads.json->name).begin_array();
        std::size_t at = 0;
        for (; at < reads.keys.size() && bytes < max_bytes && left > 0; ++at, --left) {
            const RecordPointer record = reads.table->find(reads.keys[at]);
            const std::size_t size = record == nullptr ? 0 : record->size;
            if (bytes + size > max_bytes) {
                bytes = max_bytes;
                break;
            }
            bytes += size;
            capacity.add(read_units(size, read_mode(*reads.json)));
            if (record != nullptr) {
                write_item(writer, projected(record->item, reads.projection));
            }
        }
        writer.end_array();
        if (at < reads.keys.size()) {
            write_unprocessed(unprocessed, reads, at);
        }
        capacity.write(consumed, level);
    }
    writer.end_object().key("UnprocessedKeys").raw('{' + unprocessed.text() + '}');
    if (level != "NONE") {
        writer.key("ConsumedCapacity").begin_array().raw(consumed.text()).end_array();
    }
    writer.end_object();
    return std::move(writer).take();
}

}  // namespace

const Operation batch_get_item_operation{"BatchGetItem", &input, batch_get_item};

}  // namespace dynoxx::local::dynamodb
