#pragma once

#include <string>

namespace dynoxx::docs {

/// Writes docs/reference/configuration.md from the table of settings.
[[nodiscard]] std::string configuration_page();

}  // namespace dynoxx::docs
