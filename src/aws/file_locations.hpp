#pragma once

#include <dynoxx/aws_options.hpp>
#include <dynoxx/setting.hpp>

#include "runtime/system.hpp"

#include <string>
#include <string_view>

namespace dynoxx::aws {

/// Where the two shared files are; an empty path where there is no home directory to look in.
struct FileLocations {
    FileLocations() {}

    Setting<std::string> config{};
    Setting<std::string> credentials{};
};

/// How a machine writes paths and where it keeps the home directory. The library runs on `Posix`; the rule of the other
/// one is here because the two are one specification.
enum class Platform { Posix, Windows };

/// Finds the paths of the two files: code, then `AWS_CONFIG_FILE` and `AWS_SHARED_CREDENTIALS_FILE`, then `.aws` in the
/// home directory: `HOME`, on Windows also `USERPROFILE` and `HOMEDRIVE` with `HOMEPATH`.
///
/// @param home_of_account the home directory of the user's account, used where no variable names one; may be empty
/// @par Source
/// AWS SDKs and Tools Reference Guide, "Finding and changing the location of the shared config and credentials files".
[[nodiscard]] FileLocations find_shared_files(const AwsOptions& options, const runtime::Environment& environment,
                                              std::string_view home_of_account = {},
                                              Platform platform = Platform::Posix);

/// Replaces a leading `~` or `~/` by the home directory; gives the path unchanged if that is not known.
[[nodiscard]] std::string expand_home(std::string path, std::string_view home);

}  // namespace dynoxx::aws
