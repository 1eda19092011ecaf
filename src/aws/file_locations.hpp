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

/// Finds the paths of the two files: code, then `AWS_CONFIG_FILE` and `AWS_SHARED_CREDENTIALS_FILE`, then `~/.aws`.
///
/// @param home_of_account the home directory of the user's account, used where `HOME` is not set; may be empty
/// @par Source
/// AWS SDKs and Tools Reference Guide, "Finding and changing the location of the shared config and credentials files".
[[nodiscard]] FileLocations find_shared_files(const AwsOptions& options, const runtime::Environment& environment,
                                              std::string_view home_of_account = {});

/// Replaces a leading `~` or `~/` by the home directory; gives the path unchanged if that is not known.
[[nodiscard]] std::string expand_home(std::string path, std::string_view home);

}  // namespace dynoxx::aws
