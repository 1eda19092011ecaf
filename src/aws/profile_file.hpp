#pragma once

#include <dynoxx/error.hpp>
#include <dynoxx/setting.hpp>

#include "runtime/secret.hpp"
#include "runtime/wipe.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The shared files `~/.aws/config` and `~/.aws/credentials`: text in, sections out.
///
/// @par Source
/// AWS SDKs and Tools Reference Guide, "Using shared config and credentials files to globally configure AWS SDKs and
/// tools".
namespace dynoxx::aws {

/// One indented line `name = value` below a property without a value.
struct SubProperty {
    SubProperty() {}
    SubProperty(std::string property_name, std::string property_value, SettingOrigin where)
        : name(std::move(property_name)), value(std::move(property_value)), origin(std::move(where)) {}

    std::string name{};  ///< in lower case
    std::string value{};
    SettingOrigin origin{};

    friend bool operator==(const SubProperty&, const SubProperty&) = default;
};

/// One property of a section.
struct Property {
    Property() {}
    Property(const Property&) = default;
    Property(Property&&) noexcept = default;
    Property& operator=(Property other) noexcept;
    ~Property() { runtime::wipe(value); }

    std::string name{};        ///< in lower case
    std::string value{};       ///< trimmed; continuation lines, and the raw text of sub-properties, follow after `\n`
    runtime::Secret secret{};  ///< the value of one that is a secret, whose `value` is empty
    SettingOrigin origin{};
    std::vector<SubProperty> sub_properties{};

    /// Gives a sub-property, without regard to case, or null.
    [[nodiscard]] const SubProperty* find(std::string_view sub_property) const noexcept;

    /// Gives the value, whether it is a secret or not.
    [[nodiscard]] std::string_view text() const noexcept { return secret.empty() ? value : secret.reveal(); }

    friend bool operator==(const Property&, const Property&) = default;
};

/// One section: a profile, an `[sso-session]` or a `[services]` section.
struct Section {
    Section() {}
    Section(std::string section_name, SettingOrigin where) : name(std::move(section_name)), origin(std::move(where)) {}

    std::string name{};
    SettingOrigin origin{};  ///< of its first header
    std::vector<Property> properties{};

    /// Gives a property, without regard to case, or null.
    [[nodiscard]] const Property* find(std::string_view property) const noexcept;

    friend bool operator==(const Section&, const Section&) = default;
};

/// A sequence of sections with distinct names, in the order of the files.
struct Sections {
    Sections() {}

    std::vector<Section> items{};

    /// Gives a section by its exact name, or null.
    [[nodiscard]] const Section* find(std::string_view name) const noexcept;

    friend bool operator==(const Sections&, const Sections&) = default;
};

/// What both files say together.
struct ProfileSet {
    ProfileSet() {}

    Sections profiles{};
    Sections sso_sessions{};
    Sections services{};
    std::vector<std::string> warnings{};  ///< what was ignored and why, each with `path:line`
};

/// A file's text and the path to name in messages.
struct ProfileFileText {
    ProfileFileText() {}
    ProfileFileText(std::string file_path, std::string file_text)
        : path(std::move(file_path)), text(std::move(file_text)) {}

    std::string path{};
    std::string text{};
};

/// Parses both files; a file that does not exist is an empty text.
///
/// - Config: `[default]`, `[profile x]`, `[sso-session x]`, `[services x]`. `[profile default]` wins over `[default]`
///   completely. Credentials: `[x]`. Sections of any other form, and names with other characters than letters, digits
///   and `-_/.%@:+`, are ignored with a warning, and so is everything in them.
/// - The same section again adds to the first; the same property again replaces it; a property of the credentials file
///   replaces that of the config file.
/// - A line that begins with a blank continues the property above. If that property has no value, the line is a
///   sub-property; a sub-property with an invalid name is ignored with a warning.
///
/// @par Errors
/// `InvalidProfileFile` with `path:line` for a line that has none of these forms.
[[nodiscard]] Result<ProfileSet> parse_profile_files(const ProfileFileText& config, const ProfileFileText& credentials);

}  // namespace dynoxx::aws
