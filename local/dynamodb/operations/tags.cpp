#include "local/dynamodb/operations/tags.hpp"

#include "local/dynamodb/api_error.hpp"
#include "local/dynamodb/json_writer.hpp"
#include "local/dynamodb/operations/operation.hpp"
#include "local/dynamodb/operations/shapes.hpp"

#include <algorithm>
#include <array>

namespace dynoxx::local::dynamodb {

namespace {

constexpr std::size_t max_tags = 50;
constexpr std::size_t min_table_name = 3;

constexpr Shape arn_shape{.kind = Shape::Kind::String, .min = 1, .max = 1283};
constexpr Shape key_shape{.kind = Shape::Kind::String, .min = 1, .max = 128};
constexpr Shape value_shape{.kind = Shape::Kind::String, .min = 0, .max = 256};
constexpr auto tag_members = std::to_array<Member>({
    {"Key", &key_shape, Presence::Required},
    {"Value", &value_shape, Presence::Required},
});
constexpr Shape tag_shape{.kind = Shape::Kind::Structure, .name = "Tag", .members = tag_members};
constexpr Shape keys_shape{.kind = Shape::Kind::List, .element = &key_shape};

constexpr auto tag_input_members = std::to_array<Member>({
    {"ResourceArn", &arn_shape, Presence::Required},
    {"Tags", &shapes::tags, Presence::Required},
});
constexpr Shape tag_input{.kind = Shape::Kind::Structure, .name = "TagResourceInput", .members = tag_input_members};
constexpr auto untag_input_members = std::to_array<Member>({
    {"ResourceArn", &arn_shape, Presence::Required},
    {"TagKeys", &keys_shape, Presence::Required},
});
constexpr Shape untag_input{
    .kind = Shape::Kind::Structure, .name = "UntagResourceInput", .members = untag_input_members};
constexpr auto list_input_members = std::to_array<Member>({
    {"ResourceArn", &arn_shape, Presence::Required},
    {"NextToken", &shapes::text},
});
constexpr Shape list_input{
    .kind = Shape::Kind::Structure, .name = "ListTagsOfResourceInput", .members = list_input_members};

/// Finds the table of an ARN: `arn:aws:dynamodb:REGION:ACCOUNT:table/NAME`, all parts as this engine's.
Table& find_table(State& state, const Json& request, std::string_view operation) {
    const std::string arn(request.text_of("ResourceArn"));
    std::array<std::string_view, 6> parts;
    std::string_view rest = arn;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::size_t end = i + 1 < parts.size() ? rest.find(':') : rest.size();
        parts[i] = rest.substr(0, end);
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : std::min(end + 1, rest.size()));
    }
    constexpr std::string_view kind = "table/";
    const std::string_view name = parts[5].substr(std::min(kind.size(), parts[5].size()));
    if (parts[0] != "arn" || parts[2] != "dynamodb" || !parts[5].starts_with(kind) || name.size() < min_table_name ||
        name.find('/') != std::string_view::npos) {
        fail_validation("Invalid TableArn: Invalid ResourceArn provided as input " + arn);
    }
    if (parts[3] != state.options.region || parts[4] != state.options.account_id) {
        throw ApiError(ApiErrorType::AccessDenied, "User: arn:aws:iam::" + state.options.account_id +
                                                       ":root is not authorized to perform: dynamodb:" +
                                                       std::string(operation) + " on resource: " + arn);
    }
    Table* table = state.find_table(name);
    if (table == nullptr) {
        throw ApiError(ApiErrorType::ResourceNotFound,
                       "Requested resource not found: ResourcArn: " + arn + " not found");
    }
    return *table;
}

std::string tag_resource(State& state, const Json& request) {
    const Json& tags = *request.find("Tags");
    Table& table = find_table(state, request, "TagResource");
    if (tags.children.empty()) {
        fail_validation("Atleast one Tag needs to be provided as Input.");
    }
    table.edit_definition().tags = with_tags(table.definition().tags, tags);
    return "{}";
}

std::string untag_resource(State& state, const Json& request) {
    const Json& keys = *request.find("TagKeys");
    Table& table = find_table(state, request, "UntagResource");
    if (keys.children.empty()) {
        fail_validation("Atleast one Tag Key needs to be provided as Input.");
    }
    for (const Json& key : keys.children) {
        table.edit_definition().tags.erase(key.text);
    }
    return "{}";
}

std::string list_tags_of_resource(State& state, const Json& request) {
    JsonWriter writer;
    writer.begin_object().key("Tags").begin_array();
    for (const auto& [key, value] : find_table(state, request, "ListTagsOfResource").definition().tags) {
        writer.begin_object().key("Key").string(key).key("Value").string(value).end_object();
    }
    writer.end_array().end_object();
    return std::move(writer).take();
}

}  // namespace

namespace shapes {
const Shape tags{.kind = Shape::Kind::List, .element = &tag_shape};
}  // namespace shapes

std::map<std::string, std::string> with_tags(std::map<std::string, std::string> tags, const Json& more) {
    for (const Json& tag : more.children) {
        tags.insert_or_assign(std::string(tag.text_of("Key")), std::string(tag.text_of("Value")));
    }
    if (tags.size() > max_tags) {
        fail_parameter("Too many Tags: a table can have at most " + std::to_string(max_tags) + " tags");
    }
    return tags;
}

const Operation tag_resource_operation{"TagResource", &tag_input, tag_resource};
const Operation untag_resource_operation{"UntagResource", &untag_input, untag_resource};
const Operation list_tags_of_resource_operation{"ListTagsOfResource", &list_input, list_tags_of_resource};

}  // namespace dynoxx::local::dynamodb
