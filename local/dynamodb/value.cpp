#include "local/dynamodb/value.hpp"

#include "local/dynamodb/base64.hpp"

#include <algorithm>
#include <array>

namespace dynoxx::local::dynamodb {

namespace {

constexpr std::array<std::string_view, 10> names = {"S", "N", "B", "BOOL", "NULL", "M", "L", "SS", "NS", "BS"};

template <class... Cases>
struct Overloaded : Cases... {
    using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

template <class Element>
bool has_element(const Set<Element>& set, const Element* element) noexcept {
    return element != nullptr && std::binary_search(set.elements.begin(), set.elements.end(), *element);
}

/// `size` of a text counts characters; storage counts bytes.
std::size_t count_characters(std::string_view text) noexcept {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::size_t number_size(const Decimal& number) noexcept {
    return 1 + number.digit_pairs() + (number.is_negative() ? 1U : 0U);
}

std::string join(const auto& elements, const auto& print) {
    std::string text;
    for (const auto& element : elements) {
        text += text.empty() ? "" : ", ";
        text += print(element);
    }
    return '[' + text + ']';
}

}  // namespace

std::string_view type_name(ValueType type) noexcept {
    return names[static_cast<std::size_t>(type)];
}

std::optional<ValueType> find_type(std::string_view name) noexcept {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) {
        return std::nullopt;
    }
    return static_cast<ValueType>(found - names.begin());
}

std::optional<std::strong_ordering> compare(const Value& left, const Value& right) noexcept {
    if (left.type() != right.type()) {
        return std::nullopt;
    }
    switch (left.type()) {
        case ValueType::S:
            return *left.get<std::string>() <=> *right.get<std::string>();
        case ValueType::N:
            return *left.get<Decimal>() <=> *right.get<Decimal>();
        case ValueType::B:
            return *left.get<Binary>() <=> *right.get<Binary>();
        default:
            return std::nullopt;
    }
}

bool contains(const Value& container, const Value& part) noexcept {
    return std::visit(
        Overloaded{
            [&](const std::string& text) {
                const auto* piece = part.get<std::string>();
                return piece != nullptr && text.find(*piece) != std::string::npos;
            },
            [&](const Binary& binary) {
                const auto* piece = part.get<Binary>();
                return piece != nullptr && binary.bytes.find(piece->bytes) != std::string::npos;
            },
            [&](const ValueList& list) { return std::find(list.begin(), list.end(), part) != list.end(); },
            [&]<class Element>(const Set<Element>& set) { return has_element(set, part.get<Element>()); },
            [](const auto&) { return false; },
        },
        container.data);
}

bool begins_with(const Value& value, const Value& prefix) noexcept {
    if (const auto* text = value.get<std::string>()) {
        const auto* start = prefix.get<std::string>();
        return start != nullptr && text->starts_with(*start);
    }
    if (const auto* binary = value.get<Binary>()) {
        const auto* start = prefix.get<Binary>();
        return start != nullptr && binary->bytes.starts_with(start->bytes);
    }
    return false;
}

std::optional<std::size_t> size_of(const Value& value) noexcept {
    using Size = std::optional<std::size_t>;
    return std::visit(Overloaded{
                          [](const std::string& text) { return Size(count_characters(text)); },
                          [](const Binary& binary) { return Size(binary.bytes.size()); },
                          [](const ValueMap& map) { return Size(map.size()); },
                          [](const ValueList& list) { return Size(list.size()); },
                          []<class Element>(const Set<Element>& set) { return Size(set.elements.size()); },
                          [](const auto&) { return Size(); },
                      },
                      value.data);
}

std::size_t value_size(const Value& value) noexcept {
    return std::visit(Overloaded{
                          [](const std::string& text) { return text.size(); },
                          [](const Decimal& number) { return number_size(number); },
                          [](const Binary& binary) { return binary.bytes.size(); },
                          [](bool) { return std::size_t{1}; },
                          [](Null) { return std::size_t{1}; },
                          [](const ValueMap& map) { return 3 + map.size() + item_size(map); },
                          [](const ValueList& list) {
                              std::size_t size = 3 + list.size();
                              for (const Value& element : list) {
                                  size += value_size(element);
                              }
                              return size;
                          },
                          []<class Element>(const Set<Element>& set) {
                              std::size_t size = 0;
                              for (const Element& element : set.elements) {
                                  if constexpr (std::is_same_v<Element, Decimal>) {
                                      size += number_size(element);
                                  } else if constexpr (std::is_same_v<Element, Binary>) {
                                      size += element.bytes.size();
                                  } else {
                                      size += element.size();
                                  }
                              }
                              return size;
                          },
                      },
                      value.data);
}

std::size_t item_size(const Item& item) noexcept {
    std::size_t size = 0;
    for (const auto& [name, value] : item) {
        size += name.size() + value_size(value);
    }
    return size;
}

std::string describe(const Value& value) {
    const auto print_text = [](const std::string& text) { return text; };
    const auto print_number = [](const Decimal& number) { return number.text(); };
    const auto print_binary = [](const Binary& binary) { return print_base64(binary.bytes); };
    const std::string content = std::visit(Overloaded{
                                               print_text,
                                               print_number,
                                               print_binary,
                                               [](bool flag) { return std::string(flag ? "true" : "false"); },
                                               [](Null) { return std::string("true"); },
                                               [](const ValueMap& map) {
                                                   std::string text;
                                                   for (const auto& [name, element] : map) {
                                                       text +=
                                                           (text.empty() ? "" : ", ") + name + '=' + describe(element);
                                                   }
                                                   return '{' + text + '}';
                                               },
                                               [](const ValueList& list) { return join(list, describe); },
                                               [&](const StringSet& set) { return join(set.elements, print_text); },
                                               [&](const NumberSet& set) { return join(set.elements, print_number); },
                                               [&](const BinarySet& set) { return join(set.elements, print_binary); },
                                           },
                                           value.data);
    return '{' + std::string(type_name(value.type())) + ':' + content + '}';
}

}  // namespace dynoxx::local::dynamodb
