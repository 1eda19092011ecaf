#include "local/dynamodb/expression/context.hpp"

#include "local/dynamodb/api_error.hpp"

#include <algorithm>
#include <vector>

namespace dynoxx::local::dynamodb {

namespace {

constexpr std::size_t max_placeholder_length = 255;
constexpr std::size_t max_name_length = 65535;
constexpr std::size_t max_total_size = 2 * 1024 * 1024;

bool is_placeholder(std::string_view text, char mark) {
    return text.size() > 1 && text.front() == mark && std::all_of(text.begin() + 1, text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
           });
}

/// Checks what both members have in common and gives the size of the placeholders.
std::size_t check_placeholders(std::string_view member, const Json& json, char mark) {
    if (json.children.empty()) {
        fail_validation(std::string(member) + " must not be empty");
    }
    std::size_t size = 0;
    for (const Json& child : json.children) {
        if (!is_placeholder(child.name, mark) || child.name.size() > max_placeholder_length) {
            fail_validation(std::string(member) + " contains invalid key: Syntax error; key: \"" + child.name + '"');
        }
        size += child.name.size();
    }
    return size;
}

std::string join(const std::vector<std::string_view>& words, std::string_view separator) {
    std::string text;
    for (const std::string_view word : words) {
        text += text.empty() ? "" : separator;
        text += word;
    }
    return text;
}

/// The older check names the value that is invalid.
Value read_placeholder(const Json& value, ValueErrorStyle style) {
    try {
        return read_value(value, style);
    } catch (const ApiError& error) {
        if (style != ValueErrorStyle::Older) {
            throw;
        }
        fail_validation("ExpressionAttributeValues contains invalid value: " + error.message() + " for key " +
                        value.name);
    }
}

template <class Meanings>
void check_used(std::string_view member, const Meanings& defined, const std::set<std::string, std::less<>>& used) {
    std::vector<std::string_view> unused;
    for (const auto& [placeholder, meaning] : defined) {
        if (!used.contains(placeholder)) {
            unused.push_back(placeholder);
        }
    }
    if (!unused.empty()) {
        fail_validation("Value provided in " + std::string(member) + " unused in expressions: keys: {" +
                        join(unused, ", ") + '}');
    }
}

}  // namespace

ExpressionContext::ExpressionContext(const Json& request, ValueErrorStyle style) {
    std::size_t size = 0;
    if (const Json* names = request.find("ExpressionAttributeNames")) {
        size += check_placeholders("ExpressionAttributeNames", *names, '#');
        for (const Json& name : names->children) {
            if (name.text.empty() || name.text.size() > max_name_length) {
                fail_validation(
                    "ExpressionAttributeNames contains invalid value: Attribute name must have a length of 1 to 65535 "
                    "bytes; key: " +
                    name.name);
            }
            size += name.text.size();
            names_.insert_or_assign(name.name, name.text);
        }
    }
    if (const Json* values = request.find("ExpressionAttributeValues")) {
        size += check_placeholders("ExpressionAttributeValues", *values, ':');
        for (const Json& value : values->children) {
            Value parsed = read_placeholder(value, style);
            size += value_size(parsed);
            values_.insert_or_assign(value.name, std::move(parsed));
        }
    }
    if (size > max_total_size) {
        fail_validation(
            "Size of ExpressionAttributeNames and ExpressionAttributeValues has exceeded the maximum allowed size");
    }
}

const std::string* ExpressionContext::use_name(std::string_view placeholder) {
    const auto found = names_.find(placeholder);
    if (found == names_.end()) {
        return nullptr;
    }
    used_.emplace(placeholder);
    return &found->second;
}

const Value* ExpressionContext::use_value(std::string_view placeholder) {
    const auto found = values_.find(placeholder);
    if (found == values_.end()) {
        return nullptr;
    }
    used_.emplace(placeholder);
    return &found->second;
}

void ExpressionContext::check_all_used() const {
    check_used("ExpressionAttributeNames", names_, used_);
    check_used("ExpressionAttributeValues", values_, used_);
}

void check_expression_parameters(const Json& request, std::initializer_list<std::string_view> expressions,
                                 std::initializer_list<std::string_view> legacy, ExpressionNames message) {
    std::vector<std::string_view> given;
    std::copy_if(expressions.begin(), expressions.end(), std::back_inserter(given),
                 [&](std::string_view name) { return request.has(name); });
    std::vector<std::string_view> old_style;
    // KeyConditions may stand beside the expressions of a Query that are not about the key.
    const bool keys_apart = !request.has("KeyConditionExpression");
    std::copy_if(legacy.begin(), legacy.end(), std::back_inserter(old_style),
                 [&](std::string_view name) { return request.has(name) && !(keys_apart && name == "KeyConditions"); });
    if (!given.empty() && !old_style.empty()) {
        fail_validation(
            "Can not use both expression and non-expression parameters in the same request: Non-expression parameters: "
            "{" +
            join(old_style, ", ") + "} Expression parameters: {" + join(given, ", ") + '}');
    }
    if (request.has("ExpressionAttributeNames") && given.empty()) {
        fail_validation("ExpressionAttributeNames can only be specified when using expressions");
    }
    std::vector<std::string_view> with_values(expressions);
    std::erase(with_values, "ProjectionExpression");
    const bool none =
        std::none_of(with_values.begin(), with_values.end(), [&](std::string_view name) { return request.has(name); });
    if (request.has("ExpressionAttributeValues") && none) {
        if (message == ExpressionNames::Left) {
            fail_validation("ExpressionAttributeValues can only be specified when using expressions");
        }
        std::sort(with_values.rbegin(), with_values.rend());
        fail_validation("ExpressionAttributeValues can only be specified when using expressions: " +
                        join(with_values, " and ") + (with_values.size() > 1 ? " are null" : " is null"));
    }
}

}  // namespace dynoxx::local::dynamodb
