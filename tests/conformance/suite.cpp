#include "conformance/suite.hpp"

#include "conformance/data.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <exception>
#include <iostream>

namespace dynoxx::conformance {

void Case::expect_equal(std::string_view what, std::string_view actual, std::string_view expected) {
    ++checks_;
    if (actual != expected) {
        problems_.append(what).append(":\n--- expected\n").append(expected).append("\n--- actual\n").append(actual);
        problems_ += "\n---\n";
    }
}

void Case::expect(bool condition, std::string_view what) {
    ++checks_;
    if (!condition) {
        problems_.append(what).append("\n");
    }
}

void Suite::run_case(const std::string& name, const std::function<void(Case&)>& body) {
    Case one;
    try {
        body(one);
        if (one.checks_ == 0 && one.skipped_.empty()) {
            one.problems_ += "nothing was checked\n";
        }
    } catch (const std::exception& exception) {
        one.problems_.append("exception: ").append(exception.what()).append("\n");
    }
    if (!one.problems_.empty()) {
        ++failed_;
        ADD_FAILURE() << path_ << ": " << name << "\n" << one.problems_;
    } else if (!one.skipped_.empty()) {
        ++skipped_;
        std::cout << path_ << ": " << name << " skipped: " << one.skipped_ << '\n';
    } else {
        ++passed_;
    }
}

void Suite::finish() const {
    std::cout << path_ << ": " << passed_ << " passed, " << failed_ << " failed, " << skipped_ << " skipped"
              << std::endl;
    EXPECT_NE(passed_ + failed_ + skipped_, 0U) << path_ << " has no case that this program understands";
}

namespace {

/// Gives the folder of the data; empty if it was not named.
std::filesystem::path root() {
    const char* const named = std::getenv("DYNOXX_CONFORMANCE_DIR");
    return named == nullptr ? std::filesystem::path() : std::filesystem::path(named);
}

}  // namespace

void run_suite(const std::string& path, const std::function<void(const std::filesystem::path&, Suite&)>& run_cases) {
    if (root().empty()) {
        GTEST_SKIP() << "DYNOXX_CONFORMANCE_DIR is not set";
    }
    const std::filesystem::path folder = root() / path;
    if (!std::filesystem::is_directory(folder)) {
        GTEST_SKIP() << "there is no folder " << folder;
    }
    Suite suite(path);
    run_cases(folder, suite);
    suite.finish();
}

std::vector<std::string> folders_with(const std::string& path, const std::string& file) {
    std::vector<std::string> names;
    if (root().empty() || !std::filesystem::is_directory(root() / path)) {
        return names;
    }
    for (const std::filesystem::path& folder : folders_in(root() / path)) {
        if (std::filesystem::exists(folder / file)) {
            names.push_back(folder.filename().string());
        }
    }
    return names;
}

}  // namespace dynoxx::conformance
