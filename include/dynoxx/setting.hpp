#pragma once

#include <string>
#include <utility>

namespace dynoxx {

/// Says where the value of a setting was found.
struct SettingOrigin {
    enum class Kind {
        Default,      ///< nobody set it
        Code,         ///< `AwsOptions`
        Environment,  ///< `text` is the name of the variable
        File,         ///< `text` is `path:line`
    };

    SettingOrigin() {}
    SettingOrigin(Kind origin_kind, std::string origin_text) : kind(origin_kind), text(std::move(origin_text)) {}

    [[nodiscard]] static SettingOrigin code() { return {Kind::Code, {}}; }
    [[nodiscard]] static SettingOrigin environment(std::string variable) {
        return {Kind::Environment, std::move(variable)};
    }

    Kind kind = Kind::Default;
    std::string text{};

    friend bool operator==(const SettingOrigin&, const SettingOrigin&) = default;
};

/// Gives an origin for a reader: `default`, `code`, `environment variable AWS_REGION`, `/home/ada/.aws/config:3`.
[[nodiscard]] std::string to_string(const SettingOrigin& origin);

/// A value and where it came from.
template <class T>
struct Setting {
    Setting() {}
    Setting(T setting_value, SettingOrigin setting_origin)
        : value(std::move(setting_value)), origin(std::move(setting_origin)) {}

    T value{};
    SettingOrigin origin{};

    friend bool operator==(const Setting&, const Setting&) = default;
};

}  // namespace dynoxx
