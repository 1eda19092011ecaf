#include "local/dynamodb/shape.hpp"

#include "local/dynamodb/api_error.hpp"
#include "local/dynamodb/base64.hpp"
#include "local/dynamodb/value.hpp"

#include <algorithm>
#include <cctype>
#include <string>

namespace dynoxx::local::dynamodb {

namespace {

using Type = Json::Type;
using Kind = Shape::Kind;

constexpr std::string_view package = "com.amazonaws.dynamodb.v20120810.";

/// What the service's JSON reader calls a token.
std::string token_name(const Json& json) {
    switch (json.type) {
        case Type::Boolean:
            return json.boolean ? "TRUE_VALUE" : "FALSE_VALUE";
        case Type::Integer:
            return "NUMBER_VALUE";
        case Type::Decimal:
            return "DECIMAL_VALUE";
        default:
            return "STRING_VALUE";
    }
}

bool is_scalar(const Json& json) {
    return json.type != Type::Array && json.type != Type::Object;
}

/// Fails if a list or an object stands where one value should.
void check_scalar(const Json& json, std::string_view java_class) {
    if (json.type == Type::Array) {
        fail_serialization("Unrecognized collection type class " + std::string(java_class));
    }
    if (json.type == Type::Object) {
        fail_serialization("Start of structure or map found where not expected");
    }
}

void check_string(const Json& json) {
    check_scalar(json, "java.lang.String");
    if (json.type != Type::String) {
        fail_serialization(token_name(json) + " cannot be converted to String");
    }
}

void check_integer(const Json& json, std::string_view name) {
    check_scalar(json, "java.lang." + std::string(name));
    if (json.type != Type::Integer && json.type != Type::Decimal) {
        fail_serialization(token_name(json) + " cannot be converted to " + std::string(name));
    }
}

void check_boolean(const Json& json) {
    check_scalar(json, "java.lang.Boolean");
    if (json.type == Type::Boolean) {
        return;
    }
    if (json.type != Type::String) {
        fail_serialization(token_name(json) + " cannot be converted to Boolean");
    }
    std::string text = json.text;
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    const auto known = {"TRUE", "FALSE", "1", "0", "YES", "NO"};
    if (std::find(known.begin(), known.end(), text) == known.end()) {
        fail_serialization("Unexpected token received from parser");
    }
}

void check_blob(const Json& json) {
    check_scalar(json, "java.nio.ByteBuffer");
    if (json.type != Type::String) {
        fail_serialization("only base-64-encoded strings are convertible to bytes");
    }
    if (json.text.size() % 4 != 0) {
        fail_serialization("Base64 encoded length is expected a multiple of 4 bytes but found: " +
                           std::to_string(json.text.size()));
    }
    if (!read_base64(json.text)) {
        fail_serialization("Invalid last non-pad Base64 character dectected");
    }
}

void check_list(const Json& json, const Shape& element) {
    if (is_scalar(json)) {
        fail_serialization("Unexpected field type");
    }
    if (json.type == Type::Object) {
        fail_serialization("Start of structure or map found where not expected");
    }
    for (const Json& child : json.children) {
        check_types(child, element);
    }
}

void check_map(const Json& json, const Shape& element) {
    if (is_scalar(json)) {
        fail_serialization("Unexpected field type");
    }
    if (json.type == Type::Array) {
        const std::string held =
            element.kind == Kind::String ? "java.lang.String"
            : element.kind == Kind::List
                ? "java.util.List<" + std::string(package) + std::string(element.element->name) + '>'
            : element.kind == Kind::AttributeValue ? std::string(package) + "AttributeValue"
                                                   : std::string(package) + std::string(element.name);
        fail_serialization("Unrecognized collection type java.util.Map<java.lang.String, " + held + '>');
    }
    for (const Json& child : json.children) {
        check_types(child, element);
    }
}

void check_structure(const Json& json, std::string_view name) {
    if (is_scalar(json)) {
        fail_serialization("Unexpected value type in payload");
    }
    if (json.type == Type::Array) {
        fail_serialization("Unrecognized collection type class " + std::string(package) + std::string(name));
    }
}

constexpr Shape text_shape{.kind = Kind::String};
constexpr Shape blob_shape{.kind = Kind::Blob};
constexpr Shape value_shape{.kind = Kind::AttributeValue};

void check_attribute_value(const Json& json) {
    check_structure(json, "AttributeValue");
    for (const Json& member : json.children) {
        const auto type = find_type(member.name);
        if (!type || member.type == Type::Null) {
            continue;
        }
        switch (*type) {
            case ValueType::S:
            case ValueType::N:
                check_string(member);
                break;
            case ValueType::B:
                check_blob(member);
                break;
            case ValueType::BOOL:
            case ValueType::NULL_:
                check_boolean(member);
                break;
            case ValueType::M:
                check_map(member, value_shape);
                break;
            case ValueType::L:
                check_list(member, value_shape);
                break;
            case ValueType::SS:
            case ValueType::NS:
                check_list(member, text_shape);
                break;
            case ValueType::BS:
                check_list(member, blob_shape);
                break;
        }
    }
}

}  // namespace

void check_types(const Json& json, const Shape& shape) {
    if (json.type == Type::Null) {
        return;
    }
    switch (shape.kind) {
        case Kind::String:
            return check_string(json);
        case Kind::Blob:
            return check_blob(json);
        case Kind::Integer:
            return check_integer(json, "Integer");
        case Kind::Long:
            return check_integer(json, "Long");
        case Kind::Boolean:
            return check_boolean(json);
        case Kind::List:
            return check_list(json, *shape.element);
        case Kind::Map:
            return check_map(json, *shape.element);
        case Kind::AttributeValue:
            return check_attribute_value(json);
        case Kind::Structure:
            break;
    }
    check_structure(json, shape.name);
    for (const Member& member : shape.members) {
        if (const Json* value = json.find(member.name)) {
            if (member.shape->kind == Kind::Structure && is_scalar(*value)) {
                fail_serialization("Unexpected field type");
            }
            check_types(*value, *member.shape);
        }
    }
}

void drop_unknown_members(Json& json, const Shape& shape) {
    if (shape.kind == Kind::List || shape.kind == Kind::Map) {
        for (Json& child : json.children) {
            drop_unknown_members(child, *shape.element);
        }
    }
    if (shape.kind != Kind::Structure) {
        return;
    }
    std::erase_if(json.children, [&](Json& child) {
        const auto member = std::find_if(shape.members.begin(), shape.members.end(),
                                         [&](const Member& known) { return known.name == child.name; });
        if (member == shape.members.end()) {
            return true;
        }
        drop_unknown_members(child, *member->shape);
        return false;
    });
}

}  // namespace dynoxx::local::dynamodb
