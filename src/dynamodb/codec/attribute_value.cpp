#include "dynamodb/codec/attribute_value.hpp"

#include "dynamodb/codec/fields.hpp"
#include "dynamodb/codec/invalid_text.hpp"
#include "runtime/encoding.hpp"

#include <dynoxx/error.hpp>

#include <algorithm>
#include <iterator>

namespace dynoxx::dynamodb {

namespace {

void write_at(json::Writer& writer, const AttributeValue& value, std::size_t depth);

void write_map(json::Writer& writer, const AttributeMap& map, std::size_t depth) {
    writer.begin_object();
    for (const auto& [name, value] : map) {
        writer.key(name);
        write_at(writer, value, depth);
    }
    writer.end_object();
}

/// Writes one value by its type.
struct WriteValue {
    json::Writer& writer;
    std::size_t depth;

    void operator()(std::monostate) const { writer.raw(R"({"NULL":true})"); }
    void operator()(bool value) const { writer.raw(value ? R"({"BOOL":true})" : R"({"BOOL":false})"); }
    void operator()(const std::string& text) const { begin(R"({"S":)").string(text).end_object(); }
    void operator()(const Number& number) const { begin(R"({"N":)").string(number.text()).end_object(); }
    void operator()(const Bytes& bytes) const { begin(R"({"B":)").base64(bytes).end_object(); }
    void operator()(const AttributeValue::List& list) const {
        begin(R"({"L":)").begin_array();
        for (const AttributeValue& element : list) {
            write_at(writer, element, depth + 1);
        }
        writer.end_array().end_object();
    }
    void operator()(const AttributeMap& map) const {
        begin(R"({"M":)");
        write_map(writer, map, depth + 1);
        writer.end_object();
    }
    void operator()(const AttributeValue::StringSet& set) const {
        begin(R"({"SS":)").begin_array();
        for (const std::string& text : set.values) {
            writer.string(text);
        }
        writer.end_array().end_object();
    }
    void operator()(const AttributeValue::NumberSet& set) const {
        begin(R"({"NS":)").begin_array();
        for (const Number& number : set.values) {
            writer.string(number.text());
        }
        writer.end_array().end_object();
    }
    void operator()(const AttributeValue::BinarySet& set) const {
        begin(R"({"BS":)").begin_array();
        for (const Bytes& bytes : set.values) {
            writer.base64(bytes);
        }
        writer.end_array().end_object();
    }

 private:
    json::Writer& begin(std::string_view type) const { return writer.raw(type).continue_value(); }
};

void write_at(json::Writer& writer, const AttributeValue& value, std::size_t depth) {
    if (depth > max_value_depth) {
        throw_error(Error(ErrorCode::InvalidItem, "Cannot write the request: a value is nested more than " +
                                                      std::to_string(max_value_depth) +
                                                      " levels deep. DynamoDB takes 32."));
    }
    std::visit(WriteValue{.writer = writer, .depth = depth}, value.storage());
}

/// Reads into a place instead of giving a value: moving a value through each level costs more than reading it.
void read_into(AttributeValue& place, const json::Value& value, std::string_view name, std::size_t depth);

AttributeMap read_map(const json::Value& value, std::string_view name, std::size_t depth) {
    if (value.type() != json::Value::Type::Object) {
        malformed("the attribute \"" + std::string(name) + "\" is not an object");
    }
    AttributeMap map;
    map.reserve(value.size());
    value.for_each_member([&map, depth](std::string_view key, const json::Value& member) {
        map.append(std::string(key), AttributeValue());
        read_into(std::prev(map.end())->second, member, key, depth);
    });
    return map;
}

/// Says whether a text is a decimal number as the service writes it.
bool is_number(std::string_view text) {
    const auto digits = [&text] {
        const std::size_t count = std::min(text.find_first_not_of("0123456789"), text.size());
        text.remove_prefix(count);
        return count > 0;
    };
    const auto skip = [&text](std::string_view any) {
        const bool found = !text.empty() && any.find(text.front()) != std::string_view::npos;
        text.remove_prefix(found ? 1 : 0);
        return found;
    };
    skip("-");
    bool valid = digits();
    if (skip(".")) {
        valid = digits() && valid;
    }
    if (skip("eE")) {
        skip("+-");
        valid = digits() && valid;
    }
    return valid && text.empty();
}

/// Reads what stands behind the type of a value.
class ReadValue {
 public:
    ReadValue(const json::Value& value, std::string_view name) : value_(value), name_(name) {}

    [[nodiscard]] std::string text() const { return std::string(text_of(value_)); }
    [[nodiscard]] Number number() const { return number_of(value_); }
    [[nodiscard]] Bytes bytes() const { return bytes_of(value_); }

    [[nodiscard]] bool boolean() const {
        const std::optional<bool> value = value_.boolean();
        if (!value) {
            wrong("is not true or false");
        }
        return *value;
    }

    [[nodiscard]] AttributeValue::List list(std::size_t depth) const {
        AttributeValue::List values;
        values.reserve(value_.size());
        for_each([&](const json::Value& element) { read_into(values.emplace_back(), element, name_, depth); });
        return values;
    }
    [[nodiscard]] AttributeValue::StringSet strings() const {
        AttributeValue::StringSet set;
        for_each([&](const json::Value& element) { set.values.emplace_back(text_of(element)); });
        return set;
    }
    [[nodiscard]] AttributeValue::NumberSet numbers() const {
        AttributeValue::NumberSet set;
        for_each([&](const json::Value& element) { set.values.push_back(number_of(element)); });
        return set;
    }
    [[nodiscard]] AttributeValue::BinarySet binaries() const {
        AttributeValue::BinarySet set;
        for_each([&](const json::Value& element) { set.values.push_back(bytes_of(element)); });
        return set;
    }

    [[noreturn]] void wrong(std::string_view what) const {
        malformed("the attribute \"" + std::string(name_) + "\" " + std::string(what));
    }

 private:
    template <class Use>
    void for_each(Use&& use) const {
        if (value_.type() != json::Value::Type::Array) {
            wrong("is not an array");
        }
        value_.for_each_element(use);
    }

    [[nodiscard]] std::string_view text_of(const json::Value& value) const {
        const std::optional<std::string_view> text = value.string();
        if (!text) {
            wrong("is not a text");
        }
        return *text;
    }

    [[nodiscard]] Number number_of(const json::Value& value) const {
        const std::string_view text = text_of(value);
        if (!is_number(text)) {
            wrong("is not a number");
        }
        return Number(std::string(text));
    }

    [[nodiscard]] Bytes bytes_of(const json::Value& value) const {
        std::optional<Bytes> bytes = runtime::base64_decode(text_of(value));
        if (!bytes) {
            wrong("is not base64");
        }
        return *std::move(bytes);
    }

    const json::Value& value_;
    std::string_view name_;
};

AttributeValue read_null(const ReadValue& read) {
    if (!read.boolean()) {
        read.wrong("is a NULL that is not true");
    }
    return AttributeValue();
}

/// Looks at the letters of the type one by one: this is done for every value of every item.
AttributeValue read_typed(std::string_view type, const json::Value& value, std::string_view name, std::size_t depth) {
    const ReadValue read(value, name);
    if (type.size() == 1) {
        switch (type.front()) {
            case 'S':
                return read.text();
            case 'N':
                return read.number();
            case 'B':
                return read.bytes();
            case 'M':
                return read_map(value, name, depth + 1);
            case 'L':
                return read.list(depth + 1);
            default:
                break;
        }
    } else if (type.size() == 2 && type.back() == 'S') {
        switch (type.front()) {
            case 'S':
                return read.strings();
            case 'N':
                return read.numbers();
            case 'B':
                return read.binaries();
            default:
                break;
        }
    } else if (type == "BOOL") {
        return read.boolean();
    } else if (type == "NULL") {
        return read_null(read);
    }
    read.wrong("has an unknown type");
}

void read_into(AttributeValue& place, const json::Value& value, std::string_view name, std::size_t depth) {
    if (depth > max_value_depth) {
        malformed("the attribute \"" + std::string(name) + "\" is nested too deeply");
    }
    std::size_t types = 0;
    value.for_each_member([&](std::string_view type, const json::Value& member) {
        ++types;
        place = read_typed(type, member, name, depth);
    });
    if (types != 1) {
        malformed("the attribute \"" + std::string(name) + "\" has not exactly one type");
    }
}

}  // namespace

void write_value(json::Writer& writer, const AttributeValue& value) {
    write_at(writer, value, 0);
}

void write_item(json::Writer& writer, const AttributeMap& item) {
    try {
        write_map(writer, item, 0);
    } catch (const ModelException&) {
        if (const std::optional<std::string> path = path_of_invalid_text(item)) {
            throw_error(Error(ErrorCode::InvalidItem,
                              "Cannot write the request: " + *path + " is not valid UTF-8. Store bytes as binary."));
        }
        throw;
    }
}

AttributeValue read_value(const json::Value& value, std::string_view name) {
    AttributeValue result;
    read_into(result, value, name, 0);
    return result;
}

AttributeMap read_item(const json::Value& value) {
    if (value.type() != json::Value::Type::Object) {
        malformed("an item is not an object");
    }
    return read_map(value, "", 0);
}

}  // namespace dynoxx::dynamodb
