#pragma once

#include <string>

namespace dynoxx::cli {

/// Names settings by the options that set them, where the library's sentence says how code does: `--region`.
[[nodiscard]] std::string by_options(std::string text);

}  // namespace dynoxx::cli
