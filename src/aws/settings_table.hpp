#pragma once

#include "aws/config_data.hpp"

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <variant>

/// Every setting in one table: the loader, `AwsConfig::describe()` and docs/reference/configuration.md are made from
/// it.
namespace dynoxx::aws {

/// A function of `AwsOptions` that gives what code set.
template <class T>
using CodeOf = const std::optional<T>& (AwsOptions::*)() const;

/// What a text must look like.
enum class TextForm {
    Any,
    Region,
    RegionSet,
    Account,
    Path,  ///< a leading `~` is the home directory
    Url,
    ProxyUrl,  ///< may hold a user and a password; they are not shown
};

// How a setting is read, where its value is kept and how it is shown. `code` is null where code cannot set it.

struct TextBinding {
    std::optional<Setting<std::string>> AwsConfig::Data::*member = nullptr;
    CodeOf<std::string> code = nullptr;
    TextForm form = TextForm::Any;
};

struct SwitchBinding {
    Setting<bool> AwsConfig::Data::*member;
    CodeOf<bool> code = nullptr;
    bool fallback = false;
    std::string_view on = "true";
    std::string_view off = "false";
};

struct NumberBinding {
    Setting<int> AwsConfig::Data::*member;
    CodeOf<int> code = nullptr;
    int lowest = 0;
    int highest = 0;
    int fallback = 0;
};

/// In texts, a time is a whole number of seconds.
struct TimeBinding {
    Setting<AwsConfig::Duration> AwsConfig::Data::*member;
    CodeOf<AwsConfig::Duration> code = nullptr;
    AwsConfig::Duration lowest{};
    AwsConfig::Duration highest{};
    AwsConfig::Duration fallback{};
};

/// One of some words, in any case; the first is the default.
template <class Enum>
struct WordBinding {
    Setting<Enum> AwsConfig::Data::*member;
    CodeOf<Enum> code = nullptr;
    std::span<const Enum> words;
    std::string_view outdated{};  ///< a word that means the default and gives a warning
};

/// The number of attempts has a default for each service.
struct AttemptsBinding {
    std::optional<Setting<int>> AwsConfig::Data::*member;
    CodeOf<int> code;
    int lowest;
    int highest;
};

struct ProfileBinding {};

/// One of the two shared files.
struct FileBinding {
    Setting<std::string> AwsConfig::Data::*member;
};

/// The endpoint of one service.
struct EndpointBinding {
    AwsService service;
};

/// The endpoint of all services; it is shown with each service.
struct CommonEndpointBinding {};

/// The name of a `[services]` section, whose endpoints are shown with each service.
struct ServicesBinding {};

/// What a source of credentials reads by itself, so that the table only shows and documents it.
struct SourceBinding {
    std::string StaticCredentials::*key = nullptr;  ///< part of the access key that code set
    std::optional<std::string> AwsConfig::Data::*code = nullptr;
    bool secret = false;
    bool in_sso_session = false;  ///< also in the `[sso-session]` section that the profile names
    std::string_view accepted = "a text";
};

/// What is no text, so that only code can give it.
struct CodeBinding {
    std::string (*shown)(const AwsConfig::Data&);  ///< gives an empty text where code set nothing
    std::string_view accepted;
};

using Binding = std::variant<TextBinding, SwitchBinding, NumberBinding, TimeBinding, WordBinding<RetryMode>,
                             WordBinding<AccountIdEndpointMode>, WordBinding<DefaultsMode>, WordBinding<ChecksumRule>,
                             WordBinding<S3AddressingStyle>, WordBinding<TlsVersion>, WordBinding<MetadataEndpointMode>,
                             AttemptsBinding, ProfileBinding, FileBinding, EndpointBinding, CommonEndpointBinding,
                             ServicesBinding, SourceBinding, CodeBinding>;

/// The chapters of the page.
enum class SettingGroup {
    Files,
    Credentials,
    Metadata,
    Endpoints,
    Requests,
    Retries,
    Connections,
    Bodies,
    S3,
    Encryption,
};

/// Everything that is known about one setting.
struct SettingRow {
    std::string_view name{};  ///< in `describe()`
    SettingGroup group = SettingGroup::Files;
    std::array<std::string_view, 4> variables{};  ///< the first that is set counts
    std::array<std::string_view, 2> keys{};       ///< in the profile; `s3.x` is the line `x` indented below `s3 =`
    std::string_view code{};                      ///< function of `AwsOptions`
    std::string_view fallback{};                  ///< the default in words, where the binding does not say it
    std::string_view meaning{};
    Binding binding{};
};

/// Gives the table, in the order of the page.
[[nodiscard]] std::span<const SettingRow> settings() noexcept;

/// Gives the row of a setting, which must exist.
[[nodiscard]] const SettingRow& setting(std::string_view name) noexcept;

/// Says what a setting accepts, for messages and for the page: `true or false`.
[[nodiscard]] std::string accepts(const SettingRow& row);

/// Gives the default of a setting in words.
[[nodiscard]] std::string fallback_of(const SettingRow& row);

}  // namespace dynoxx::aws
