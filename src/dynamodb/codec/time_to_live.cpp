#include "dynamodb/codec.hpp"
#include "dynamodb/codec/enumeration.hpp"

namespace dynoxx::dynamodb {

namespace {

/// Texts of `TimeToLiveStatus`.
constexpr std::array<std::string_view, 4> statuses{"ENABLING", "DISABLING", "ENABLED", "DISABLED"};

json::Value read_part(const json::Value& root, std::string_view name) {
    const std::optional<json::Value> part = find_member(root, name);
    if (!part || part->type() != json::Value::Type::Object) {
        malformed("\"" + std::string(name) + "\" is missing or not an object");
    }
    return *part;
}

}  // namespace

std::string encode(const UpdateTimeToLiveRequest& request) {
    json::Writer writer;
    writer.begin_object().member("TableName", request.table_name).key("TimeToLiveSpecification").begin_object();
    writer.key("Enabled").boolean(request.enabled).member("AttributeName", request.attribute_name);
    return writer.end_object().end_object().take();
}

std::string encode(const DescribeTimeToLiveRequest& request) {
    return json::Writer().begin_object().member("TableName", request.table_name).end_object().take();
}

UpdateTimeToLiveResponse decode_update_time_to_live(const std::string& body) {
    return read_answer("UpdateTimeToLive", body, [](const json::Value& root) {
        const json::Value specification = read_part(root, "TimeToLiveSpecification");
        UpdateTimeToLiveResponse response;
        response.attribute_name = find_text(specification, "AttributeName");
        response.enabled = find_boolean(specification, "Enabled");
        return response;
    });
}

DescribeTimeToLiveResponse decode_describe_time_to_live(const std::string& body) {
    return read_answer("DescribeTimeToLive", body, [](const json::Value& root) {
        const json::Value description = read_part(root, "TimeToLiveDescription");
        DescribeTimeToLiveResponse response;
        response.status = find_enum(description, "TimeToLiveStatus", statuses, TimeToLiveStatus::Other);
        response.attribute_name = find_text(description, "AttributeName");
        return response;
    });
}

}  // namespace dynoxx::dynamodb
