#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace dynoxx::test {

/// A program that a test has started. Its output is read, its end is awaited, but never for ever.
class ChildProcess {
 public:
    /// How a program ended, and all that it wrote on both of its outputs.
    struct End {
        bool in_time = false;
        int exit_code = -1;  ///< -1 if it did not exit
        int signal = 0;      ///< the one that killed it
        std::string output{};
    };

    /// Starts a program.
    ///
    /// @param environment `NAME=value`, in place of every variable of this process whose name begins with `AWS_`
    ChildProcess(const std::string& program, const std::vector<std::string>& arguments,
                 const std::vector<std::string>& environment);
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    /// Kills the program if it still runs.
    ~ChildProcess();

    /// Writes a line for the program to read.
    void tell(std::string_view line);

    /// Reads until the program has ended, with everything that it has started; kills it when the time is up.
    [[nodiscard]] End wait(std::chrono::seconds limit = std::chrono::seconds(60));

 private:
    pid_t pid_ = -1;
    int input_ = -1;
    int output_ = -1;
};

}  // namespace dynoxx::test
