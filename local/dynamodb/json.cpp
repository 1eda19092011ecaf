#include "local/dynamodb/json.hpp"

#include "local/dynamodb/api_error.hpp"

#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace dynoxx::local::dynamodb {

namespace {

std::int64_t clamp_to_integer(double number) {
    constexpr double limit = 9.2e18;
    return static_cast<std::int64_t>(std::clamp(std::floor(number), -limit, limit));
}

Json convert(const simdjson::dom::element& element) {
    Json json;
    switch (element.type()) {
        case simdjson::dom::element_type::NULL_VALUE:
            break;
        case simdjson::dom::element_type::BOOL:
            json.type = Json::Type::Boolean;
            json.boolean = bool(element);
            break;
        case simdjson::dom::element_type::INT64:
            json.type = Json::Type::Integer;
            json.integer = std::int64_t(element);
            json.text = std::to_string(json.integer);
            break;
        case simdjson::dom::element_type::UINT64:
            json.type = Json::Type::Integer;
            json.integer = std::numeric_limits<std::int64_t>::max();
            json.text = std::to_string(std::uint64_t(element));
            break;
        case simdjson::dom::element_type::DOUBLE: {
            const double number = double(element);
            char buffer[64];
            const auto end = std::to_chars(buffer, buffer + sizeof buffer, number).ptr;
            json.text.assign(buffer, end);
            json.integer = clamp_to_integer(number);
            json.type = std::floor(number) == number ? Json::Type::Integer : Json::Type::Decimal;
            break;
        }
        case simdjson::dom::element_type::STRING:
            json.type = Json::Type::String;
            json.text = std::string_view(element);
            break;
        case simdjson::dom::element_type::ARRAY: {
            json.type = Json::Type::Array;
            const simdjson::dom::array array = element;
            json.children.reserve(array.size());
            for (const simdjson::dom::element child : array) {
                json.children.push_back(convert(child));
            }
            break;
        }
        case simdjson::dom::element_type::OBJECT: {
            json.type = Json::Type::Object;
            const simdjson::dom::object object = element;
            json.children.reserve(object.size());
            for (const simdjson::dom::key_value_pair member : object) {
                json.children.push_back(convert(member.value));
                json.children.back().name = member.key;
            }
            break;
        }
    }
    return json;
}

}  // namespace

const Json* Json::find(std::string_view member) const noexcept {
    if (type != Type::Object) {
        return nullptr;
    }
    const auto found =
        std::find_if(children.rbegin(), children.rend(), [&](const Json& child) { return child.name == member; });
    return found == children.rend() || found->type == Type::Null ? nullptr : &*found;
}

std::string_view Json::text_of(std::string_view member) const noexcept {
    const Json* found = find(member);
    return found != nullptr && found->type == Type::String ? std::string_view(found->text) : std::string_view();
}

bool Json::is_true() const noexcept {
    if (type == Type::Boolean) {
        return boolean;
    }
    constexpr std::string_view beginnings = "tTyY1";
    return type == Type::String && !text.empty() && beginnings.find(text.front()) != std::string_view::npos;
}

struct JsonParser::Impl {
    simdjson::dom::parser parser;
};

JsonParser::JsonParser() : impl_(std::make_unique<Impl>()) {}
JsonParser::~JsonParser() = default;

Json JsonParser::parse(std::string_view text) {
    simdjson::dom::element root;
    if (text.empty() || impl_->parser.parse(text.data(), text.size()).get(root) != simdjson::SUCCESS) {
        throw ApiError(ApiErrorType::Serialization, "");
    }
    return convert(root);
}

Json parse_json(std::string_view text) {
    return JsonParser().parse(text);
}

}  // namespace dynoxx::local::dynamodb
