#include "local/dynamodb/value_json.hpp"

#include "local/dynamodb/api_error.hpp"
#include "local/dynamodb/base64.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <iterator>
#include <limits>
#include <utility>
#include <vector>

namespace dynoxx::local::dynamodb {

namespace {

constexpr std::size_t max_attribute_name = 65535;

constexpr std::string_view unconvertible = "The parameter cannot be converted to a numeric value";

/// The older check reads numbers as Java's BigDecimal does, whose exponent has 32 bits. Tells what goes wrong with it.
std::optional<DecimalError> check_small_exponent(std::string_view text) {
    const std::size_t mark = text.find_first_of("eE");
    if (mark == std::string_view::npos) {
        return std::nullopt;
    }
    std::string_view exponent_text = text.substr(mark + 1);
    if (exponent_text.starts_with('+')) {
        exponent_text.remove_prefix(1);
    }
    std::int32_t exponent = 0;
    const char* const end = exponent_text.data() + exponent_text.size();
    if (std::from_chars(exponent_text.data(), end, exponent).ec == std::errc::result_out_of_range) {
        return DecimalError::NotANumber;
    }
    // The magnitude is the exponent plus the number of digits in front of the point; it wraps.
    const auto whole_digits = static_cast<std::int64_t>(std::min(text.find('.'), mark));
    if (exponent + whole_digits > std::numeric_limits<std::int32_t>::max()) {
        return DecimalError::Underflow;
    }
    return std::nullopt;
}

std::string join(const std::vector<std::string>& texts, std::string_view separator) {
    std::string joined;
    for (const std::string& text : texts) {
        joined += joined.empty() ? "" : separator;
        joined += text;
    }
    return joined;
}

/// Lists a set with a duplicate as the service does: what stands before the first repeated element sorted, the rest as
/// sent.
template <class Element>
std::vector<std::string> list_with_duplicate(const std::vector<Element>& elements, const Json& json) {
    std::vector<std::pair<Element, std::string>> seen;
    std::vector<std::string> listed;
    std::size_t at = 0;
    for (; at < elements.size(); ++at) {
        const auto place =
            std::lower_bound(seen.begin(), seen.end(), elements[at],
                             [](const auto& entry, const Element& element) { return entry.first < element; });
        if (place != seen.end() && place->first == elements[at]) {
            break;
        }
        seen.insert(place, {elements[at], json.children[at].text});
    }
    for (const auto& [element, text] : seen) {
        listed.push_back('"' + text + '"');
    }
    for (; at < elements.size(); ++at) {
        listed.push_back('"' + json.children[at].text + '"');
    }
    return listed;
}

/// Reads values in the words of one of the two checks.
class ValueReader {
 public:
    explicit ValueReader(ValueErrorStyle style) : style_(style) {}

    [[nodiscard]] Value read_any(const Json& json, int depth) const {
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

    [[nodiscard]] ValueMap read_members(const Json& json, int depth) const {
        ValueMap map;
        for (const Json& member : json.children) {
            if (member.name.size() > max_attribute_name) {
                fail_parameter("Attribute name is too large, must be less than 65535 bytes");
            }
            map.insert_or_assign(member.name, read_any(member, depth));
        }
        return map;
    }

 private:
    [[nodiscard]] Decimal read_number(std::string_view text) const {
        if (style_ == ValueErrorStyle::Older) {
            if (text.empty()) {
                fail_validation(std::string(unconvertible));
            }
            if (const auto error = check_small_exponent(text)) {
                fail_validation(decimal_error_message(*error, text));
            }
        }
        const auto result = Decimal::parse(text);
        if (const auto* error = std::get_if<DecimalError>(&result)) {
            fail_validation(decimal_error_message(*error, text));
        }
        return std::get<Decimal>(result);
    }

    [[nodiscard]] Value read_typed(ValueType type, const Json& json, int depth) const {
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
                return read_set<std::string>(json, "An string set  may not be empty");
            case ValueType::NS:
                return read_set<Decimal>(json, "An number set  may not be empty");
            case ValueType::BS:
                break;
        }
        return read_set<Binary>(json, "Binary sets should not be empty");
    }

    static Binary read_binary(std::string_view text) { return Binary{read_base64(text).value_or("")}; }

    template <class Element>
    [[nodiscard]] Value read_set(const Json& json, std::string_view empty_message) const {
        if (json.children.empty()) {
            fail_parameter(empty_message);
        }
        Set<Element> set;
        set.elements.reserve(json.children.size());
        for (const Json& child : json.children) {
            if (child.type == Json::Type::Null) {
                fail_parameter("An element of a set may not be null");
            }
            if constexpr (std::is_same_v<Element, Decimal>) {
                set.elements.push_back(read_number(child.text));
            } else if constexpr (std::is_same_v<Element, Binary>) {
                set.elements.push_back(read_binary(child.text));
            } else {
                set.elements.push_back(child.text);
            }
        }
        const std::vector<Element> sent = set.elements;
        std::sort(set.elements.begin(), set.elements.end());
        if (std::adjacent_find(set.elements.begin(), set.elements.end()) != set.elements.end()) {
            fail_duplicate(sent, json);
        }
        return Value{std::move(set)};
    }

    template <class Element>
    [[noreturn]] void fail_duplicate(const std::vector<Element>& sent, const Json& json) const {
        constexpr bool binary = std::is_same_v<Element, Binary>;
        const bool older = style_ == ValueErrorStyle::Older;
        if constexpr (std::is_same_v<Element, Decimal>) {
            if (older) {
                fail_validation("Input collection contains duplicates");
            }
            fail_parameter("Input collection contains duplicates.");
        }
        std::vector<std::string> listed;
        if (older) {
            std::transform(json.children.begin(), json.children.end(), std::back_inserter(listed),
                           [](const Json& child) { return child.text; });
        } else {
            listed = list_with_duplicate(sent, json);
        }
        fail_parameter("Input collection [" + join(listed, binary && !older ? "," : ", ") +
                       (binary ? "]of type BS contains duplicates." : "] contains duplicates."));
    }

    ValueErrorStyle style_;
};

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

Value read_value(const Json& json, ValueErrorStyle style) {
    return ValueReader(style).read_any(json, 0);
}

Item read_item(const Json& json, ValueErrorStyle style) {
    if (std::any_of(json.children.begin(), json.children.end(),
                    [](const Json& member) { return member.name.empty(); })) {
        fail_validation("Empty attribute name");
    }
    return ValueReader(style).read_members(json, 0);
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
