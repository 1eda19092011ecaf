#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

/// Files of test data.
namespace dynoxx::conformance {

/// Reads a file that must be there.
[[nodiscard]] std::string read_file(const std::filesystem::path& path);

/// Reads a file; nothing if it is not there.
[[nodiscard]] std::optional<std::string> try_read_file(const std::filesystem::path& path);

/// Gives the folders in a folder, sorted.
[[nodiscard]] std::vector<std::filesystem::path> folders_in(const std::filesystem::path& folder);

/// Gives the files in a folder that end with `extension` (`.json`), sorted.
[[nodiscard]] std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder,
                                                          const std::string& extension);

/// Gives a text without line ends at its end.
[[nodiscard]] std::string without_last_line_ends(std::string text);

}  // namespace dynoxx::conformance
