#pragma once

#include <dynoxx/error.hpp>
#include <dynoxx/setting.hpp>

#include "aws/profile_file.hpp"
#include "aws/settings_table.hpp"
#include "runtime/system.hpp"

#include <optional>
#include <span>
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
    [[nodiscard]] std::optional<Setting<std::string>> variable(std::span<const std::string_view> names) const;

    /// Gives the first property of the profile that is set and not empty; `s3.x` is the line `x` indented below `s3 =`.
    [[nodiscard]] std::optional<Setting<std::string>> property(std::span<const std::string_view> keys) const;

    /// Gives the first of environment and profile.
    [[nodiscard]] std::optional<Setting<std::string>> find(const SettingRow& row) const;

    /// Gives the first of code, environment and profile.
    [[nodiscard]] std::optional<Setting<std::string>> find(const SettingRow& row,
                                                           const std::optional<std::string>& code) const;

 private:
    const runtime::Environment& environment_;
    const Section* profile_;
};

/// Names a setting for a message by its origin, for example `environment variable AWS_REGION`.
[[nodiscard]] std::string name_of(std::string_view name, const SettingOrigin& origin);
[[nodiscard]] std::string name_of(const SettingRow& row, const SettingOrigin& origin);

/// Makes the error for a wrong value: `~/.aws/config:3: max_attempts is 'many': expected a whole number from 1 to
/// 1000`.
[[nodiscard]] Error invalid_setting(ErrorCode code, std::string_view name, const Setting<std::string>& setting,
                                    std::string_view expected);
[[nodiscard]] Error invalid_setting(ErrorCode code, const SettingRow& row, const Setting<std::string>& setting,
                                    std::string_view expected);

/// Does the same with what the row accepts.
[[nodiscard]] Error invalid_setting(const SettingRow& row, const Setting<std::string>& setting);

/// Reads a whole number; nothing where the text is another one or out of the range.
[[nodiscard]] std::optional<int> whole_number(std::string_view text, int lowest, int highest);

/// Reads a whole number in a range.
[[nodiscard]] Result<Setting<int>> to_int(std::string_view name, const Setting<std::string>& setting, int lowest,
                                          int highest);

}  // namespace dynoxx::aws
