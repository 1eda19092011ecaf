// Runs a target over files, where there is no libFuzzer: PROGRAM FOLDER...
#include "fuzz/fuzz.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

namespace {

std::vector<std::filesystem::path> files_of(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

/// Runs one file in a buffer of exactly its size, so that a sanitizer sees every byte that is read behind it.
void replay(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    const auto exact = std::make_unique<char[]>(text.size());
    std::copy(text.begin(), text.end(), exact.get());
    dynoxx::fuzz::run(std::string_view(exact.get(), text.size()));
}

}  // namespace

int main(int count, char** folders) {
    std::size_t replayed = 0;
    for (int index = 1; index < count; ++index) {
        for (const std::filesystem::path& path : files_of(folders[index])) {
            std::cout << path.filename().string() << std::endl;  // the last name is that of the file that crashed
            replay(path);
            ++replayed;
        }
    }
    std::cout << replayed << " files\n";
    return replayed == 0 ? 1 : 0;
}
