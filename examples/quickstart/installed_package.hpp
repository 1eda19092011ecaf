#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace quickstart {

/// One installed package, as the package database of Debian describes it.
struct InstalledPackage {
    std::string name{};
    std::string version{};
    std::string section{};
    std::int64_t installed_bytes = 0;
    std::string maintainer{};
    std::string summary{};         ///< first line of the description
    std::string copyright_path{};  ///< empty if there is no readable copyright file
};

/// Reads the text of `/var/lib/dpkg/status`: paragraphs of `Field: value` lines, continued by lines that begin with a
/// blank. Packages that are not installed are left out; of one name on several architectures the first is kept.
///
/// @par Source
/// Debian Policy Manual, "Syntax of control files".
[[nodiscard]] std::vector<InstalledPackage> parse_package_database(std::string_view text);

/// Reads a package database, and finds the copyright files under `documents`.
///
/// @par Errors
/// `std::runtime_error` with the path if the database cannot be read.
[[nodiscard]] std::vector<InstalledPackage> read_package_database(const std::string& path = "/var/lib/dpkg/status",
                                                                  const std::string& documents = "/usr/share/doc");

}  // namespace quickstart
