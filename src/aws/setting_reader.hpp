#pragma once

#include <dynoxx/error.hpp>
#include <dynoxx/setting.hpp>

#include "aws/profile_file.hpp"
#include "runtime/system.hpp"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace dynoxx::aws {

/// Looks a setting up: code, then environment, then profile.
class SettingReader {
 public:
    /// `profile` may be null: then there is no file value.
    SettingReader(const runtime::Environment& environment, const Section* profile)
        : environment_(environment), profile_(profile) {}

    /// Gives the first variable that is set and not empty.
    [[nodiscard]] std::optional<Setting<std::string>> variable(std::initializer_list<std::string_view> names) const;

    /// Gives a property of the profile that is set and not empty.
    [[nodiscard]] std::optional<Setting<std::string>> property(std::string_view key) const;

    /// Gives the first of code, environment and profile.
    [[nodiscard]] std::optional<Setting<std::string>> find(const std::optional<std::string>& code,
                                                           std::initializer_list<std::string_view> variables,
                                                           std::string_view key) const;

 private:
    const runtime::Environment& environment_;
    const Section* profile_;
};

/// Makes the error for a wrong value: `~/.aws/config:3: max_attempts is 'many': expected a whole number from 1 to
/// 1000`.
[[nodiscard]] Error invalid_setting(ErrorCode code, std::string_view name, const Setting<std::string>& setting,
                                    std::string_view expected);

/// Names a setting for a message by its origin, for example `environment variable AWS_REGION`.
[[nodiscard]] std::string name_of(std::string_view name, const SettingOrigin& origin);

/// Reads `true` or `false`, in any case.
[[nodiscard]] Result<Setting<bool>> to_bool(std::string_view name, const Setting<std::string>& setting);

/// Reads a whole number in a range.
[[nodiscard]] Result<Setting<int>> to_int(std::string_view name, const Setting<std::string>& setting, int lowest,
                                          int highest);

}  // namespace dynoxx::aws
