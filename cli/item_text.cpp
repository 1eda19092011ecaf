#include "cli/item_text.hpp"

#include "cli/invocation.hpp"
#include "dynamodb/codec/attribute_value.hpp"
#include "json/reader.hpp"

#include <algorithm>
#include <charconv>
#include <regex>
#include <set>

namespace dynoxx::cli {

namespace {

constexpr std::size_t exact_digits = 15;          // that a double keeps
constexpr std::size_t exact_integer_digits = 18;  // that 64 bits keep

Misuse not_an_item(std::string_view where, std::string_view reason) {
    return Misuse(std::string(where) + " " + std::string(reason));
}

bool is_json_number(std::string_view text) {
    static const std::regex number(R"(-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?)");
    return std::regex_match(text.begin(), text.end(), number);
}

class PlainWriter {
 public:
    explicit PlainWriter(json::Writer& writer) : writer_(writer) {}

    void operator()(std::monostate) { writer_.null(); }
    void operator()(bool value) { writer_.boolean(value); }
    void operator()(const std::string& value) { writer_.string(value); }
    void operator()(const Bytes& value) { writer_.base64(value); }
    void operator()(const AttributeValue::List& values) { array(values); }
    void operator()(const AttributeValue::StringSet& set) { array(set.values); }
    void operator()(const AttributeValue::NumberSet& set) { array(set.values); }
    void operator()(const AttributeValue::BinarySet& set) { array(set.values); }
    void operator()(const AttributeValue& value) { std::visit(*this, value.storage()); }

    void operator()(const Number& value) {
        if (is_json_number(value.text())) {
            writer_.raw(value.text());
        } else {
            writer_.string(value.text());
        }
    }

    void operator()(const AttributeMap& map) {
        writer_.begin_object();
        for (const auto& [name, value] : map) {
            writer_.key(name);
            (*this)(value);
        }
        writer_.end_object();
    }

 private:
    template <class Values>
    void array(const Values& values) {
        writer_.begin_array();
        for (const auto& value : values) {
            (*this)(value);
        }
        writer_.end_array();
    }

    json::Writer& writer_;
};

/// Gives the first number of a document that would lose digits; empty if there is none.
std::string_view first_inexact_number(std::string_view document) {
    bool in_text = false;
    for (std::size_t i = 0; i < document.size(); ++i) {
        if (in_text && document[i] == '\\') {
            ++i;  // what is escaped ends no text
            continue;
        }
        if (document[i] == '"') {
            in_text = !in_text;
        }
        const std::size_t end = std::min(document.find_first_not_of("+-.0123456789eE", i), document.size());
        if (in_text || end == i) {
            continue;
        }
        const std::string_view number = document.substr(i, end - i);
        const bool integer = number.find_first_of(".eE") == std::string_view::npos;
        const auto digits =
            static_cast<std::size_t>(std::ranges::count_if(number, [](char c) { return c >= '0' && c <= '9'; }));
        if (digits > (integer ? exact_integer_digits : exact_digits)) {
            return number;
        }
        i = end - 1;
    }
    return {};
}

/// Throws if an object names a member twice: which of them counts would be a guess.
///
/// @param path says where the value is, for example `lines[2].`; empty for the whole text
void refuse_duplicates(const json::Value& value, std::string_view where, const std::string& path) {
    std::set<std::string_view> names;
    value.for_each_member([&](std::string_view name, const json::Value& member) {
        if (!names.insert(name).second) {
            throw not_an_item(where, "names '" + path + std::string(name) + "' twice. Leave one of them.");
        }
        refuse_duplicates(member, where, path + std::string(name) + ".");
    });
    std::size_t index = 0;
    value.for_each_element([&](const json::Value& element) {
        const std::string list = path.empty() ? path : path.substr(0, path.size() - 1);
        refuse_duplicates(element, where, list + "[" + std::to_string(index++) + "].");
    });
}

AttributeValue plain_value(const json::Value& value);

AttributeMap plain_map(const json::Value& object) {
    AttributeMap map;
    object.for_each_member(
        [&map](std::string_view name, const json::Value& member) { map.set(name, plain_value(member)); });
    return map;
}

AttributeValue plain_number(const json::Value& value) {
    if (const auto integer = value.integer()) {
        return *integer;
    }
    char text[32];
    const auto end = std::to_chars(std::begin(text), std::end(text), value.number().value_or(0)).ptr;
    return Number(std::string(text, end));
}

AttributeValue plain_value(const json::Value& value) {
    switch (value.type()) {
        case json::Value::Type::Null:
            return nullptr;
        case json::Value::Type::Bool:
            return *value.boolean();
        case json::Value::Type::Number:
            return plain_number(value);
        case json::Value::Type::String:
            return *value.string();
        case json::Value::Type::Array: {
            AttributeValue::List list;
            value.for_each_element([&list](const json::Value& element) { list.push_back(plain_value(element)); });
            return list;
        }
        case json::Value::Type::Object:
            break;
    }
    return plain_map(value);
}

json::Document parse(const std::string& text, std::string_view where) {
    Result<json::Document> document = json::Document::parse(text);
    if (document.has_error()) {
        throw not_an_item(where, "is not valid JSON: " + document.error().cause());
    }
    refuse_duplicates(document->root(), where, "");
    return *std::move(document);
}

}  // namespace

void write_item(json::Writer& writer, const Item& item, ItemForm form) {
    if (form == ItemForm::Typed) {
        dynamodb::write_item(writer, item);
    } else {
        PlainWriter plain(writer);
        plain(item);
    }
}

Item read_item(const std::string& text, ItemForm form, std::string_view where) {
    if (form == ItemForm::Plain) {
        const std::string_view inexact = first_inexact_number(text);
        if (!inexact.empty()) {
            throw not_an_item(where, "holds the number " + std::string(inexact) +
                                         ", which would lose digits. Write the item in the typed form, with --typed.");
        }
    }
    const json::Document document = parse(text, where);
    if (document.root().type() != json::Value::Type::Object) {
        throw not_an_item(where, "is not a JSON object");
    }
    if (form == ItemForm::Plain) {
        return plain_map(document.root());
    }
    try {
        return dynamodb::read_item(document.root());
    } catch (const ResponseException& refusal) {
        throw not_an_item(where, "is not an item in the typed form. " + refusal.error().message() +
                                     R"( Write {"id": {"S": "u#1"}}.)");
    }
}

AttributeValue read_plain_value(const std::string& text, std::string_view where) {
    if (is_json_number(text)) {
        return Number(text);
    }
    return plain_value(parse(text, where).root());
}

}  // namespace dynoxx::cli
