#pragma once

#include <dynoxx/aws_config.hpp>
#include <dynoxx/error.hpp>

#include "runtime/system.hpp"

namespace dynoxx::aws {

/// Resolves a configuration from code, environment and files; what `AwsConfig::try_load` does with the machine's own.
///
/// Each shared file is read once; nothing is sent and nothing is written.
[[nodiscard]] Result<AwsConfig> load_config(const AwsOptions& options, const runtime::System& system);

/// Gives the same configuration in another region: for the services that sign in, which have one of their own.
[[nodiscard]] AwsConfig in_region(const AwsConfig& config, Setting<std::string> region);

}  // namespace dynoxx::aws
