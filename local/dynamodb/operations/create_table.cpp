#include "local/dynamodb/api_error.hpp"
#include "local/dynamodb/operations/operation.hpp"
#include "local/dynamodb/operations/table_description.hpp"
#include "local/dynamodb/operations/table_request.hpp"

#include <cstdio>

namespace dynoxx::local::dynamodb {

namespace {

constexpr std::size_t min_name_length = 3;
constexpr std::size_t max_name_length = 255;

/// Table ids look like UUIDs and count up, so that a run can be repeated.
std::string make_id(std::uint64_t number) {
    char text[37];
    std::snprintf(text, sizeof text, "00000000-0000-4000-8000-%012llx",
                  static_cast<unsigned long long>(number & 0xFFFFFFFFFFFFU));
    return text;
}

void check_new_name(const Json& request) {
    check_table_name(request);
    const std::size_t size = request.text_of("TableName").size();
    if (size < min_name_length || size > max_name_length) {
        fail_validation("TableName must be at least 3 characters long and at most 255 characters long");
    }
}

std::string create_table(State& state, const Json& request) {
    const std::string name(request.text_of("TableName"));
    TableDefinition definition = read_table_definition(request);
    if (state.tables.contains(name)) {
        throw ApiError(ApiErrorType::ResourceInUse, "Table already exists: " + name);
    }
    definition.name = name;
    definition.arn = "arn:aws:dynamodb:" + state.options.region + ':' + state.options.account_id + ":table/" + name;
    definition.id = make_id(++state.tables_made);
    definition.created = state.options.clock ? state.options.clock() : 0;
    const Table& table = state.tables.emplace(name, Table(std::move(definition), state.options.recorder)).first->second;

    JsonWriter writer;
    writer.begin_object().key("TableDescription");
    write_table_description(writer, table, "ACTIVE");
    writer.end_object();
    return std::move(writer).take();
}

}  // namespace

const Operation create_table_operation{"CreateTable", &create_table_input, create_table, check_new_name};

}  // namespace dynoxx::local::dynamodb
