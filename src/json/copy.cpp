#include "json/copy.hpp"

#include <charconv>

namespace dynoxx::json {

namespace {

void copy_number(const Value& value, Writer& into) {
    if (const std::optional<std::int64_t> integer = value.integer()) {
        into.integer(*integer);
        return;
    }
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value.number().value_or(0)).ptr;
    into.raw({digits.data(), static_cast<std::size_t>(end - digits.data())});
}

}  // namespace

void copy(const Value& value, Writer& into) {
    switch (value.type()) {
        case Value::Type::Object:
            into.begin_object();
            value.for_each_member([&into](std::string_view name, const Value& member) {
                into.key(name);
                copy(member, into);
            });
            into.end_object();
            break;
        case Value::Type::Array:
            into.begin_array();
            value.for_each_element([&into](const Value& element) { copy(element, into); });
            into.end_array();
            break;
        case Value::Type::String:
            into.string(*value.string());
            break;
        case Value::Type::Number:
            copy_number(value, into);
            break;
        case Value::Type::Bool:
            into.boolean(*value.boolean());
            break;
        case Value::Type::Null:
            into.null();
            break;
    }
}

}  // namespace dynoxx::json
