#include <dynoxx/converters/container.hpp>

namespace dynoxx::detail {

namespace {

template <class Set>
AttributeValue::List take_elements(Set& set) {
    AttributeValue::List elements;
    elements.reserve(set.values.size());
    for (auto& element : set.values) {
        elements.emplace_back(std::move(element));
    }
    return elements;
}

template <class Set, class Element>
AttributeValue give_elements(AttributeValue::List& elements) {
    Set set;
    set.values.reserve(elements.size());
    for (AttributeValue& element : elements) {
        if (Element* value = element.get_if<Element>()) {
            set.values.push_back(std::move(*value));
        }
    }
    return set;
}

}  // namespace

SetReader::SetReader(AttributeValue& value, AttributeValue::Type expected, ReadContext& in) {
    if (value.type() == AttributeValue::Type::Null) {
        return;
    }
    if (value.type() == AttributeValue::Type::L) {
        elements_ = std::move(*value.get_if<AttributeValue::List>());
        if (expected == AttributeValue::Type::NS) {
            // pydynox 1.3 stores a set of numbers as a list of texts.
            for (AttributeValue& element : elements_) {
                if (std::string* text = element.get_if<std::string>()) {
                    element = Number(std::move(*text));
                }
            }
        }
        return;
    }
    if (value.type() != expected) {
        in.fail_type(to_string(expected), value.type());
        return;
    }
    if (auto* texts = value.get_if<AttributeValue::StringSet>()) {
        elements_ = take_elements(*texts);
    } else if (auto* numbers = value.get_if<AttributeValue::NumberSet>()) {
        elements_ = take_elements(*numbers);
    } else if (auto* bytes = value.get_if<AttributeValue::BinarySet>()) {
        elements_ = take_elements(*bytes);
    }
}

AttributeValue make_set(AttributeValue::List elements) {
    if (elements.empty()) {
        return {};
    }
    switch (elements.front().type()) {
        case AttributeValue::Type::S:
            return give_elements<AttributeValue::StringSet, std::string>(elements);
        case AttributeValue::Type::N:
            return give_elements<AttributeValue::NumberSet, Number>(elements);
        case AttributeValue::Type::B:
            return give_elements<AttributeValue::BinarySet, Bytes>(elements);
        default:
            return {};
    }
}

}  // namespace dynoxx::detail
