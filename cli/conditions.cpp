#include "cli/conditions.hpp"

#include "cli/invocation.hpp"
#include "cli/item_text.hpp"
#include "runtime/encoding.hpp"

#include <algorithm>

namespace dynoxx::cli {

namespace {

/// Longer ones first, so that `<=` is not read as `<`.
constexpr std::string_view comparators[] = {"<>", "<=", ">=", "^=", "=", "<", ">"};

std::string_view comparator_at(std::string_view text) {
    const auto found =
        std::ranges::find_if(comparators, [text](std::string_view comparator) { return text.starts_with(comparator); });
    return found == std::end(comparators) ? std::string_view() : *found;
}

/// Ends a name whose value is in base64. An attribute that is really called so is named with JSON: `a:base64:="text"`.
constexpr std::string_view base64_suffix = ":base64";

AttributeValue bytes_value(const std::string& text, const std::string& condition) {
    std::optional<Bytes> bytes = runtime::base64_decode(text);
    if (!bytes) {
        throw Misuse("The value of '" + condition + "' is not base64, padded and without blanks.");
    }
    return *std::move(bytes);
}

}  // namespace

Condition parse_condition(const std::string& text) {
    const std::size_t at = text.find_first_of("<>=^");
    const std::string_view comparator =
        at == std::string::npos ? std::string_view() : comparator_at(std::string_view(text).substr(at));
    const bool typed = !comparator.empty() && at > 0 && text[at - 1] == ':';
    Condition condition;
    condition.name = text.substr(0, comparator.empty() ? 0 : at - (typed ? 1 : 0));
    const bool base64 = !typed && condition.name.ends_with(base64_suffix);
    if (base64) {
        condition.name.resize(condition.name.size() - base64_suffix.size());
    }
    if (condition.name.empty()) {
        throw Misuse("'" + text + "' is no condition. Write " + condition_help + ".");
    }
    condition.comparator = comparator;
    std::string value = text.substr(at + comparator.size());
    if (typed) {
        condition.value = read_plain_value(value, "The value of '" + text + "'");
    } else {
        condition.value = base64 ? bytes_value(value, text) : AttributeValue(std::move(value));
    }
    return condition;
}

void check_key_conditions(const std::vector<std::string>& texts) {
    bool has_partition_key = false;
    for (const std::string& text : texts) {
        const Condition condition = parse_condition(text);
        if (condition.comparator == "<>") {
            throw Misuse("'" + text + "' is no condition on a key, for <> is not allowed there. Use --filter.");
        }
        has_partition_key = has_partition_key || condition.comparator == "=";
    }
    if (!has_partition_key) {
        throw Misuse("No condition gives the partition key. Write it with =, for example id=ada.");
    }
}

Item parse_key(const std::vector<std::string>& texts) {
    Item key;
    for (const std::string& text : texts) {
        Condition condition = parse_condition(text);
        if (condition.comparator != "=") {
            throw Misuse("'" + text + "' is no part of a key. Write NAME=TEXT, NAME:=NUMBER or NAME:base64=BYTES.");
        }
        if (key.find(condition.name) != nullptr) {
            throw Misuse("The key names " + condition.name + " twice.");
        }
        key.append(std::move(condition.name), std::move(condition.value));
    }
    return key;
}

std::string Placeholders::name(const std::string& attribute) {
    const auto known =
        std::ranges::find_if(names_, [&attribute](const auto& entry) { return entry.second == attribute; });
    if (known != names_.end()) {
        return known->first;
    }
    return names_.emplace("#n" + std::to_string(names_.size()), attribute).first->first;
}

std::string Placeholders::all_of(const std::vector<std::string>& conditions) {
    std::string expression;
    for (const std::string& text : conditions) {
        Condition condition = parse_condition(text);
        const std::string attribute = name(condition.name);
        const std::string value = ":v" + std::to_string(values_.size());
        values_.emplace(value, std::move(condition.value));
        expression += expression.empty() ? "" : " AND ";
        expression += condition.comparator == "^=" ? "begins_with(" + attribute + ", " + value + ")"
                                                   : attribute + " " + condition.comparator + " " + value;
    }
    return expression;
}

std::string Placeholders::list(const std::vector<std::string>& attributes) {
    std::string expression;
    for (const std::string& attribute : attributes) {
        expression += (expression.empty() ? "" : ", ") + name(attribute);
    }
    return expression;
}

}  // namespace dynoxx::cli
