#include "conformance/data.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace dynoxx::conformance {

namespace fs = std::filesystem;

std::string read_file(const fs::path& path) {
    std::optional<std::string> text = try_read_file(path);
    if (!text) {
        throw std::runtime_error("cannot read " + path.string());
    }
    return *std::move(text);
}

std::optional<std::string> try_read_file(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        return std::nullopt;
    }
    return std::string(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
}

std::vector<fs::path> folders_in(const fs::path& folder) {
    std::vector<fs::path> found;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        if (entry.is_directory()) {
            found.push_back(entry.path());
        }
    }
    std::ranges::sort(found);
    return found;
}

std::vector<fs::path> files_in(const fs::path& folder, const std::string& extension) {
    std::vector<fs::path> found;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        if (entry.is_regular_file() && entry.path().extension() == extension) {
            found.push_back(entry.path());
        }
    }
    std::ranges::sort(found);
    return found;
}

std::string without_last_line_ends(std::string text) {
    while (text.ends_with('\n') || text.ends_with('\r')) {
        text.pop_back();
    }
    return text;
}

}  // namespace dynoxx::conformance
