#include "local/dynamodb/api_error.hpp"
#include "local/dynamodb/key.hpp"
#include "local/dynamodb/operations/operation.hpp"
#include "local/dynamodb/operations/read_request.hpp"
#include "local/dynamodb/operations/shapes.hpp"
#include "local/dynamodb/operations/write_request.hpp"
#include "local/dynamodb/value_json.hpp"

#include <map>
#include <set>

namespace dynoxx::local::dynamodb {

namespace {

constexpr auto get_members = std::to_array<Member>({
    {"Key", &shapes::item, Presence::Required},
    {"TableName", &shapes::table_name, Presence::Required},
    {"ProjectionExpression", &shapes::text},
    {"ExpressionAttributeNames", &shapes::names},
});
constexpr Shape get{.kind = Shape::Kind::Structure, .name = "Get", .members = get_members};
constexpr auto entry_members = std::to_array<Member>({{"Get", &get, Presence::Required}});
constexpr Shape entry{.kind = Shape::Kind::Structure, .name = "TransactGetItem", .members = entry_members};
constexpr Shape entries{.kind = Shape::Kind::List, .element = &entry, .min = 1, .max = 100};
constexpr auto members = std::to_array<Member>({
    {"TransactItems", &entries, Presence::Required},
    {"ReturnConsumedCapacity", &shapes::return_capacity},
});
constexpr Shape input{.kind = Shape::Kind::Structure, .name = "TransactGetItemsInput", .members = members};

std::string transact_get_items(State& state, const Json& request) {
    JsonWriter writer;
    std::map<std::string, ConsumedCapacity> consumed;
    std::set<std::pair<const Table*, std::string>> seen;
    writer.begin_object().key("Responses").begin_array();
    for (const Json& part : request.find("TransactItems")->children) {
        const Json& one = *part.find("Get");
        check_expression_parameters(one, {"ProjectionExpression"}, {});
        const Item key = read_item(*one.find("Key"), ValueErrorStyle::Bare);
        ExpressionContext context(one);
        const std::vector<DocumentPath> projection = read_projection(one, context);
        context.check_all_used();
        const Table& table = state.table(one.text_of("TableName"));
        check_key(table.definition(), key);
        if (!seen.emplace(&table, key_bytes(table.definition().keys, key)).second) {
            fail_validation("Transaction request cannot include multiple operations on one item");
        }
        for (const DocumentPath& path : projection) {
            check_path_into_keys(path, table.definition());
        }
        const RecordPointer record = table.find(key);
        writer.begin_object();
        if (record != nullptr) {
            writer.key("Item");
            write_item(writer, projected(record->item, projection));
        }
        writer.end_object();
        consumed.try_emplace(table.definition().name, table.definition())
            .first->second.add(read_units(record == nullptr ? 0 : record->size, ReadMode::Transactional));
    }
    writer.end_array();
    const std::string_view level = capacity_level(request);
    if (level != "NONE") {
        writer.key("ConsumedCapacity").begin_array();
        for (const auto& [name, capacity] : consumed) {
            capacity.write(writer, level);
        }
        writer.end_array();
    }
    writer.end_object();
    return std::move(writer).take();
}

}  // namespace

const Operation transact_get_items_operation{"TransactGetItems", &input, transact_get_items};

}  // namespace dynoxx::local::dynamodb
