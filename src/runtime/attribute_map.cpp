#include <dynoxx/attribute_value.hpp>

#include <algorithm>
#include <array>

namespace dynoxx {

DYNOXX_DEFINE_COPIES(AttributeValue);

AttributeMap::AttributeMap() = default;
AttributeMap::AttributeMap(std::initializer_list<value_type> entries) {
    reserve(entries.size());
    for (const auto& [name, value] : entries) {
        set(name, value);
    }
}
AttributeMap::AttributeMap(const AttributeMap&) = default;
AttributeMap::AttributeMap(AttributeMap&&) noexcept = default;
AttributeMap& AttributeMap::operator=(const AttributeMap&) = default;
AttributeMap& AttributeMap::operator=(AttributeMap&&) noexcept = default;
AttributeMap::~AttributeMap() = default;

const AttributeValue* AttributeMap::find(std::string_view name) const noexcept {
    for (const auto& [key, value] : entries_) {
        if (key == name) {
            return &value;
        }
    }
    return nullptr;
}

AttributeValue* AttributeMap::find(std::string_view name) noexcept {
    return const_cast<AttributeValue*>(std::as_const(*this).find(name));
}

AttributeValue& AttributeMap::operator[](std::string_view name) {
    if (AttributeValue* found = find(name)) {
        return *found;
    }
    return entries_.emplace_back(std::string(name), AttributeValue()).second;
}

void AttributeMap::set(std::string_view name, AttributeValue value) {
    (*this)[name] = std::move(value);
}

void AttributeMap::append(std::string name, AttributeValue value) {
    entries_.emplace_back(std::move(name), std::move(value));
}

bool AttributeMap::erase(std::string_view name) {
    return std::erase_if(entries_, [name](const value_type& entry) { return entry.first == name; }) != 0;
}

void AttributeMap::reserve(std::size_t count) {
    entries_.reserve(count);
}

void AttributeMap::clear() noexcept {
    entries_.clear();
}

std::size_t AttributeMap::size() const noexcept {
    return entries_.size();
}

bool AttributeMap::empty() const noexcept {
    return entries_.empty();
}

AttributeMap::const_iterator AttributeMap::begin() const noexcept {
    return entries_.begin();
}

AttributeMap::const_iterator AttributeMap::end() const noexcept {
    return entries_.end();
}

AttributeMap::iterator AttributeMap::begin() noexcept {
    return entries_.begin();
}

AttributeMap::iterator AttributeMap::end() noexcept {
    return entries_.end();
}

bool operator==(const AttributeMap& a, const AttributeMap& b) {
    return a.size() == b.size() && std::ranges::all_of(a, [&b](const AttributeMap::value_type& entry) {
               const AttributeValue* other = b.find(entry.first);
               return other != nullptr && *other == entry.second;
           });
}

std::string_view to_string(AttributeValue::Type type) noexcept {
    static constexpr std::array<std::string_view, 10> names{"NULL", "BOOL", "S", "N", "B", "L", "M", "SS", "NS", "BS"};
    return names.at(static_cast<std::size_t>(type));
}

}  // namespace dynoxx
