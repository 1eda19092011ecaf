#pragma once

#include <string>
#include <vector>

namespace quickstart {

/// Where the quickstart works.
struct Settings {
    bool use_aws = false;  ///< what the environment and the AWS files say, instead of a local server of its own
    std::string bucket{};  ///< for the copyright files
    std::string key{};     ///< KMS key for the maintainers
    std::string table = "packages";
    std::size_t most = 0;  ///< packages to store; 0: all
    bool help = false;
    std::string complaint{};  ///< what is wrong with the arguments
};

/// Reads the arguments. `AWS_ENDPOINT_URL`, if it is set, does what `--aws` does.
[[nodiscard]] Settings parse_settings(const std::vector<std::string>& arguments, bool endpoint_is_set);

[[nodiscard]] std::string help_text();

}  // namespace quickstart
