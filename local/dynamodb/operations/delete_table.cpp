#include "local/dynamodb/api_error.hpp"
#include "local/dynamodb/operations/operation.hpp"
#include "local/dynamodb/operations/shapes.hpp"
#include "local/dynamodb/operations/table_description.hpp"
#include "local/dynamodb/operations/table_request.hpp"

namespace dynoxx::local::dynamodb {

namespace {

constexpr auto members = std::to_array<Member>({{"TableName", &shapes::table_name}});
constexpr Shape input{.kind = Shape::Kind::Structure, .name = "DeleteTableInput", .members = members};

std::string delete_table(State& state, const Json& request) {
    const std::string_view name = request.text_of("TableName");
    const Table* table = state.find_table(name);
    if (table == nullptr) {
        throw ApiError(ApiErrorType::ResourceNotFound,
                       "Requested resource not found: Table: " + std::string(table_name_of(name)) + " not found");
    }
    if (table->definition().deletion_protection) {
        fail_validation(
            "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection "
            "first.");
    }
    JsonWriter writer;
    writer.begin_object().key("TableDescription");
    write_table_description(writer, *table, "DELETING");
    writer.end_object();
    state.tables.erase(state.tables.find(table_name_of(name)));
    return std::move(writer).take();
}

}  // namespace

const Operation delete_table_operation{"DeleteTable", &input, delete_table, check_table_name};

}  // namespace dynoxx::local::dynamodb
