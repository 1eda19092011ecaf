#include "dynamodb/codec/fields.hpp"

#include <array>

namespace dynoxx::dynamodb {

namespace {

constexpr std::array<std::string_view, 5> return_values_texts{"NONE", "ALL_OLD", "UPDATED_OLD", "ALL_NEW",
                                                              "UPDATED_NEW"};

}  // namespace

void write_text(json::Writer& writer, std::string_view name, const std::string& text) {
    if (!text.empty()) {
        writer.member(name, text);
    }
}

void write_if(json::Writer& writer, std::string_view name, bool value) {
    if (value) {
        writer.key(name).boolean(true);
    }
}

void write_expression(json::Writer& writer, const ExpressionNames& names, const ExpressionValues& values) {
    if (!names.empty()) {
        writer.key("ExpressionAttributeNames").begin_object();
        for (const auto& [placeholder, name] : names) {
            writer.member(placeholder, name);
        }
        writer.end_object();
    }
    if (!values.empty()) {
        writer.key("ExpressionAttributeValues").begin_object();
        for (const auto& [placeholder, value] : values) {
            writer.key(placeholder);
            write_value(writer, value);
        }
        writer.end_object();
    }
}

void write_return_values(json::Writer& writer, ReturnValues values, bool return_item_on_condition_failure) {
    if (values != ReturnValues::None) {
        writer.member("ReturnValues", return_values_texts.at(static_cast<std::size_t>(values)));
    }
    if (return_item_on_condition_failure) {
        writer.member("ReturnValuesOnConditionCheckFailure", "ALL_OLD");
    }
}

void malformed(const std::string& what) {
    throw_error(Error(ErrorCode::InvalidResponse, what));
}

std::optional<json::Value> find_member(const json::Value& object, std::string_view name) {
    std::optional<json::Value> member = object.find(name);
    if (member && member->type() == json::Value::Type::Null) {
        member.reset();
    }
    return member;
}

std::optional<Item> find_item(const json::Value& object, std::string_view name) {
    const std::optional<json::Value> member = find_member(object, name);
    return member ? std::optional(read_item(*member)) : std::nullopt;
}

std::string find_text(const json::Value& object, std::string_view name) {
    const std::optional<json::Value> member = find_member(object, name);
    return member ? read_text(*member, name) : std::string();
}

bool find_boolean(const json::Value& object, std::string_view name) {
    const std::optional<json::Value> member = find_member(object, name);
    if (!member) {
        return false;
    }
    const std::optional<bool> value = member->boolean();
    if (!value) {
        malformed("\"" + std::string(name) + "\" is not true or false");
    }
    return *value;
}

std::string read_text(const json::Value& value, std::string_view name) {
    const std::optional<std::string_view> text = value.string();
    if (!text) {
        malformed("\"" + std::string(name) + "\" is not a text");
    }
    return std::string(*text);
}

std::int64_t find_integer(const json::Value& object, std::string_view name) {
    const std::optional<json::Value> member = find_member(object, name);
    if (!member) {
        return 0;
    }
    const std::optional<std::int64_t> number = member->integer();
    if (!number) {
        malformed("\"" + std::string(name) + "\" is not an integer");
    }
    return *number;
}

json::Document parse_answer(std::string_view operation, const std::string& body) {
    Result<json::Document> document = json::Document::parse(body);
    if (!document) {
        throw_error(in_answer(
            operation, Error(ErrorCode::InvalidResponse, "it is not valid JSON").with_cause(document.error().cause())));
    }
    if (document->root().type() != json::Value::Type::Object) {
        throw_error(in_answer(operation, Error(ErrorCode::InvalidResponse, "it is not a JSON object")));
    }
    return *std::move(document);
}

Error in_answer(std::string_view operation, const Error& error) {
    return Error(error.code(),
                 "The answer to " + std::string(operation) + " cannot be understood: " + error.message() + ".")
        .with_cause(error.cause());
}

}  // namespace dynoxx::dynamodb
