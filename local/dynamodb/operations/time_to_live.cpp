#include "local/dynamodb/api_error.hpp"
#include "local/dynamodb/json_writer.hpp"
#include "local/dynamodb/operations/operation.hpp"
#include "local/dynamodb/operations/shapes.hpp"

namespace dynoxx::local::dynamodb {

namespace {

constexpr Shape attribute_name{.kind = Shape::Kind::String, .min = 1, .max = 255};
constexpr auto specification_members = std::to_array<Member>({
    {"Enabled", &shapes::boolean, Presence::Required},
    {"AttributeName", &attribute_name, Presence::Required},
});
constexpr Shape specification{
    .kind = Shape::Kind::Structure, .name = "TimeToLiveSpecification", .members = specification_members};
constexpr auto update_members = std::to_array<Member>({
    {"TableName", &shapes::table_name, Presence::Required},
    {"TimeToLiveSpecification", &specification, Presence::Required},
});
constexpr Shape update_input{
    .kind = Shape::Kind::Structure, .name = "UpdateTimeToLiveInput", .members = update_members};
constexpr auto describe_members = std::to_array<Member>({{"TableName", &shapes::table_name, Presence::Required}});
constexpr Shape describe_input{
    .kind = Shape::Kind::Structure, .name = "DescribeTimeToLiveInput", .members = describe_members};

Table& find_table(State& state, const Json& request) {
    const std::string_view name = request.text_of("TableName");
    Table* table = state.find_table(name);
    if (table == nullptr) {
        throw ApiError(ApiErrorType::ResourceNotFound,
                       "Requested resource not found: Table: " + std::string(table_name_of(name)) + " not found");
    }
    return *table;
}

std::string update_time_to_live(State& state, const Json& request) {
    const Json& wanted = *request.find("TimeToLiveSpecification");
    const std::string attribute(wanted.text_of("AttributeName"));
    const bool enable = wanted.find("Enabled")->is_true();
    Table& table = find_table(state, request);
    const std::string& current = table.definition().ttl_attribute;
    if (enable && !current.empty()) {
        fail_validation("TimeToLive is already enabled");
    }
    if (!enable && current.empty()) {
        fail_validation("TimeToLive is already disabled");
    }
    if (!enable && current != attribute) {
        fail_validation("TimeToLive is active on a different AttributeName: current AttributeName is " + current);
    }
    table.edit_definition().ttl_attribute = enable ? attribute : "";
    JsonWriter writer;
    writer.begin_object().key("TimeToLiveSpecification").begin_object();
    writer.key("AttributeName").string(attribute).key("Enabled").boolean(enable);
    writer.end_object().end_object();
    return std::move(writer).take();
}

std::string describe_time_to_live(State& state, const Json& request) {
    const std::string& attribute = find_table(state, request).definition().ttl_attribute;
    JsonWriter writer;
    writer.begin_object().key("TimeToLiveDescription").begin_object();
    writer.key("TimeToLiveStatus").string(attribute.empty() ? "DISABLED" : "ENABLED");
    if (!attribute.empty()) {
        writer.key("AttributeName").string(attribute);
    }
    writer.end_object().end_object();
    return std::move(writer).take();
}

}  // namespace

const Operation update_time_to_live_operation{"UpdateTimeToLive", &update_input, update_time_to_live};
const Operation describe_time_to_live_operation{"DescribeTimeToLive", &describe_input, describe_time_to_live};

}  // namespace dynoxx::local::dynamodb
