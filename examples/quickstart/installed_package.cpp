#include "installed_package.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <unordered_set>

namespace quickstart {

namespace {

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r");
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

/// Takes the text up to the next line end away from the front of `text`.
std::string_view take_line(std::string_view& text) {
    const auto end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

/// The database counts in KiB.
std::int64_t bytes_of_kib(std::string_view text) {
    std::int64_t kib = 0;
    std::from_chars(text.data(), text.data() + text.size(), kib);
    return kib * 1024;
}

struct Paragraph {
    InstalledPackage package{};
    bool is_installed = false;

    void take_field(std::string_view name, std::string_view value) {
        if (name == "Package") {
            package.name = value;
        } else if (name == "Status") {
            is_installed = value.ends_with(" installed");
        } else if (name == "Version") {
            package.version = value;
        } else if (name == "Section") {
            package.section = value;
        } else if (name == "Installed-Size") {
            package.installed_bytes = bytes_of_kib(value);
        } else if (name == "Maintainer") {
            package.maintainer = value;
        } else if (name == "Description") {
            package.summary = value;
        }
    }
};

}  // namespace

std::vector<InstalledPackage> parse_package_database(std::string_view text) {
    std::vector<InstalledPackage> packages;
    std::unordered_set<std::string> names;
    Paragraph paragraph;
    const auto end_paragraph = [&] {
        if (paragraph.is_installed && !paragraph.package.name.empty() && names.insert(paragraph.package.name).second) {
            packages.push_back(std::move(paragraph.package));
        }
        paragraph = Paragraph();
    };
    while (!text.empty()) {
        const std::string_view line = take_line(text);
        if (trimmed(line).empty()) {
            end_paragraph();
        } else if (const auto colon = line.find(':');
                   line.front() != ' ' && line.front() != '\t' && colon != line.npos) {
            paragraph.take_field(line.substr(0, colon), trimmed(line.substr(colon + 1)));
        }
    }
    end_paragraph();
    return packages;
}

std::vector<InstalledPackage> read_package_database(const std::string& path, const std::string& documents) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        throw std::runtime_error("Cannot read the package database " + path +
                                 ". The quickstart needs a Debian system.");
    }
    const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    std::vector<InstalledPackage> packages = parse_package_database(text);
    for (InstalledPackage& package : packages) {
        std::string copyright = documents + '/' + package.name + "/copyright";
        if (std::ifstream(copyright)) {
            package.copyright_path = std::move(copyright);
        }
    }
    return packages;
}

}  // namespace quickstart
