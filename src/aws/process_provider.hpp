#pragma once

#include "aws/credentials.hpp"
#include "aws/profile_file.hpp"

#include <memory>

namespace dynoxx::aws {

/// Makes the source of the property `credential_process` of a profile, which must be there: a command that prints
/// credentials. It is run at each refresh; nothing that it gave is used after its end.
///
/// @par Errors
/// `CredentialsSourceFailed` with profile and `file:line` if the command cannot be started, fails, prints more than
/// 1 MiB or prints no credentials. What it printed is in no error.
/// @par Source
/// AWS SDKs and Tools Reference Guide, "Process credential provider".
[[nodiscard]] std::shared_ptr<CredentialsProvider> process_provider(const Section& profile);

}  // namespace dynoxx::aws
