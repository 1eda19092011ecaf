#include "local/dynamodb/json_writer.hpp"
#include "local/dynamodb/operations/operation.hpp"
#include "local/dynamodb/operations/shapes.hpp"

namespace dynoxx::local::dynamodb {

namespace {

constexpr std::size_t default_limit = 100;

constexpr Shape start_name{.kind = Shape::Kind::String, .min = 3, .max = 255, .is_resource_name = true};
constexpr Shape limit{.kind = Shape::Kind::Integer, .min = 1, .max = 100};
constexpr auto members = std::to_array<Member>({
    {"Limit", &limit},
    {"ExclusiveStartTableName", &start_name},
});
constexpr Shape input{.kind = Shape::Kind::Structure, .name = "ListTablesInput", .members = members};

std::string list_tables(State& state, const Json& request) {
    const Json* given_limit = request.find("Limit");
    std::size_t left = given_limit == nullptr ? default_limit : static_cast<std::size_t>(given_limit->integer);
    auto table = state.tables.upper_bound(request.text_of("ExclusiveStartTableName"));
    JsonWriter writer;
    writer.begin_object().key("TableNames").begin_array();
    std::string_view last;
    for (; table != state.tables.end() && left > 0; ++table, --left) {
        last = table->first;
        writer.string(last);
    }
    writer.end_array();
    if (table != state.tables.end()) {
        writer.key("LastEvaluatedTableName").string(last);
    }
    writer.end_object();
    return std::move(writer).take();
}

}  // namespace

const Operation list_tables_operation{"ListTables", &input, list_tables};

}  // namespace dynoxx::local::dynamodb
