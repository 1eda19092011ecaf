#include "aws/setting_reader.hpp"

#include "aws/text.hpp"

#include <charconv>

namespace dynoxx::aws {

std::optional<Setting<std::string>> SettingReader::variable(std::initializer_list<std::string_view> names) const {
    for (const std::string_view name : names) {
        if (auto value = environment_.get(name); value && !value->empty()) {
            return Setting<std::string>(std::move(*value), SettingOrigin::environment(std::string(name)));
        }
    }
    return std::nullopt;
}

std::optional<Setting<std::string>> SettingReader::property(std::string_view key) const {
    const Property* found = profile_ == nullptr ? nullptr : profile_->find(key);
    if (found == nullptr || found->value.empty()) {
        return std::nullopt;
    }
    return Setting<std::string>(found->value, found->origin);
}

std::optional<Setting<std::string>> SettingReader::find(const std::optional<std::string>& code,
                                                        std::initializer_list<std::string_view> variables,
                                                        std::string_view key) const {
    if (code && !code->empty()) {
        return Setting<std::string>(*code, SettingOrigin::code());
    }
    if (auto found = variable(variables)) {
        return found;
    }
    return property(key);
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

Error invalid_setting(ErrorCode code, std::string_view name, const Setting<std::string>& setting,
                      std::string_view expected) {
    return {code, name_of(name, setting.origin) + " is '" + setting.value + "': expected " + std::string(expected)};
}

Result<Setting<bool>> to_bool(std::string_view name, const Setting<std::string>& setting) {
    const bool yes = equals_ignoring_case(setting.value, "true");
    if (!yes && !equals_ignoring_case(setting.value, "false")) {
        return invalid_setting(ErrorCode::InvalidOption, name, setting, "true or false");
    }
    return Setting<bool>(yes, setting.origin);
}

Result<Setting<int>> to_int(std::string_view name, const Setting<std::string>& setting, int lowest, int highest) {
    int number = 0;
    const char* end = setting.value.data() + setting.value.size();
    const auto [stop, failure] = std::from_chars(setting.value.data(), end, number);
    if (failure != std::errc() || stop != end || number < lowest || number > highest) {
        return invalid_setting(ErrorCode::InvalidOption, name, setting,
                               "a whole number from " + std::to_string(lowest) + " to " + std::to_string(highest));
    }
    return Setting<int>(number, setting.origin);
}

}  // namespace dynoxx::aws
