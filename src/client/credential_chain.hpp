#pragma once

#include <dynoxx/aws_config.hpp>

#include "aws/credentials_cache.hpp"
#include "http/transport.hpp"

namespace dynoxx::detail {

/// Gives the credentials of a configuration: one cache for all clients of the runtime that would find the same.
///
/// The order of the sources is written here and nowhere else:
/// 1. keys or a provider in code; 2. a profile named in code; 3. the environment; 4. the selected profile; 5. the
/// container; 6. the instance's role. A role in code is assumed with what these give.
///
/// In the selected profile, `role_arn` with `source_profile` or `credential_source` comes before `credential_process`
/// and that before keys; in a profile that another one names, keys come first. Roles are assumed in as many steps as it
/// takes.
///
/// Touches no network and no file: sources are asked at the first request.
///
/// @par Errors
/// `CredentialsException` or `ConfigurationException` for a source that is there but wrong.
[[nodiscard]] std::shared_ptr<aws::CredentialsCache> credentials_of(const AwsConfig& config, runtime::State& state,
                                                                    http::Transport& transport);

}  // namespace dynoxx::detail
