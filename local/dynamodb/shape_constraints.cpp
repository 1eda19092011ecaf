#include "local/dynamodb/shape.hpp"

#include "local/dynamodb/api_error.hpp"

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

namespace dynoxx::local::dynamodb {

namespace {

using Kind = Shape::Kind;

constexpr std::size_t max_listed = 10;
/// An ARN may stand for a table's name, and is longer.
constexpr std::int64_t max_arn_length = 1024;
/// The limits of a table's name that the service names for the keys of a map.
constexpr std::int64_t min_map_key = 3;
constexpr std::int64_t max_map_key = 255;
/// Whatever is no part of the model.
constexpr Shape plain_shape{.kind = Kind::String};
constexpr std::string_view resource_name_pattern = "[a-zA-Z0-9_.-]+";

bool is_resource_name(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
        return (c < 0x80 && std::isalnum(c) != 0) || c == '_' || c == '.' || c == '-';
    });
}

std::string lower_first(std::string_view name) {
    std::string text(name);
    if (!text.empty()) {
        text.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(text.front())));
    }
    return text;
}

std::string print_scalar(const Json& json) {
    if (json.type == Json::Type::Boolean) {
        return json.boolean ? "true" : "false";
    }
    return json.type == Json::Type::Null ? "null" : json.text;
}

/// A value as Java's toString would show it: a structure by its name with its members in brackets.
std::string print(const Json& json, const Shape& shape) {
    const bool is_structure = shape.kind == Kind::Structure || shape.kind == Kind::AttributeValue;
    if (json.type != Json::Type::Array && json.type != Json::Type::Object) {
        return print_scalar(json);
    }
    std::string text;
    for (const Json& child : json.children) {
        const Shape* inner = shape.element;
        for (const Member& member : shape.members) {
            inner = member.name == child.name ? member.shape : inner;
        }
        text += text.empty() ? "" : ", ";
        text += json.type == Json::Type::Array ? "" : (is_structure ? lower_first(child.name) : child.name) + '=';
        text += print(child, inner == nullptr ? plain_shape : *inner);
    }
    if (is_structure) {
        return std::string(shape.name) + '(' + text + ')';
    }
    return json.type == Json::Type::Object ? '{' + text + '}' : '[' + text + ']';
}

std::string member_path(const std::string& parent, std::string_view name) {
    std::string path = parent.empty() ? "" : parent + '.';
    return path + lower_first(name);
}

std::string join(std::span<const std::string_view> words) {
    std::string text;
    for (const std::string_view word : words) {
        text += text.empty() ? "" : ", ";
        text += word;
    }
    return text;
}

class ConstraintChecker {
 public:
    void check_structure(const Json& json, const Shape& shape, const std::string& path) {
        for (const Member& member : shape.members) {
            const Json* value = json.find(member.name);
            const std::string member_at = member_path(path, member.name);
            if (value != nullptr) {
                check(*value, *member.shape, member_at);
            } else if (member.presence == Presence::Required) {
                report("null", member_at, "Member must not be null");
            }
        }
    }

    void finish() const {
        if (problems_.empty()) {
            return;
        }
        std::string message =
            std::to_string(problems_.size()) + " validation error" + (problems_.size() > 1 ? "s" : "") + " detected: ";
        for (std::size_t i = 0; i < problems_.size(); ++i) {
            message += (i == 0 ? "" : "; ") + problems_[i];
        }
        fail_validation(std::move(message));
    }

 private:
    void check(const Json& json, const Shape& shape, const std::string& path) {
        check_limits(json, shape, path);
        switch (shape.kind) {
            case Kind::String:
                check_text(json, shape, path);
                break;
            case Kind::Structure:
                check_structure(json, shape, path);
                break;
            case Kind::List:
                for (std::size_t i = 0; i < json.children.size(); ++i) {
                    const std::string element_path = path + '.' + std::to_string(i + 1) + ".member";
                    check_element(json.children[i], *shape.element, element_path);
                }
                break;
            case Kind::Map:
                check_map(json, shape, path);
                for (const Json& child : json.children) {
                    if (!shape.map_value_length) {
                        check_element(child, *shape.element, path + '.' + child.name + ".member");
                    } else {
                        check_elements_only(child, *shape.element, path + '.' + child.name + ".member");
                    }
                }
                break;
            default:
                break;
        }
    }

    void check_element(const Json& json, const Shape& shape, const std::string& path) {
        if (json.type == Json::Type::Null) {
            report("null", path, "Member must not be null");
        } else {
            check(json, shape, path);
        }
    }

    void check_elements_only(const Json& list, const Shape& shape, const std::string& path) {
        for (std::size_t i = 0; i < list.children.size(); ++i) {
            check_element(list.children[i], *shape.element, path + '.' + std::to_string(i + 1) + ".member");
        }
    }

    static std::int64_t measure(const Json& json, const Shape& shape) {
        const bool is_number = shape.kind == Kind::Integer || shape.kind == Kind::Long;
        return is_number
                   ? json.integer
                   : static_cast<std::int64_t>(shape.kind == Kind::String ? json.text.size() : json.children.size());
    }

    void check_limits(const Json& json, const Shape& shape, const std::string& path) {
        const std::int64_t size = measure(json, shape);
        const std::string what = shape.kind == Kind::Integer || shape.kind == Kind::Long ? "Member must have value "
                                                                                         : "Member must have length ";
        if (size < shape.min && shape.min != -Shape::no_limit) {
            report_value(json, shape, path, what + "greater than or equal to " + std::to_string(shape.min));
        }
        const bool is_arn = shape.is_resource_name && json.text.starts_with("arn:");
        if (size > (is_arn ? max_arn_length : shape.max)) {
            report_value(json, shape, path, what + "less than or equal to " + std::to_string(shape.max));
        }
    }

    void check_text(const Json& json, const Shape& shape, const std::string& path) {
        if (shape.is_resource_name && !is_resource_name(json.text) && !json.text.starts_with("arn:")) {
            report_value(json, shape, path,
                         "Member must satisfy regular expression pattern: " + std::string(resource_name_pattern));
        }
        if (!shape.values.empty() &&
            std::find(shape.values.begin(), shape.values.end(), json.text) == shape.values.end()) {
            report_value(json, shape, path, "Member must satisfy enum value set: [" + join(shape.values) + ']');
        }
    }

    void check_map(const Json& json, const Shape& shape, const std::string& path) {
        const auto out_of = [](std::size_t size, const Shape& limits) {
            return static_cast<std::int64_t>(size) < limits.min || static_cast<std::int64_t>(size) > limits.max;
        };
        const auto limits = [](std::int64_t min, std::int64_t max) {
            return "Member must have length less than or equal to " + std::to_string(max) +
                   ", Member must have length greater than or equal to " + std::to_string(min);
        };
        for (const Json& child : json.children) {
            if (shape.map_key != nullptr && (out_of(child.name.size(), *shape.map_key) ||
                                             (!is_resource_name(child.name) && !child.name.starts_with("arn:")))) {
                report_value(json, shape, path,
                             "Map keys must satisfy constraint: [" + limits(min_map_key, max_map_key) +
                                 ", Member must satisfy regular expression pattern: " +
                                 std::string(resource_name_pattern) + ']');
            }
            if (shape.map_value_length && out_of(child.children.size(), *shape.element)) {
                report_value(
                    json, shape, path,
                    "Map value must satisfy constraint: [" + limits(shape.element->min, shape.element->max) + ']');
            }
        }
    }

    void report_value(const Json& json, const Shape& shape, const std::string& path, const std::string& constraint) {
        report('\'' + print(json, shape) + '\'', path, constraint);
    }

    void report(const std::string& value, const std::string& path, const std::string& constraint) {
        if (problems_.size() < max_listed) {
            problems_.push_back("Value " + value + " at '" + path + "' failed to satisfy constraint: " + constraint);
        }
    }

    std::vector<std::string> problems_;
};

}  // namespace

void check_constraints(const Json& json, const Shape& shape) {
    ConstraintChecker checker;
    checker.check_structure(json, shape, "");
    checker.finish();
}

}  // namespace dynoxx::local::dynamodb
