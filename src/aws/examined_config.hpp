#pragma once

#include <dynoxx/aws_config.hpp>
#include <dynoxx/error.hpp>

#include "runtime/system.hpp"

#include <string>
#include <utility>
#include <vector>

namespace dynoxx::aws {

/// A setting whose value is wrong.
struct WrongSetting {
    WrongSetting(std::string setting, Error what) : name(std::move(setting)), error(std::move(what)) {}

    std::string name;  ///< in `describe()`; empty where what is wrong belongs to no single setting
    Error error;
};

/// What `examine_config` found.
struct ExaminedConfig {
    ExaminedConfig(AwsConfig found, std::vector<WrongSetting> refused)
        : config(std::move(found)), wrong(std::move(refused)) {}

    AwsConfig config;                 ///< with defaults in the place of what is wrong
    std::vector<WrongSetting> wrong;  ///< in the order in which they were found; empty: `load_config` is content
};

/// Does what `load_config` does, and goes on after a wrong value: for people who want to see all of them.
[[nodiscard]] ExaminedConfig examine_config(const AwsOptions& options, const runtime::System& system);

}  // namespace dynoxx::aws
