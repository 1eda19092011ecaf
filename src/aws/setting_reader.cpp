#include "aws/setting_reader.hpp"

#include "aws/text.hpp"

#include <algorithm>
#include <charconv>

namespace dynoxx::aws {

namespace {

/// Finds `key`, or the line `x` indented below `s3 =` for `s3.x`.
std::optional<Setting<std::string>> find_property(const Section& profile, std::string_view key) {
    const std::size_t dot = key.find('.');
    const Property* found = profile.find(key.substr(0, dot));
    if (found == nullptr) {
        return std::nullopt;
    }
    if (dot == std::string_view::npos) {
        return Setting<std::string>(found->value, found->origin);
    }
    const SubProperty* line = found->find(key.substr(dot + 1));
    return line == nullptr ? std::nullopt : std::optional(Setting<std::string>(line->value, line->origin));
}

/// What a setting is called where its value was found.
std::string_view name_at(const SettingRow& row, const SettingOrigin& origin) {
    switch (origin.kind) {
        case SettingOrigin::Kind::Code:
            return row.code;
        case SettingOrigin::Kind::File:
            return row.keys.front();
        case SettingOrigin::Kind::Environment:
        case SettingOrigin::Kind::Default:
            break;
    }
    return row.name;
}

/// Gives a value for a message: the beginning of a long one, without control characters.
std::string shortened(std::string_view value) {
    constexpr std::size_t longest = 200;
    std::string text(value.substr(0, longest));
    std::ranges::replace_if(
        text, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7f; }, '?');
    return value.size() > longest ? text + "..." : text;
}

}  // namespace

std::optional<Setting<std::string>> SettingReader::variable(std::span<const std::string_view> names) const {
    for (const std::string_view name : names) {
        if (name.empty()) {
            break;
        }
        if (auto value = environment_.get(name); value && !trim(*value).empty()) {
            return Setting<std::string>(std::move(*value), SettingOrigin::environment(std::string(name)));
        }
    }
    return std::nullopt;
}

std::optional<Setting<std::string>> SettingReader::property(std::span<const std::string_view> keys) const {
    for (const std::string_view key : keys) {
        if (profile_ == nullptr || key.empty()) {
            break;
        }
        if (auto found = find_property(*profile_, key); found && !found->value.empty()) {
            return found;
        }
    }
    return std::nullopt;
}

std::optional<Setting<std::string>> SettingReader::find(const SettingRow& row) const {
    if (auto found = variable(row.variables)) {
        return found;
    }
    return property(row.keys);
}

std::optional<Setting<std::string>> SettingReader::find(const SettingRow& row,
                                                        const std::optional<std::string>& code) const {
    if (code && !code->empty()) {
        return Setting<std::string>(*code, SettingOrigin::code());
    }
    return find(row);
}

std::string name_of(std::string_view name, const SettingOrigin& origin) {
    switch (origin.kind) {
        case SettingOrigin::Kind::Code:
            return "AwsOptions::" + std::string(name);
        case SettingOrigin::Kind::Environment:
            return to_string(origin);
        case SettingOrigin::Kind::File:
            return origin.text + ": " + std::string(name);
        case SettingOrigin::Kind::Default:
            break;
    }
    return std::string(name);
}

std::string name_of(const SettingRow& row, const SettingOrigin& origin) {
    return name_of(name_at(row, origin), origin);
}

Error invalid_setting(ErrorCode code, std::string_view name, const Setting<std::string>& setting,
                      std::string_view expected) {
    return {code, name_of(name, setting.origin) + " is '" + shortened(setting.value) + "': expected " +
                      std::string(expected)};
}

Error invalid_setting(ErrorCode code, const SettingRow& row, const Setting<std::string>& setting,
                      std::string_view expected) {
    return invalid_setting(code, name_at(row, setting.origin), setting, expected);
}

Error invalid_setting(const SettingRow& row, const Setting<std::string>& setting) {
    return invalid_setting(ErrorCode::InvalidOption, row, setting, accepts(row));
}

std::optional<int> whole_number(std::string_view text, int lowest, int highest) {
    int number = 0;
    const auto [stop, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = failure == std::errc() && stop == text.data() + text.size();
    return whole && number >= lowest && number <= highest ? std::optional(number) : std::nullopt;
}

Result<Setting<int>> to_int(std::string_view name, const Setting<std::string>& setting, int lowest, int highest) {
    const std::optional<int> number = whole_number(setting.value, lowest, highest);
    if (!number) {
        return invalid_setting(ErrorCode::InvalidOption, name, setting,
                               "a whole number from " + std::to_string(lowest) + " to " + std::to_string(highest));
    }
    return Setting<int>(*number, setting.origin);
}

}  // namespace dynoxx::aws
