#pragma once

#include "aws/credentials.hpp"
#include "aws/profile_file.hpp"

namespace dynoxx::aws {

/// Makes the source of the keys that a profile holds itself.
///
/// @par Errors
/// `InvalidCredentials` with `file:line` if only one of the pair is there.
/// @par Source
/// AWS SDKs and Tools Reference Guide, "Shared config and credentials files".
[[nodiscard]] std::shared_ptr<CredentialsProvider> profile_keys_provider(const Section& profile);

}  // namespace dynoxx::aws
