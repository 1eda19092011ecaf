#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

/// A small frame for public test data: finds a suite's folder, runs what is in it, prints the counts.
///
/// To add a suite, add one file with one `TEST(Conformance, ...)` that calls `run_suite`.
namespace dynoxx::conformance {

/// One case while it runs: takes notes of what differs.
class Case {
 public:
    /// Notes a difference if the two texts are not equal.
    void expect_equal(std::string_view what, std::string_view actual, std::string_view expected);

    /// Notes a failure if the condition does not hold.
    void expect(bool condition, std::string_view what);

    /// Notes that the case is out of scope; the reason names the line of the data's own list.
    void skip(std::string_view reason) { skipped_ = reason; }

 private:
    friend class Suite;

    std::size_t checks_ = 0;
    std::string problems_;
    std::string skipped_;
};

/// A suite while it runs: counts its cases.
class Suite {
 public:
    explicit Suite(std::string path) : path_(std::move(path)) {}

    /// Runs one case. It fails if it notes a difference, throws, or checks nothing.
    void run_case(const std::string& name, const std::function<void(Case&)>& body);

    /// Prints `SUITE: N passed, N failed, N skipped` and fails the test if a case failed or none was found.
    void finish() const;

 private:
    std::string path_;
    std::size_t passed_ = 0;
    std::size_t failed_ = 0;
    std::size_t skipped_ = 0;
};

/// Runs the suite in the folder `path` below the folder that `DYNOXX_CONFORMANCE_DIR` names; skips if there is none.
///
/// @param run_cases is given the suite's folder and calls `run_case` for every case found there
void run_suite(const std::string& path, const std::function<void(const std::filesystem::path&, Suite&)>& run_cases);

/// Gives the names of the folders below the folder `path` that hold a file, sorted; none if the data is not there.
[[nodiscard]] std::vector<std::string> folders_with(const std::string& path, const std::string& file);

}  // namespace dynoxx::conformance
