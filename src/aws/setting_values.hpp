#pragma once

#include "aws/setting_reader.hpp"
#include "aws/settings_table.hpp"

#include <string>

/// What is done with a row of the table and a configuration.
namespace dynoxx::aws {

/// Where `load_setting` looks.
struct SettingSources {
    SettingSources(const AwsOptions& from_code, SettingReader from_texts, std::string home_directory)
        : options(from_code), reader(from_texts), home(std::move(home_directory)) {}

    const AwsOptions& options;
    SettingReader reader;
    std::string home;
};

/// Looks a setting up and keeps its value in `data`; rows that the loader treats in steps of its own are left alone.
///
/// @par Errors
/// Throws `InvalidOption` or `InvalidEndpoint` for a wrong value; the sentence names its origin.
void load_setting(const SettingRow& row, const SettingSources& sources, AwsConfig::Data& data);

/// Gives the line of `describe()`, secrets hidden.
[[nodiscard]] AwsConfig::Line show_setting(const SettingRow& row, const AwsConfig::Data& data);

/// Says whether the value that `load_setting` keeps is the same in both, with its origin.
[[nodiscard]] bool is_same_setting(const SettingRow& row, const AwsConfig::Data& a, const AwsConfig::Data& b);

/// Gives a URL without what stands before `@`, which may be a password: `http://(hidden)@proxy:3128`.
[[nodiscard]] std::string without_password(std::string_view url);

}  // namespace dynoxx::aws
