#include "local/dynamodb/key.hpp"
#include "local/dynamodb/operations/operation.hpp"
#include "local/dynamodb/operations/read_request.hpp"
#include "local/dynamodb/operations/shapes.hpp"
#include "local/dynamodb/operations/write_request.hpp"

namespace dynoxx::local::dynamodb {

namespace {

constexpr auto members = std::to_array<Member>({
    {"ReturnConsumedCapacity", &shapes::return_capacity},
    {"AttributesToGet", &shapes::attributes_to_get},
    {"TableName", &shapes::table_name, Presence::Required},
    {"Key", &shapes::item, Presence::Required},
    {"ConsistentRead", &shapes::boolean},
    {"ProjectionExpression", &shapes::text},
    {"ExpressionAttributeNames", &shapes::names},
});
constexpr Shape input{.kind = Shape::Kind::Structure, .name = "GetItemInput", .members = members};

std::string get_item(State& state, const Json& request) {
    check_expression_parameters(request, {"ProjectionExpression"}, {"AttributesToGet"});
    const Item key = read_item(*request.find("Key"), ValueErrorStyle::Current);
    ExpressionContext context(request);
    const std::vector<DocumentPath> projection = read_projection(request, context);
    context.check_all_used();

    const Table& table = state.table(request.text_of("TableName"));
    check_key(table.definition(), key);
    for (const DocumentPath& path : projection) {
        check_path_into_keys(path, table.definition());
    }
    const RecordPointer record = table.find(key);

    JsonWriter writer;
    writer.begin_object();
    if (record != nullptr) {
        writer.key("Item");
        write_item(writer, projected(record->item, projection));
    }
    ConsumedCapacity capacity(table.definition());
    capacity.add(read_units(record == nullptr ? 0 : record->size, read_mode(request)));
    capacity.write_member(writer, request);
    writer.end_object();
    return std::move(writer).take();
}

}  // namespace

const Operation get_item_operation{"GetItem", &input, get_item};

}  // namespace dynoxx::local::dynamodb
