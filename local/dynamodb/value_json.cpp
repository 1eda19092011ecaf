#include "local/dynamodb/value_json.hpp"

#include "local/dynamodb/api_error.hpp"
#include "local/dynamodb/base64.hpp"

#include <algorithm>

namespace dynoxx::local::dynamodb {

namespace {

constexpr std::size_t max_attribute_name = 65535;

Decimal read_number(std::string_view text) {
    const auto result = Decimal::parse(text);
    if (const auto* error = std::get_if<DecimalError>(&result)) {
        fail_validation(decimal_error_message(*error, text));
    }
    return std::get<Decimal>(result);
}

Binary read_binary(std::string_view text) {
    return Binary{read_base64(text).value_or("")};
}

std::string describe_texts(const Json& json) {
    std::string text;
    for (const Json& child : json.children) {
        text += (text.empty() ? "" : ", ") + child.text;
    }
    return '[' + text + ']';
}

/// Reads, sorts and checks the elements of a set. @param name what the service calls the set when it is empty.
template <class Element>
Set<Element> read_set(const Json& json, Element (*read)(std::string_view), std::string_view empty_message,
                      std::string_view duplicate_end) {
    if (json.children.empty()) {
        fail_parameter(empty_message);
    }
    Set<Element> set;
    set.elements.reserve(json.children.size());
    for (const Json& child : json.children) {
        if (child.type == Json::Type::Null) {
            fail_validation("One or more parameter values were invalid: An element of a set may not be null");
        }
        set.elements.push_back(read(child.text));
    }
    std::sort(set.elements.begin(), set.elements.end());
    if (std::adjacent_find(set.elements.begin(), set.elements.end()) != set.elements.end()) {
        fail_parameter("Input collection " + describe_texts(json) + std::string(duplicate_end));
    }
    return set;
}

std::string read_text(std::string_view text) {
    return std::string(text);
}

Value read_typed(ValueType type, const Json& json, int depth);

Value read_any(const Json& json, int depth) {
    if (depth >= max_nesting) {
        fail_validation(std::string(nesting_message));
    }
    std::optional<Value> value;
    bool several = false;
    for (const Json& member : json.children) {
        const auto type = find_type(member.name);
        if (!type || member.type == Json::Type::Null) {
            continue;
        }
        several = several || value.has_value();
        value = read_typed(*type, member, depth);
    }
    if (several) {
        fail_validation(
            "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported "
            "datatypes");
    }
    if (!value) {
        fail_validation("Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
    }
    return *std::move(value);
}

ValueMap read_members(const Json& json, int depth) {
    ValueMap map;
    for (const Json& member : json.children) {
        if (member.name.size() > max_attribute_name) {
            fail_parameter("Attribute name is too large, must be less than 65535 bytes");
        }
        map.insert_or_assign(member.name, read_any(member, depth));
    }
    return map;
}

Value read_typed(ValueType type, const Json& json, int depth) {
    switch (type) {
        case ValueType::S:
            return Value{json.text};
        case ValueType::N:
            return Value{read_number(json.text)};
        case ValueType::B:
            return Value{read_binary(json.text)};
        case ValueType::BOOL:
            return Value{json.is_true()};
        case ValueType::NULL_:
            if (!json.is_true()) {
                fail_parameter("Null attribute value types must have the value of true");
            }
            return Value{Null{}};
        case ValueType::M:
            return Value{read_members(json, depth + 1)};
        case ValueType::L: {
            ValueList list;
            list.reserve(json.children.size());
            for (const Json& child : json.children) {
                list.push_back(read_any(child, depth + 1));
            }
            return Value{std::move(list)};
        }
        case ValueType::SS:
            return Value{
                read_set<std::string>(json, read_text, "An string set  may not be empty", " contains duplicates.")};
        case ValueType::NS:
            return Value{
                read_set<Decimal>(json, read_number, "An number set  may not be empty", " contains duplicates.")};
        case ValueType::BS:
            break;
    }
    return Value{
        read_set<Binary>(json, read_binary, "Binary sets should not be empty", "of type BS contains duplicates.")};
}

/// Runs a reader and words its errors as the operation does.
template <class Reader>
auto with_style(ValueErrorStyle style, std::string_view placeholder, const Reader& reader) {
    try {
        return reader();
    } catch (const ApiError& error) {
        std::string message = error.message();
        if (!placeholder.empty()) {
            message =
                "ExpressionAttributeValues contains invalid value: " + message + " for key " + std::string(placeholder);
        }
        if (style == ValueErrorStyle::Wrapped) {
            message = "1 validation error detected: " + message;
        }
        fail_validation(std::move(message));
    }
}

void write_texts(JsonWriter& writer, const auto& elements, const auto& print) {
    writer.begin_array();
    for (const auto& element : elements) {
        writer.string(print(element));
    }
    writer.end_array();
}

/// Writes what stands behind the type name.
struct ContentWriter {
    JsonWriter& writer;

    void operator()(const std::string& text) const { writer.string(text); }
    void operator()(const Decimal& number) const { writer.string(number.text()); }
    void operator()(const Binary& binary) const { writer.string(print_base64(binary.bytes)); }
    void operator()(bool flag) const { writer.boolean(flag); }
    void operator()(Null) const { writer.boolean(true); }
    void operator()(const ValueMap& map) const { write_item(writer, map); }
    void operator()(const ValueList& list) const {
        writer.begin_array();
        for (const Value& element : list) {
            write_value(writer, element);
        }
        writer.end_array();
    }
    void operator()(const StringSet& set) const {
        write_texts(writer, set.elements, [](const std::string& text) { return std::string_view(text); });
    }
    void operator()(const NumberSet& set) const {
        write_texts(writer, set.elements, [](const Decimal& number) { return number.text(); });
    }
    void operator()(const BinarySet& set) const {
        write_texts(writer, set.elements, [](const Binary& binary) { return print_base64(binary.bytes); });
    }
};

}  // namespace

Value read_value(const Json& json, ValueErrorStyle style, std::string_view placeholder) {
    return with_style(style, placeholder, [&] { return read_any(json, 0); });
}

Item read_item(const Json& json, ValueErrorStyle style) {
    return with_style(style, {}, [&] { return read_members(json, 0); });
}

void write_value(JsonWriter& writer, const Value& value) {
    writer.begin_object().key(type_name(value.type()));
    std::visit(ContentWriter{writer}, value.data);
    writer.end_object();
}

void write_item(JsonWriter& writer, const Item& item) {
    writer.begin_object();
    for (const auto& [name, value] : item) {
        writer.key(name);
        write_value(writer, value);
    }
    writer.end_object();
}

}  // namespace dynoxx::local::dynamodb
