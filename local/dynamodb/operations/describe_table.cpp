#include "local/dynamodb/api_error.hpp"
#include "local/dynamodb/operations/operation.hpp"
#include "local/dynamodb/operations/shapes.hpp"
#include "local/dynamodb/operations/table_description.hpp"
#include "local/dynamodb/operations/table_request.hpp"

namespace dynoxx::local::dynamodb {

namespace {

constexpr auto members = std::to_array<Member>({{"TableName", &shapes::table_name}});
constexpr Shape input{.kind = Shape::Kind::Structure, .name = "DescribeTableInput", .members = members};

std::string describe_table(State& state, const Json& request) {
    const std::string_view name = request.text_of("TableName");
    const Table* table = state.find_table(name);
    if (table == nullptr) {
        throw ApiError(ApiErrorType::ResourceNotFound,
                       "Requested resource not found: Table: " + std::string(table_name_of(name)) + " not found");
    }
    JsonWriter writer;
    writer.begin_object().key("Table");
    write_table_description(writer, *table, "ACTIVE");
    writer.end_object();
    return std::move(writer).take();
}

}  // namespace

const Operation describe_table_operation{"DescribeTable", &input, describe_table, check_table_name};

}  // namespace dynoxx::local::dynamodb
