#include "local/dynamodb/api_error.hpp"
#include "local/dynamodb/key.hpp"
#include "local/dynamodb/operations/operation.hpp"
#include "local/dynamodb/operations/shapes.hpp"
#include "local/dynamodb/operations/write_request.hpp"
#include "local/dynamodb/value_json.hpp"

#include <set>
#include <utility>

namespace dynoxx::local::dynamodb {

namespace {

constexpr std::size_t max_requests = 25;
constexpr std::size_t max_bytes = 16 * 1024 * 1024;

constexpr auto delete_members = std::to_array<Member>({{"Key", &shapes::item, Presence::Required}});
constexpr Shape delete_request{.kind = Shape::Kind::Structure, .name = "DeleteRequest", .members = delete_members};
constexpr auto put_members = std::to_array<Member>({{"Item", &shapes::item, Presence::Required}});
constexpr Shape put_request{.kind = Shape::Kind::Structure, .name = "PutRequest", .members = put_members};
constexpr auto write_members = std::to_array<Member>({
    {"DeleteRequest", &delete_request},
    {"PutRequest", &put_request},
});
constexpr Shape write_request{.kind = Shape::Kind::Structure, .name = "WriteRequest", .members = write_members};
constexpr Shape write_requests{
    .kind = Shape::Kind::List, .element = &write_request, .min = 1, .max = static_cast<std::int64_t>(max_requests)};
constexpr Shape request_items{
    .kind = Shape::Kind::Map, .element = &write_requests, .map_key = &shapes::table_name, .map_value_length = true};
constexpr auto members = std::to_array<Member>({
    {"ReturnConsumedCapacity", &shapes::return_capacity},
    {"ReturnItemCollectionMetrics", &shapes::return_metrics},
    {"RequestItems", &request_items, Presence::Required},
});
constexpr Shape input{.kind = Shape::Kind::Structure, .name = "BatchWriteItemInput", .members = members};

/// One write, checked and ready to be done.
struct Write {
    bool is_put = false;
    Item item;
};

struct TableWrites {
    const Json* json = nullptr;
    Table* table = nullptr;
    std::vector<Write> writes;
};

Write read_write(const Json& json) {
    const Json* put = json.find("PutRequest");
    const Json* removal = json.find("DeleteRequest");
    if ((put == nullptr) == (removal == nullptr)) {
        fail_validation(
            "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported "
            "datatypes");
    }
    if (put == nullptr) {
        return {false, read_item(*removal->find("Key"), ValueErrorStyle::Older)};
    }
    Write write{true, read_item(*put->find("Item"), ValueErrorStyle::Older)};
    if (item_size(write.item) > max_item_size) {
        fail_validation("Item size has exceeded the maximum allowed size");
    }
    return write;
}

/// Reads all writes before anything is looked up, as the service does.
std::vector<TableWrites> read_writes(State& state, const Json& tables) {
    if (tables.children.empty()) {
        fail_validation("The requestItems parameter is required for BatchWriteItem");
    }
    std::vector<std::vector<Write>> writes;
    std::size_t count = 0;
    std::size_t bytes = 0;
    for (const Json& requests : tables.children) {
        auto& here = writes.emplace_back();
        for (const Json& request : requests.children) {
            here.push_back(read_write(request));
            bytes += item_size(here.back().item);
        }
        count += here.size();
    }
    if (count > max_requests) {
        fail_validation("Too many items requested for the BatchWriteItem call");
    }
    if (bytes > max_bytes) {
        fail_validation("Request size has exceeded the maximum allowed size of 16 MB");
    }
    std::vector<TableWrites> result;
    for (std::size_t i = 0; i < writes.size(); ++i) {
        const Json& requests = tables.children[i];
        result.push_back({&requests, &state.table(requests.name), std::move(writes[i])});
    }
    return result;
}

/// In a batch, a missing or mistyped key of an item is reported as that of a key is.
void check_put_key(const TableDefinition& definition, const Item& item) {
    if (!has_keys(item, definition.keys)) {
        fail_validation("The provided key element does not match the schema");
    }
    check_item_keys(definition, item);
}

void check_keys(const std::vector<TableWrites>& batch) {
    std::set<std::pair<const Table*, std::string>> seen;
    for (const TableWrites& part : batch) {
        const TableDefinition& definition = part.table->definition();
        for (const Write& write : part.writes) {
            if (write.is_put) {
                check_put_key(definition, write.item);
            } else {
                check_key(definition, write.item);
            }
            if (!seen.emplace(part.table, key_bytes(definition.keys, write.item)).second) {
                fail_validation("Provided list of item keys contains duplicates");
            }
        }
    }
}

/// Writes what was not done: the requests as they came.
void write_unprocessed(JsonWriter& writer, const TableWrites& part, std::size_t first) {
    writer.key(part.json->name).begin_array();
    for (std::size_t i = first; i < part.writes.size(); ++i) {
        const Write& write = part.writes[i];
        writer.begin_object().key(write.is_put ? "PutRequest" : "DeleteRequest").begin_object();
        writer.key(write.is_put ? "Item" : "Key");
        write_item(writer, write.item);
        writer.end_object().end_object();
    }
    writer.end_array();
}

std::string batch_write_item(State& state, const Json& request) {
    std::vector<TableWrites> batch = read_writes(state, *request.find("RequestItems"));
    check_keys(batch);
    const std::string_view level = capacity_level(request);
    JsonWriter writer;
    JsonWriter consumed;
    JsonWriter unprocessed;
    CollectionMetrics metrics;
    std::size_t left = state.batch_limit;
    for (TableWrites& part : batch) {
        ConsumedCapacity capacity(part.table->definition());
        std::size_t at = 0;
        for (; at < part.writes.size() && left > 0; ++at, --left) {
            Write& write = part.writes[at];
            metrics.add(part.table->definition(), write.item);
            capacity.add(write.is_put ? part.table->put(std::move(write.item)) : part.table->remove(write.item));
        }
        if (at < part.writes.size()) {
            write_unprocessed(unprocessed, part, at);
        }
        capacity.write(consumed, level);
    }
    writer.begin_object().key("UnprocessedItems").raw('{' + unprocessed.text() + '}');
    if (level != "NONE") {
        writer.key("ConsumedCapacity").begin_array().raw(consumed.text()).end_array();
    }
    metrics.write_member(writer, request);
    writer.end_object();
    return std::move(writer).take();
}

}  // namespace

const Operation batch_write_item_operation{"BatchWriteItem", &input, batch_write_item};

}  // namespace dynoxx::local::dynamodb
